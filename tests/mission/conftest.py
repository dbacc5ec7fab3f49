"""A desk on the morning of Tuesday 24 November 2026 in Berlin, and somebody sitting at it."""

from web.conftest import desk, exports, people, sitting

__all__ = ["desk", "exports", "people", "sitting"]
