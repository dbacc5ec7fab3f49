"""The desk's fixtures stand in modules of their own, so that tests can import what they write."""

from conftest_desk import desk, exports, open_here, small_desk
from talking import talking

__all__ = ["desk", "exports", "open_here", "small_desk", "talking"]
