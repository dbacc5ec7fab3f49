class Error:
    code: int
    reason: str
    def __init__(self, body: str) -> None: ...
