"""Holds what real autogenerate writes, mended by rectify, against the models it was made from."""
