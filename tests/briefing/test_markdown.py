"""The note as Markdown."""

from __future__ import annotations

import re
from datetime import date

from briefing.invented import INES, READ, TODAY, fact, noted
from legwork.briefing.markdown import markdown
from legwork.briefing.note import Looked, note

HERE = "http://127.0.0.1:8765"


def test_every_statement_is_one_link_to_its_place_on_the_desk() -> None:
    made = noted(fact("post", "On rails", dated=date(2026, 11, 14)), fact("role", words={"role": "Planner"}))
    text = markdown(made, HERE)
    assert text.startswith("# Ines Prado\n\n- [Planner.](<http://127.0.0.1:8765/contacts/c_1#record-1>")
    assert (
        '- [Wrote “On rails”.](<http://127.0.0.1:8765/evidence/7> "Their feed, 14 Nov 2026, read 20 Nov 2026")'
    ) in text
    for one in made.statements:
        (line,) = (line for line in text.splitlines() if one.text in line)
        assert line.count("](<") == 1


def test_questions_are_a_list_with_numbers_and_their_reasons_are_links() -> None:
    text = markdown(noted(fact("post", "On rails")), HERE)
    assert re.search(r"(?m)^1\. In “On rails” .* Because: \[Their feed, 20 November 2026\]\(<http", text)
    assert re.search(r"(?m)^2\. .* Because: a general question", text)


def test_signs_of_markdown_are_text_and_titles_stay_whole() -> None:
    text = markdown(noted(fact("post", "*a* [b](c) `d` #e", source='A "feed"\\')), HERE)
    assert r"\*a\* \[b\](c) \`d\` \#e" in text
    assert '"A ”feed”, 20 Nov 2026")' in text


def test_without_a_place_on_the_desk_the_address_outside_is_the_link() -> None:
    made = note(INES, (), [Looked("A feed", "off", READ, url="https://ines.example/feed"), Looked("GitHub")], TODAY)
    text = markdown(made, HERE)
    assert "- [A feed, 20 November 2026: off](<https://ines.example/feed>)" in text
    assert "- GitHub\n" in text
    assert text.startswith("# Ines Prado\n\n## Three questions")
    assert text.endswith("\n")
