"""Long histories, made at random by real autogenerate, broken as real set-ups break them, and mended."""
