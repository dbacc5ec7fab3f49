# The part of waitress that Legwork uses; the library carries no types.

from collections.abc import Callable
from typing import Any

def create_server(application: Callable[..., Any], **adjustments: Any) -> Any: ...
