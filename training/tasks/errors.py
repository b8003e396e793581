"""What keeps a downstream check from being made."""


class NotMeasuredError(RuntimeError):
    """Weights, boxes or label maps cannot be had; there is no number, and none is made up."""
