"""The files of a LinkedIn archive that are about its owner: nobody in them is a contact. Each row proposes what could
stand under Settings: names, addresses, numbers, employers, schools and skills, and employers the owner looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from legwork_importers.columns import Row, Text
from legwork_importers.contract import About, Columns, Proposal, Source, Unreadable
from legwork_importers.linkedin_dates import american, java, month_or_year
from legwork_importers.linkedin_files import file_key
from legwork_importers.spreadsheets import columns_in, find_header, open_table, shown
from legwork_importers.table import shortened

NOTHING_SAID = "nothing in it to propose"
AGAIN = "the same once more"


class AboutYou(Row):
    """The root of these tables: what a row is about, the columns its header needs, whether it has no
    others (`exact`), and what it says."""

    about: ClassVar[About]
    needs: ClassVar[frozenset[str]]
    exact: ClassVar[bool] = False

    def value(self) -> str:
        raise NotImplementedError

    def detail(self) -> dict[str, str]:
        return {}


class Profile(AboutYou):
    about = "name"
    needs = frozenset({"given", "family", "headline", "industry"})
    given = Text("First Name")
    family = Text("Last Name")
    maiden = Text("Maiden Name")
    headline = Text("Headline")
    industry = Text("Industry")
    place = Text("Geo Location")
    country = Text("Country")
    summary = Text("Summary")
    websites = Text("Websites")

    def value(self) -> str:
        return " ".join(filter(None, (self.given, self.family)))

    def detail(self) -> dict[str, str]:
        return {
            "maiden": self.maiden,
            "headline": self.headline,
            "industry": self.industry,
            "place": self.place or self.country,
            "summary": self.summary,
            "websites": self.websites,
        }


class Job(AboutYou):
    about = "employer"
    needs = frozenset({"company", "title", "start", "end"})
    company = Text("Company Name")
    title = Text("Title")
    place = Text("Location")
    start = Text("Started On")
    end = Text("Finished On")

    def value(self) -> str:
        return self.company

    def detail(self) -> dict[str, str]:
        start, end = month_or_year(self.start), month_or_year(self.end)
        return {"title": self.title, "place": self.place, "start": start, "end": end}


class School(AboutYou):
    about = "school"
    needs = frozenset({"school", "start", "end"})
    school = Text("School Name")
    start = Text("Start Date")
    end = Text("End Date")
    degree = Text("Degree Name")

    def value(self) -> str:
        return self.school

    def detail(self) -> dict[str, str]:
        return {"degree": self.degree, "start": month_or_year(self.start), "end": month_or_year(self.end)}


class Skill(AboutYou):
    about = "skill"
    needs = frozenset({"name"})
    exact = True
    name = Text("Name")

    def value(self) -> str:
        return self.name


class EmailAddress(AboutYou):
    about = "email"
    needs = frozenset({"address", "confirmed", "primary"})
    address = Text("Email Address")
    confirmed = Text("Confirmed")
    primary = Text("Primary")

    def value(self) -> str:
        return self.address.casefold() if "@" in self.address else ""

    def detail(self) -> dict[str, str]:
        return {"confirmed": self.confirmed.casefold(), "primary": self.primary.casefold()}


class PhoneNumber(AboutYou):
    """`PhoneNumbers.csv`, `Phone Numbers.csv` of 2018, and `Whatsapp Phone Numbers.csv`."""

    about = "phone"
    needs = frozenset({"number", "extension"})
    exact = True
    number = Text("Number")
    extension = Text("Extension")
    label = Text("Type")
    on_whatsapp = Text("Is_WhatsApp_Number")

    def value(self) -> str:
        return self.number

    def detail(self) -> dict[str, str]:
        return {"extension": self.extension, "label": self.label}


class Follow(AboutYou):
    about = "target"
    needs = frozenset({"organization", "on"})
    organization = Text("Organization")
    on = Text("Followed On")

    def value(self) -> str:
        return self.organization

    def detail(self) -> dict[str, str]:
        return {"followed_on": java(self.on)}


class Application(AboutYou):
    about = "target"
    needs = frozenset({"company", "title", "on"})
    company = Text("Company Name")
    title = Text("Job Title")
    url = Text("Job Url")
    on = Text("Application Date")

    def value(self) -> str:
        return self.company

    def detail(self) -> dict[str, str]:
        return {"title": self.title, "url": self.url, "applied_on": american(self.on)[:10]}


class SavedJob(AboutYou):
    about = "target"
    needs = frozenset({"company", "title", "on"})
    company = Text("Company Name")
    title = Text("Job Title")
    url = Text("Job Url")
    on = Text("Saved Date")

    def value(self) -> str:
        return self.company

    def detail(self) -> dict[str, str]:
        return {"title": self.title, "url": self.url, "saved_on": american(self.on)[:10]}


class LinkedInAboutYou:
    """One of these files. `named` are keys of file names, for a header that is not enough to tell."""

    version = 1

    def __init__(self, kind: str, layout: type[AboutYou], named: frozenset[str] = frozenset()) -> None:
        self.kind = kind
        self.source = kind
        self._layout = layout
        self._named = named

    def knows(self, source: Source) -> str | None:
        if self._named and file_key(source.name) not in self._named:
            return None
        header = find_header(source, self._accepts)
        return None if header is None else shown(header, self._layout)

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, self._accepts)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[Proposal | Unreadable]:
        table = open_table(source, encoding, self._accepts)
        binding = self._layout.bind(table.header)
        seen: set[str] = set()
        for row in table.rows():
            if isinstance(row, Unreadable):
                yield row
                continue
            said = self._layout(binding, row.cells)
            reason = AGAIN if row.raw in seen else "" if said.value() else NOTHING_SAID
            seen.add(row.raw)
            if reason:
                yield Unreadable(str(row.number), shortened(row.raw), reason, "skipped")
            else:
                detail = {name: text for name, text in said.detail().items() if text}
                yield Proposal(str(row.number), said.about, said.value(), row.raw, detail)

    def _accepts(self, header: Sequence[str]) -> bool:
        has = self._layout.has(header)
        return has >= self._layout.needs and (not self._layout.exact or len(has) == len(header))


ABOUT_YOU = (
    LinkedInAboutYou("linkedin.profile", Profile),
    LinkedInAboutYou("linkedin.positions", Job),
    LinkedInAboutYou("linkedin.education", School),
    LinkedInAboutYou("linkedin.skills", Skill, frozenset({"skills"})),
    LinkedInAboutYou("linkedin.email_addresses", EmailAddress),
    LinkedInAboutYou("linkedin.phone_numbers", PhoneNumber),
    LinkedInAboutYou("linkedin.company_follows", Follow),
    LinkedInAboutYou("linkedin.job_applications", Application),
    LinkedInAboutYou("linkedin.saved_jobs", SavedJob),
)
