"""The one reason to end the program that is not a fault of ours."""


class Stopped(Exception):
    """Receiving messages cannot go on; the text says why, for the operator."""
