"""A page area says which function answers which path; every function is handed the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    rule: str
    view: Callable[..., Any]


def get(rule: str, view: Callable[..., Any]) -> Route:
    """A page; looking at it changes nothing."""
    return Route("GET", rule, view)


def post(rule: str, view: Callable[..., Any]) -> Route:
    """An act; its form carries the hidden field that the doors ask for."""
    return Route("POST", rule, view)
