"""What is remembered of texts, and for how long."""

from __future__ import annotations

from legwork.linkage.remembered import remembered


def test_each_value_is_asked_about_once_until_there_are_too_many() -> None:
    asked = list[str]()

    @remembered(2)
    def loud(text: str) -> str:
        asked.append(text)
        return text.upper()

    assert [loud(text) for text in ("a", "b", "a", "b")] == ["A", "B", "A", "B"]
    assert asked == ["a", "b"]
    assert [loud(text) for text in ("c", "a", "c")] == ["C", "A", "C"]
    assert asked == ["a", "b", "c", "a"]
