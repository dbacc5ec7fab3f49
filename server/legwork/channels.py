"""The connections of the desk: what the server answers by itself carries the doors' headers, too.

Waitress documents no hook for its own answers (400, 413, 431, 501, and a 500 when an answer breaks off);
the class attributes that name the classes of its parts are where it lets them be replaced.
"""

from __future__ import annotations

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from legwork.doors import HEADERS


class Refusal(ErrorTask):
    """An answer to what waitress could not read as a request."""

    def execute(self) -> None:
        self.response_headers.extend(HEADERS.items())
        super().execute()


class Channel(HTTPChannel):
    """One connection."""

    error_task_class = Refusal
