from threading import Lock
from typing import Any

from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask

class HTTPChannel:
    error_task_class: type[ErrorTask]
    server: Any
    request: HTTPRequestParser | None
    requests: list[HTTPRequestParser]
    requests_lock: Lock
    total_outbufs_len: int
    will_close: bool
    def received(self, data: bytes) -> bool: ...
    def readable(self) -> bool: ...
