"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`id` is the check's number in the method, `level` stop, warn or hint, `text` a sentence."""

    id: str
    level: str
    text: str

    def to_json(self) -> dict[str, str]:
        return {"id": self.id, "level": self.level, "text": self.text}
