from typing import Any

from waitress.task import ErrorTask

class HTTPChannel:
    error_task_class: type[ErrorTask]
    request: Any
    requests: list[Any]
    total_outbufs_len: int
    will_close: bool
    def received(self, data: bytes) -> bool: ...
    def readable(self) -> bool: ...
