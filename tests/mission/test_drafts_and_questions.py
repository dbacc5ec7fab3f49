"""What the advice says of messages and questions, statement by statement: each test is named after one."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest

from drafting.samples import ASKING_FOR_WORK
from legwork.desk import acting, editing, planning, preferring, preparing, revising, viewing, writing
from legwork.desk.opening import Desk
from legwork.drafting.asking import check_question, is_closed
from legwork.drafting.bank import BANK, CORE, GROUPS, bank
from legwork.drafting.job_words import job_words
from legwork.errors import WantsReason
from legwork.outreach.stages import BEFORE_CONTACT
from legwork.web import pages
from legwork.web.cards import REASONS
from web.sitting import Sitting, words

pytestmark = pytest.mark.usefixtures("people")


def at(desk: Desk, moment: str) -> Desk:
    when = datetime.fromisoformat(f"2026-{moment}:00").replace(tzinfo=desk.settings.timezone)
    return Desk(desk.settings, desk.database, lambda: when)


def drafts(desk: Desk) -> list[dict[str, Any]]:
    return [card["draft"] for card in planning.today(desk)["cards"] if card["draft"]]


def first(desk: Desk) -> dict[str, Any]:
    """The first card with an invitation."""
    found: dict[str, Any] = next(card for card in planning.today(desk)["cards"] if card["act"] == "send_invitation")
    return found


def kofi(desk: Desk) -> str:
    return viewing.contacts(desk, "Kofi")[0].id


def check(desk: Desk, text: str) -> set[tuple[str, str]]:
    found = revising.revise(desk, first(desk)["id"], {"text": text})
    return {(one.id, one.level) for one in found.findings}


@pytest.mark.parametrize("purpose", ["seeking", "exploring", "changing"])
def test_m03_every_purpose_has_drafts_without_a_word_about_work(desk: Desk, purpose: str) -> None:
    preferring.prefer(desk, {"purpose": purpose, "fields": "logistics"})
    found = drafts(desk)
    assert found
    assert [job_words(draft["text"]) for draft in found] == [()] * len(found)


def test_m04_it_is_a_conversation_on_every_page(sitting: Sitting, desk: Desk) -> None:
    for page in ("/", f"/contacts/{kofi(desk)}/brief", f"/contacts/{kofi(desk)}/questions"):
        # in lower case: somebody's title may be Data Lead
        assert not re.search(r"\b(?:leads?|prospects?|customers?|job interview)\b", words(sitting.get(page)))
    assert ("L03", "stop") in check(desk, "Hi, thank you for the job interview. 20 minutes?")


def test_m05_the_bank_is_filtered_by_path_industry_and_company(sitting: Sitting, desk: Desk) -> None:
    for view in ("path", "industry", "company"):
        page = words(sitting.get(f"/contacts/{kofi(desk)}/questions?view={view}")).partition("More to choose from")[2]
        for question in BANK:
            taken = question.text in [one.text for one in preparing.prepare(desk, kofi(desk)).questions]
            assert (question.text in page) is (GROUPS[question.group].view == view and not taken), question.id
    assert len(bank()) == len(BANK)


def test_m06_what_can_be_found_online_is_not_asked() -> None:
    (found,) = check_question("What does Initech do?", (), "Initech")
    assert (found.id, found.level) == ("Q01", "warn")


def test_m30_what_a_search_answers_is_asked_deeper(sitting: Sitting, desk: Desk) -> None:
    company = viewing.contact(desk, kofi(desk)).merged["company"]
    here = f"/contacts/{kofi(desk)}/questions"
    sitting.get(here)
    searched = f"What does {company} do?"
    page = words(sitting.follow(here, do="keep", id=["own", "own"], text=[searched, "How did you begin?"]))
    assert f"“What does {company} do differently from what people outside think?”" in page
    assert page.count("Better") == 1


def test_m22_writing_to_somebody_not_read_up_on_asks_first(sitting: Sitting, desk: Desk) -> None:
    card = first(desk)
    assert "You have not read up on" in words(sitting.get("/"))
    form = {"card": card["id"], "act": "sent", "back": "/", "text": card["draft"]["text"], "override": "I know them"}
    assert "Have you read up on" in words(sitting.post("/act", 200, **form).text)
    assert viewing.contact(desk, card["contact"]["id"]).state in BEFORE_CONTACT
    skipped = sitting.post("/act", **form, reading="skipped").location
    assert "without having read up" in words(sitting.get(skipped))
    sitting.follow("/undo", event=skipped.partition("done=")[2], back="/")
    editing.note(desk, card["contact"]["id"], "Read her page.")
    assert "You have not read up on" not in words(sitting.get("/"))
    sitting.follow("/act", **form)
    assert viewing.contact(desk, card["contact"]["id"]).state == "invited"


def test_m23_the_brief_has_person_employer_and_what_is_not_known(sitting: Sitting, desk: Desk) -> None:
    page = words(sitting.get(f"/contacts/{kofi(desk)}/brief"))
    for block in ("Who ", "Between you ", "Not known ", "Mind "):
        assert block in page
    lost = editing.add_people(desk, ["Bo Lin"])[0]
    page = words(sitting.get(f"/contacts/{lost}/brief"))
    assert "Not known. Their own page would say." in page
    assert "Not known. The employer's front page and recent news would say." in page


def test_m24_every_question_has_a_fact_or_is_one_of_the_core(desk: Desk) -> None:
    for line in viewing.contacts(desk):
        ready = preparing.prepare(desk, line.id)
        texts = {fact.text: fact.ref for fact in ready.facts}
        for question in ready.questions:
            assert question.id in CORE or texts[question.because] == question.ref != ""


def test_m25_a_message_without_a_purpose_warns(desk: Desk) -> None:
    preferring.prefer(desk, {"fields": ""})
    company = first(desk)["contact"]["company"]
    assert ("L14", "warn") in check(desk, f"Hi there, you are at {company}. Would you have 20 minutes for me?")
    assert ("L14", "warn") not in check(desk, f"Hi there, I want to learn from your path at {company}. 20 minutes?")


def test_m26_the_invitation_names_path_and_field(desk: Desk) -> None:
    preferring.prefer(desk, {"fields": "logistics"})
    assert all("how you came to it" in one["text"] and "logistics" in one["text"] for one in drafts(desk))


def test_m27_one_word_over_a_hundred_is_red(sitting: Sitting, desk: Desk) -> None:
    card = first(desk)["id"]
    for count, level in ((75, "good"), (76, "long"), (100, "long"), (101, "over")):
        sitting.get(f"/?card={card}")
        page = sitting.follow(f"/drafts/{card}", do="check", text="word " * count, subject="Your work")
        assert f'class="count-words {level}" data-words>{count} words' in page
    assert 'class="phone"' in page
    assert {id_ for id_, _ in check(desk, "word " * 101)} >= {"L01", "L06"}


def test_m28_nothing_goes_to_more_than_one_person(sitting: Sitting, desk: Desk) -> None:
    from flask import Flask  # noqa: PLC0415  only this test lists the routes

    site = Flask("routes")
    site.register_blueprint(pages(desk))
    sending = {rule.rule for rule in site.url_map.iter_rules() if "draft" in rule.rule or "write" in rule.rule}
    assert sending == {"/drafts/<card_id>", "/drafts/<card_id>/reworded", "/contacts/<contact_id>/write"}
    for link in re.findall(r'href="(mailto:[^"?]*)', sitting.get("/")):
        assert link.count("@") == 1
        assert "," not in link
    assert ("L07", "stop") in check(desk, "Hi there, I want to learn. Would you have 20 minutes for my questions?")


def test_m29_five_to_ten_questions_stand_in_the_brief(sitting: Sitting, desk: Desk) -> None:
    ready = preparing.prepare(desk, kofi(desk))
    assert 5 <= len(ready.questions) <= 10
    page = words(sitting.get(f"/contacts/{kofi(desk)}/brief"))
    assert all(question.text in page for question in ready.questions)


def test_m40_readiness_counts_note_questions_and_introduction(sitting: Sitting, desk: Desk) -> None:
    ready = preparing.prepare(desk, kofi(desk))
    page = words(sitting.get(f"/contacts/{kofi(desk)}/brief"))
    assert "Ready 1 of 3 ✓ done: a note of your own ○ open: questions kept" in page  # the address book has a note
    sitting.get(f"/contacts/{kofi(desk)}/questions")
    sitting.follow(
        f"/contacts/{kofi(desk)}/questions", do="keep", id=[one.id for one in ready.questions],
        text=[one.text for one in ready.questions],
    )  # fmt: skip
    assert "Ready 2 of 3" in words(sitting.get(f"/contacts/{kofi(desk)}/brief"))
    preferring.prefer(desk, {"intro": "I studied physics."})
    assert "Ready 3 of 3" in words(sitting.get(f"/contacts/{kofi(desk)}/brief"))


def test_m40_the_brief_comes_the_evening_before_and_again_a_quarter_of_an_hour_before(desk: Desk) -> None:
    acting.act(at(desk, "11-20T10"), kofi(desk), "scheduled:2026-11-25T15:00/20")

    def acts(moment: str) -> list[str]:
        return [one["act"] for one in planning.today(at(desk, moment))["cards"] if one["lane"] == "conversation"]

    assert acts("11-23T18") == []
    assert acts("11-24T18") == ["confirm", "brief"]
    acting.act(at(desk, "11-25T08"), kofi(desk), "briefed")
    assert acts("11-25T14:44") == ["confirm"]
    assert acts("11-25T14:45") == ["brief"]


@pytest.mark.parametrize("closed", ["Is it hard?", "Do you like it?", "Can anyone learn it?", "Did you know early?"])
def test_m31_a_closed_question_is_offered_an_open_form(closed: str) -> None:
    (found,) = check_question(closed)
    offered = re.search("“(.+)”", found.text)
    assert offered
    assert re.match("what|how|which", offered[1], re.IGNORECASE)
    assert not is_closed(offered[1])


def test_m34_what_one_honestly_wants_to_know_comes_first(sitting: Sitting, desk: Desk) -> None:
    here = f"/contacts/{kofi(desk)}/questions"
    assert words(sitting.get(here)).index("honestly want to know") < words(sitting.get(here)).index("To ask")
    sitting.follow(here, do="keep", honest="Would I be happy there?")
    page = words(sitting.get(f"/contacts/{kofi(desk)}/brief"))
    assert page.index("Would I be happy there?") < page.index("Ask ")


def test_m35_the_thanks_quote_the_debrief_and_ask_for_nothing(desk: Desk) -> None:
    acting.act(at(desk, "11-20T10"), kofi(desk), "scheduled:2026-11-23T15:00/20")
    acting.act(at(desk, "11-23T16"), kofi(desk), "debriefed:Trust comes before tools. They are hiring.")
    card = next(card for card in planning.today(desk)["cards"] if card["act"] == "send_thank_you")
    assert "“Trust comes before tools”" in card["draft"]["text"]
    assert [one for one in card["draft"]["checks"] if one["level"] != "hint"] == []
    asking = revising.revise(desk, card["id"], {"text": "Hi Kofi, thank you. Could you introduce me to your boss?"})
    assert [one.id for one in asking.findings if one.level == "warn"] == ["L15", "L15"]


@pytest.mark.parametrize("text", ASKING_FOR_WORK)
def test_m38_none_of_twelve_drafts_that_treat_it_as_a_job_interview_passes(desk: Desk, text: str) -> None:
    card = first(desk)
    said = text.replace("Hi Ana", f"Hi {card['contact']['name'].split()[0]}")
    found = revising.revise(desk, card["id"], {"text": said, "subject": "Your work"})
    assert ("L03", "stop") in {(one.id, one.level) for one in found.findings}


@pytest.mark.parametrize("text", ASKING_FOR_WORK[:3])
def test_m39_asking_for_a_job_passes_with_a_written_reason_alone(desk: Desk, text: str) -> None:
    card = first(desk)
    said = text.replace("Hi Ana", f"Hi {card['contact']['name'].split()[0]}")
    with pytest.raises(WantsReason, match="leave out"):
        acting.act(desk, card["id"], "sent", writing.Said(said, "Your work"))
    done = acting.act(desk, card["id"], "sent", writing.Said(said, "Your work", "They asked me to."))
    assert "They asked me to." in done.sentence


def test_m38_the_brief_says_that_one_is_here_to_learn(sitting: Sitting, desk: Desk) -> None:
    assert "You are here to learn." in words(sitting.get(f"/contacts/{kofi(desk)}/brief"))


def test_m46_twenty_minutes_are_asked_for(desk: Desk) -> None:
    asking = [one["text"] for one in drafts(desk)]
    assert asking
    assert all("20 minutes" in text for text in asking)
    preferring.prefer(desk, {"ask_minutes": "30"})
    assert all("30 minutes" in one["text"] for one in drafts(desk))


def test_m48_what_to_wear_is_said_for_a_meeting_and_for_video(sitting: Sitting, desk: Desk) -> None:
    said = words(sitting.get(f"/contacts/{kofi(desk)}/brief"))
    assert re.search(r"In person: [^.]+\. On video the same, with light from the front and a quiet room\.", said)


def test_m49_business_casual_but_in_finance_and_law_by_an_editable_table(sitting: Sitting, desk: Desk) -> None:
    here = f"/contacts/{kofi(desk)}/brief"
    assert "business casual, as for a networking event. On video the same" in words(sitting.get(here))
    for field in ("finance", "law"):
        preferring.prefer(desk, {"fields": field})
        assert "a suit or a jacket, a little more formal than usual" in words(sitting.get(here))
    preferring.prefer(desk, {"fields": "logistics"})
    preferring.prefer(desk, {"dress": "logistics: boots and a helmet"})
    assert "In person: boots and a helmet. On video the same" in words(sitting.get(here))
    assert REASONS
