"""Invented people and messages: drafts that must be caught, drafts that must pass, and the method's own examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Ways:
    email: str = ""
    profile: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Letters:
    last: date = date(2021, 5, 3)
    two_way: bool = True


@dataclass(frozen=True)
class Move:
    was_company: str = "Globex"
    company: str = "Initech"


@dataclass(frozen=True)
class Somebody:
    name: str = "Ana Souza"
    given: str = "Ana"
    title: str = "Data Lead"
    company: str = "Globex"
    channels: Ways = Ways(email="ana@globex.example")
    connected_on: date | None = None
    exchange: Letters | None = None
    referred_by: str = ""
    place: str = ""
    zone: str = ""
    job_change: Move | None = None


@dataclass(frozen=True)
class Occasion:
    act: str = "send_invitation"
    facts: Mapping[str, Any] = field(default_factory=lambda: {"today": "2026-11-24"})


@dataclass(frozen=True)
class Example:
    """One message of the method: to whom, on which occasion, and what was known (`known`, `debrief`)."""

    name: str
    act: str
    channel: str
    text: str
    subject: str = ""
    person: Somebody = Somebody()
    fields: tuple[str, ...] = ("climate data",)
    known: tuple[str, ...] = ()
    debrief: tuple[str, ...] = ()
    note_limit: int = 200
    reply: bool = False


MARCO = Somebody("Marco Reis", "Marco", "Product Manager", "Initech", job_change=Move())
SAM = Somebody("Sam Okafor", "Sam", "Operations Lead", "St. Mary Hospital", referred_by="Lena Ortiz")

EXAMPLES = (
    Example(
        "E1", "send_invitation", "email",
        "Hi Ana,\n\nI'm Priya, also a Porto graduate (2021). You went from consulting to leading data work at Globex, "
        "and that is the step I am trying to understand.\n\nWould you have 20 minutes in the next two weeks to tell me "
        "how you made it? I am learning about data work in climate companies, and your view would help me a lot.\n\n"
        "Any time that suits you works.\n\nPriya Nair",
        "Your move into climate data", known=("University of Porto",),
    ),
    Example(
        "E2", "send_invitation", "email",
        "Hi Marco,\n\nWe last spoke in 2021, when you explained the Globex reporting rebuild to me. I still use your "
        "checklist.\n\nYou have since moved to Initech, in product. May I ask you for 20 minutes about what that "
        "change was like? I am exploring product work in health software and would value your honest view.\n\nAny day "
        "that suits you is fine.\n\nPriya",
        "Your three years at Initech", MARCO, ("health software",), ("Globex",),
    ),
    Example(
        "E3", "send_invitation", "email",
        "Hi Sam,\n\nLena Ortiz, who worked with you at Hooli, suggested your name when I asked who understands "
        "hospital logistics best.\n\nCould you spare 20 minutes this month to tell me how you got into it and what is "
        "changing? I am deciding whether the field is right for me, so your experience matters more than anything I "
        "can read.\n\nI will work around your schedule.\n\nPriya Nair",
        "Lena Ortiz suggested we talk", SAM, ("hospital logistics",), ("Lena Ortiz", "Hooli"),
    ),
    Example(
        "L1", "send_invitation", "linkedin_note",
        "Hi Ana, fellow Porto grad here. Your path from consulting to data at Globex is one I'm trying to understand. "
        "May I ask you two or three questions about it? Priya",
        known=("Porto",),
    ),
    Example(
        "L2", "send_invitation", "linkedin_note",
        "Hi Ana, I'm Priya, a fellow Porto grad (2021). You moved from consulting to leading data at Globex, the step "
        "I'm trying to understand. Would you have 20 minutes in the next two weeks to tell me how you made it? Happy "
        "to fit around your calendar. Thank you!",
        known=("Porto",), note_limit=300,
    ),
    Example(
        "N1", "send_nudge", "email",
        "Hi Ana,\n\nI know weeks fill up, so a short follow-up to my note below. Might next week be easier for a "
        "20-minute chat about your move into data at Globex? If now is not a good time, I understand completely.\n\n"
        "Priya",
        reply=True,
    ),
    Example(
        "T1", "send_thank_you", "email",
        "Hi Ana,\n\nThank you for your time today. Your point that the first year is mostly about trust in the numbers "
        "changed how I see the role.\n\nI will read the GHG Protocol chapters you named this week, and write to Jonas "
        "as you suggested. I'll let you know how both go.\n\nWith thanks, Priya",
        "Thank you for your time",
        debrief=("The first year is mostly about trust in the numbers.", "Jonas"), reply=True,
    ),
    Example(
        "K1", "keep_in_touch", "email",
        "Hi Ana,\n\nA quick update, since you set me on this path. I finished the chapters you named; the scope 3 part "
        "answered my main doubt. Jonas and I spoke on Tuesday, and he was generous with his time.\n\nIs there one "
        "thing you would look at next in my place?\n\nThank you again, Priya",
        reply=True,
    ),
)  # fmt: skip

# Messages to Ana Souza, Data Lead at Globex, that ask for work in one way or another (L03).
ASKING_FOR_WORK = (
    "Hi Ana, I saw that Globex has a job in your team. Would you have 20 minutes to tell me about it?",
    "Hi Ana, your work at Globex inspires me. Are there any openings for somebody like me?",
    "Hi Ana, I applied for the analyst position last week and would like to understand how Globex decides.",
    "Hi Ana, could you refer me at Globex? I would need 20 minutes of your time.",
    "Hi Ana, I would love to learn from you. My CV is attached so that you can see where I stand.",
    "Hi Ana, do you know whether Globex is hiring this winter? I want to understand data work.",
    "Hi Ana, would you put in a good word for me with whoever leads data at Globex?",
    "Hi Ana, I'd like to work for your team at Globex and hoped to talk for 20 minutes about how.",
    "Hi Ana, what is the salary of a data lead at Globex? I am curious about the field.",
    "Hi Ana, please forward my résumé to the right person at Globex. I would be grateful.",
    "Hi Ana, I am looking for work in data, and Globex is my first choice. May we talk for 20 minutes?",
    "Hi Ana, does your group take an intern now and then? I would join your team at once for an internship.",
)
# The same words in their other meanings, and plain good messages.
NOT_ASKING_FOR_WORK = (
    "Hi Ana, your step to Globex is one I try to understand. Would Tuesday work for you, for 20 minutes?",
    "Hi Ana, you are in a position to see what changes first at Globex. What would you watch?",
    "Hi Ana, your opening talk at the meetup about Globex stayed with me. May I ask three questions about it?",
    "Hi Ana, I would like to learn how Globex decides, and I will apply what you tell me this month.",
    "Hi Ana, could we resume our conversation about the Globex dashboards for 20 minutes?",
    "Hi Ana, congratulations on your new role at Globex. What surprised you most in the first weeks?",
    "Hi Ana, what is it like to work at your company when priorities change? I am learning about data work.",
    "Hi Ana, which problems and opportunities do you see in climate data from Globex?",
    "Hi Ana, if you have an opening in your calendar, 20 minutes about Globex would teach me a lot.",
    "Hi Ana, I read your paper on machine learning applied to grids. How did Globex come to it?",
    "Hi Ana, what do you think of the position paper that Globex signed? I try to understand both sides.",
    "Hi Ana, which applications of the Globex data would you never have expected?",
)

# What people write when they do not want to say it outright.
ASKING_IN_OTHER_WORDS = (
    "Hi Ana, I'd love to be considered for a role at Globex.",
    "Hi Ana, I'm open to work, and Globex may have something for me.",
    "Hi Ana, is there anything going at Globex for an analyst?",
    "Hi Ana, I wonder whether Globex could use an analyst.",
    "Hi Ana, could you get me an interview at Globex?",
    "Hi Ana, would you be open to referring me at Globex?",
    "Hi Ana, I'm seeking a new role in data. May I ask about Globex?",
    "Hi Ana, I'm looking for my next role, and for new opportunities at large.",
    "Hi Ana, I want to work at Globex.",
    "Hi Ana, I'm interested in working at Globex.",
    "Hi Ana, what does Globex pay analysts?",
    "Hi Ana, I would be a great addition to the team.",
    "Hi Ana, would Globex take me on as a trainee?",
    "Hi Ana, any chance of work experience at Globex?",
    "Hi Ana, is there space for an intern at Globex?",
    "Hi Ana, do you know of any internship at Globex?",
    "Hi Ana, please keep me in mind if something fits.",
    "Hi Ana, do you need any help in your team?",
    "Hi Ana, I'm interested in the analyst role.",
    "Hi Ana, could you put me in touch with HR?",
    "Hi Ana, I hope for a career at Globex.",
    "Hi Ana, are you accepting applications?",
    "Hi Ana, I'm looking to move to Globex.",
    "Hi Ana, would you give me a referral?",
    "Hi Ana, how can I get into Globex?",
)
# And what is about the job that they have, or about none.
ABOUT_THEIRS = (
    "Hi Ana, what do you like about your job at Globex?",
    "Hi Ana, how did your first job at Hooli lead you to Globex?",
    "Hi Ana, how do people in your position decide?",
    "Hi Ana, nice job on the Globex launch.",
    "Hi Ana, your role at Globex is one I hope to understand.",
    "Hi Ana, how did you find your place at Globex after Hooli?",
    "Hi Ana, what made you join the company after Hooli?",
    "Hi Ana, could I join you for a coffee near Globex?",
    "Hi Ana, I want to work out whether the field is for me.",
    "Hi Ana, I hope to work in Berlin one day, as you did.",
    "Hi Ana, how much does it pay to specialise early?",
    "Hi Ana, I'm looking for opportunities to learn about climate data.",
    "Hi Ana, what is a good fit for a data team?",
    "Hi Ana, what place does ethics have at Globex?",
    "Hi Ana, what did carbon compensation change at Globex?",
    "Hi Ana, which opportunities at the edge of the field do you see?",
)

# Messages to Ana Souza that anybody could have received (L07).
TO_ANYONE = (
    "Hi Ana, I came across your profile and was impressed. Would you have 20 minutes for a chat about your career?",
    "Hi Ana, I am learning about data and would value your view. Could you spare 20 minutes?",
    "Hi Ana, you have an interesting path. May I ask you how you got there, for 20 minutes next week?",
    "Hi Ana, I am exploring climate data and talk with people in the field. Would 20 minutes suit you?",
    "Hi Ana, as a leader in your industry you must have many insights. Could we talk for 20 minutes?",
    "Hi Ana, I hope that you are well. I would love to learn from your experience over a 20-minute call.",
    "Hi Ana, your work at Umbrella caught my eye. Would you have 20 minutes to tell me about it?",
    "Hi Ana, we are both members of the same group here. May I ask for 20 minutes of your time?",
    "Hi Ana, I studied in Lisbon and now look for my way. Would you share your story in 20 minutes?",
    "Hi Ana, people like you are hard to find. Would you have 20 minutes to tell me what you do?",
    "Hi Ana, I am changing direction and talk with many people at the moment. Do you have 20 minutes?",
    "Hi Ana, I read about your company and find it fascinating. Could I have 20 minutes to ask about it?",
)
# Messages that only she could have received. What is known beside role and employer: KNOWN_OF_ANA.
KNOWN_OF_ANA = ("University of Porto", "Hooli", "Lena Ortiz", "Consultant at Hooli", "the append-only delay ledger")
TO_ANA_ALONE = (
    "Hi Ana, your work at Globex is the kind I want to understand. Would you have 20 minutes?",
    "Hi Ana, we both went to Porto. May I ask you for 20 minutes about what came after?",
    "Hi Ana, Lena Ortiz gave me your name. Could you spare 20 minutes?",
    "Hi Ana, before data you were at Hooli. What made you change? 20 minutes would help me a lot.",
    "Hi Ana, what is a week as data lead made of? I am learning, and 20 minutes would help.",
    "Hi Ana, I read about GLOBEX’s new model. Would you have 20 minutes to tell me how it began?",
    "Hi Ana, as a fellow graduate of the Universidade do Porto I would love 20 minutes with you.",
    "Hi Ana, Lena told me to ask you how one leaves a first field. Would 20 minutes be possible?",
    "Hi Ana, what you wrote on the append-only delay ledger changed my mind. May I ask you three questions?",
    "Hi Ana, you came to Globex's data team from elsewhere. How was it? I would need 20 minutes.",
    "Hi Ana, a lead in data who began as a consultant at Hooli is rare. Could we talk for 20 minutes?",
    "Hi Ana, Porto taught me statistics and no patience. Did it do the same to you? 20 minutes?",
)
