"""Links built from data can do only what they say."""

from __future__ import annotations

from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork.web.links import SCHEMES, mailto, safe_href


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\x00javascript:alert(1)",
        "\u200bjavascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "blob:https://x.example/1",
        "ftp://x.example/",
        "//evil.example",
        "/history",
        "www.example.org",
        "https:evil.example",
        "https:///evil.example",
        "https://linkedin.com\\@evil.example/",
        "https://linkedin.com@evil.example/",
        "https://[bad",
        "",
        None,
    ],
)
def test_an_address_that_could_do_harm_is_no_link(url: str | None) -> None:
    assert safe_href(url) == ""


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://www.linkedin.com/in/ana?x=1#y", "https://www.linkedin.com/in/ana?x=1#y"),
        ("HTTP://x.example", "HTTP://x.example"),
        (" https://x.example/\n", "https://x.example/"),
        ("https://x.exa\u202emple/", "https://x.example/"),
        ("mailto:ana@x.example", "mailto:ana@x.example"),
        ("tel:+351 210 000", "tel:+351210000"),
    ],
)
def test_the_four_schemes_are_links_without_what_cannot_be_seen(url: str, href: str) -> None:
    assert safe_href(url) == href


@given(st.text())
def test_whatever_comes_in_a_link_has_one_of_four_schemes(text: str) -> None:
    href = safe_href(text)
    assert href == "" or urlsplit(href).scheme in SCHEMES
    assert href == safe_href(href)


def test_a_mail_link_carries_subject_and_text() -> None:
    link = mailto("ana@x.example", "Your move", "Hi Ana,\n\nRock & roll?\nPriya")
    parts = urlsplit(link)
    assert parts.path == "ana@x.example"
    assert parse_qs(parts.query) == {
        "subject": ["Your move"],
        "body": ["Hi Ana,\r\n\r\nRock & roll?\r\nPriya"],
    }


@pytest.mark.parametrize(
    "address",
    ["", "ana", "ana@x.example,eve@evil.example", "ana@x.example?bcc=eve@evil.example\r\n", "a b@x.example",
     "ana@x.example\nBcc: eve@evil.example", "<ana@x.example>", "ana@x.example;eve@evil.example"],
)  # fmt: skip
def test_what_is_not_one_address_is_no_mail_link(address: str) -> None:
    link = mailto(address)
    assert "eve" not in unquote(urlsplit(link).query)
    assert link == "" or "," not in link


@given(subject=st.text(), body=st.text())
def test_no_text_adds_a_recipient_or_a_header(subject: str, body: str) -> None:
    subject = subject.encode("utf-8", "ignore").decode()
    body = body.encode("utf-8", "ignore").decode()
    parts = urlsplit(mailto("ana@x.example", f"{subject}&bcc=eve@evil.example", f"{body}%0d%0aBcc: eve@evil.example"))
    assert parts.path == "ana@x.example"
    fields = parse_qs(parts.query, keep_blank_values=True)
    assert set(fields) <= {"subject", "body"}
    message = EmailMessage()
    message["Subject"] = fields["subject"][0]
    assert list(message) == ["Subject"]
