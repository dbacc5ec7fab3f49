from waitress.utilities import Error

class HTTPRequestParser:
    error: Error | None
    completed: bool
    headers_finished: bool
    body_bytes_received: int
    path: str
