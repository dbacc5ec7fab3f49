"""How much one capture may hold, for the doors to say before the desk refuses it."""

from legwork_importers.captures import CAPTURE_LIMITS

__all__ = ["CAPTURE_LIMITS"]
