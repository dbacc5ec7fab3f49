"""The desk asked as the paired extension would ask it, for tests to see what it keeps."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from served_desk import ask


@dataclass(frozen=True, slots=True)
class Asking:
    address: str
    token: str

    def get(self, path: str) -> Any:
        status, text = ask(self.address, f"/api/v1{path}", Authorization=f"Bearer {self.token}")
        assert status == 200, text
        return json.loads(text)

    def found(self, words: str) -> list[dict[str, Any]]:
        """Contacts that hold these words in their names, employers or addresses."""
        found: list[dict[str, Any]] = self.get(f"/contacts?q={quote(words)}&limit=200")["contacts"]
        return found

    def one(self, words: str) -> dict[str, Any]:
        """The only contact these words find, whole."""
        (contact,) = self.found(words)
        whole: dict[str, Any] = self.get(f"/contacts/{contact['id']}")
        return whole

    def act(self, contact: str, act: str) -> None:
        headers = {"Authorization": f"Bearer {self.token}", "Content_Type": "application/json"}
        status, text = ask(self.address, f"/api/v1/cards/{contact}/acts", "POST", json.dumps({"act": act}), **headers)
        assert status == 201, text
