"""The connections of the desk: none stays with half a request, and the server's own answers carry headers.

Waitress measures silence, so a byte now and then keeps a connection for ever; and it documents no hook for
its own answers (400, 413, 431, 501, and a 500 when an answer breaks off). The class attributes that name the
classes of its parts are where it lets them be replaced.
"""

from __future__ import annotations

import time

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask
from waitress.utilities import Error

from legwork.doors import HEADERS, UPLOADS
from legwork.errors import DISK_FULL, is_disk_full

# All of a request but an upload fits into one packet or a few, on one machine. Whoever sends a byte every few
# seconds notices the end one or two bytes later, and that is still within thirty.
UNFINISHED_SECONDS = 20.0
# Of an upload so much has to come in each such stretch: 3 kB a second, slower than any disk or network share.
UPLOAD_PROGRESS_BYTES = 64 * 1024


class Refusal(ErrorTask):
    """An answer to what waitress could not read as a request."""

    def execute(self) -> None:
        self.response_headers.extend(HEADERS.items())
        super().execute()


class Full(Error):
    code = 507
    reason = "Insufficient Storage"


class Channel(HTTPChannel):
    """One connection."""

    error_task_class = Refusal
    _since = 0.0  # monotonic seconds: the first byte of an unfinished request, or its last stretch of progress
    _had = 0  # bytes of its body at that time

    def received(self, data: bytes) -> bool:
        before = self.request
        try:
            taken = super().received(data)
        except OSError as problem:
            if not is_disk_full(problem) or self.request is None:
                raise
            return self._refuse(self.request)
        if self.request is not before:
            self._since, self._had = time.monotonic(), 0
        return taken

    def _refuse(self, request: HTTPRequestParser) -> bool:
        """Answers a request whose body found no room in the temporary file that large ones are kept in."""
        with self.requests_lock:
            request.error = Full(DISK_FULL)
            request.completed = True
            self.request = None
            self.requests.append(request)
            if len(self.requests) == 1:
                self.server.add_task(self)
        return True

    def readable(self) -> bool:
        # asked in every turn of the server's loop, at least once a second
        if self.is_overdue(time.monotonic()):
            self.will_close = True
        return super().readable()

    def is_overdue(self, now: float) -> bool:
        """Whether a request has been unfinished too long; `now` in monotonic seconds."""
        if self.request is None or self.requests or self.total_outbufs_len:
            self._since = now  # while an earlier one is answered, nothing more is read
            return False
        if now - self._since < UNFINISHED_SECONDS:
            return False
        came = self.request.body_bytes_received - self._had
        if self.request.headers_finished and self.request.path in UPLOADS and came >= UPLOAD_PROGRESS_BYTES:
            self._since, self._had = now, self.request.body_bytes_received
            return False
        return True
