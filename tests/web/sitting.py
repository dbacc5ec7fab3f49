"""A signed-in browser without scripts, as the tests of the pages need one."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HERE = "http://127.0.0.1:8765"


@dataclass(slots=True)
class Sitting:
    """Reads pages and sends forms; `post` sends the hidden field of the page read last."""

    client: FlaskClient
    token: str = ""

    def get(self, path: str, code: int = 200) -> str:
        answer = self.client.get(path, base_url=HERE)
        assert answer.status_code == code, words(answer.text)
        found = re.search(r'name="csrf_token" value="([^"]+)"', answer.text)
        self.token = found[1] if found else self.token
        return answer.text

    def post(self, path: str, code: int = 303, content_type: str | None = None, **fields: Any) -> TestResponse:
        answer = self.client.post(
            path,
            base_url=HERE,
            data={"csrf_token": self.token, **fields},
            content_type=content_type or "application/x-www-form-urlencoded",
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        assert answer.status_code == code, words(answer.text)
        return answer

    def follow(self, path: str, **fields: Any) -> str:
        """Sends a form and reads the page it leads to."""
        return self.get(self.post(path, **fields).location)


def words(page: str) -> str:
    """What a page says between its head and its foot, without its markup."""
    page = page.partition("<main")[2].partition("</main>")[0] or page
    text = re.sub(r"<(script|title)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(text).split())
