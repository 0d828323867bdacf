def write(folder, seed, length):
    raise NotImplementedError
