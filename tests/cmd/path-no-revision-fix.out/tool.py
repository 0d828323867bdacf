print("no revision")
