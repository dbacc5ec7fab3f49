"""No statement of the advice is left without a test that is named after it."""

from __future__ import annotations

import re
from pathlib import Path


def test_each_of_the_fifty_two_statements_has_a_test_of_its_own() -> None:
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    named = re.findall(r"^def test_m(\d\d)_(?!and_)", tests, re.MULTILINE)
    assert {int(number) for number in named} == set(range(1, 53))
