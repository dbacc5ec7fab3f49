"""There is a golden file for every way in which each format has been written, by era, program and encoding."""

from __future__ import annotations

from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"

ERAS: dict[str, dict[str, str]] = {
    "linkedin.connections": {
        "until 2016, in Outlook's shape": "2016-outlook-shape.csv",
        "2018, dates with a time, every address told": "2018.csv",
        "2020, days by the month's name": "2020.csv",
        "2021 to 2023, three lines above the header": "2022.csv",
        "since 2023, with the profile's address": "2023.csv",
        "headers in German": "german.csv",
        "headers in French": "french.csv",
        "saved by Excel: semicolons, a mark, notes padded": "excel-semicolons-bom.csv",
        "saved by Excel: columns renamed, cp1252": "excel-renamed-cp1252.csv",
        "saved by Excel: columns left out": "excel-fewer-columns.csv",
        "lines that end with CR alone": "carriage-returns-only.csv",
        "two encodings in one file": "mixed-encodings.csv",
        "cut off": "cut-off.csv",
        "a quotation mark never closed": "unclosed-quote.csv",
    },
    "linkedin.messages": {
        "2018, with a direction": "2018.csv",
        "2018, UTF-16 and TABs under the name of a CSV": "2018-utf16le-tabs.csv",
        "until 2023, recipients by name alone": "2022.csv",
        "since 2023, recipients' profiles": "2023.csv",
        "late 2024, two columns of drafts": "2024-drafts.csv",
        "2025, attachments": "2025.csv",
        "2025, attachments and drafts": "2025-drafts.csv",
        "2026, everything quoted, line ends in messages": "2026-all-quoted.csv",
    },
    "linkedin.invitations": {"without profiles": "2022.csv", "with profiles": "2023.csv"},
    "linkedin.contacts": {
        "2018, imported contacts": "2018-imported.csv",
        "2022, contacts": "2022-contacts.csv",
        "2024, imported contacts": "2024-imported.csv",
    },
    "linkedin.endorsements": {
        "received, without profiles": "2022-received.csv",
        "received, with profiles": "2023-received.csv",
        "given": "2023-given.csv",
    },
    "linkedin.recommendations": {"received": "received.csv"},
    "linkedin.notes": {"2026": "2026.csv"},
    "linkedin.profile": {"2018, with instructions and a country": "2018.csv", "since": "2022.csv"},
    "linkedin.phone_numbers": {"telephones": "any.csv", "Whatsapp": "whatsapp.csv"},
    **{
        f"linkedin.{name}": {"of any year": "any.csv"}
        for name in (
            *("positions", "education", "email_addresses", "company_follows"),
            *("job_applications", "saved_jobs"),
        )
    },
    "google.contacts": {
        "2011": "2011.csv",
        "since 2018, a language and a photo": "2018.csv",
        "UTF-16 without a mark": "2018-utf16le-without-mark.csv",
        "UTF-16, the other byte first": "2018-utf16be-with-mark.csv",
        "since 2024": "2024.csv",
        "since 2024, UTF-16 with a mark": "2024-utf16le-with-mark.csv",
        "since 2024, saved by Excel": "2024-excel-semicolons.csv",
        "since 2024, cut off inside an address": "2024-cut-in-an-address.csv",
    },
    "outlook.contacts": {
        "the desktop program": "desktop-en-cp1252.csv",
        "before 2007, a country without its region": "desktop-en-2003-country.csv",
        "in German": "desktop-de-cp1252.csv",
        "in German, saved by Excel": "desktop-de-excel-semicolons.csv",
        "in French, Nom and Titre twice": "desktop-fr-cp1252.csv",
        "in French, the title behind the name": "desktop-fr-title-after-name.csv",
        "in French, each column once": "desktop-fr-one-of-each.csv",
        "in Spanish": "desktop-es-cp1252.csv",
        "in Italian": "desktop-it-cp1252.csv",
        "in Polish, cp1250": "desktop-pl-cp1250.csv",
        "in Portuguese": "desktop-pt-cp1252.csv",
        "in Slovak, cp1250": "desktop-sk-cp1250.csv",
        "in Russian, cp1251": "desktop-ru-cp1251.csv",
        "on the web": "people-utf8.csv",
        "on the web, with a mark": "people-utf8-mark.csv",
        "Google's way of it, until 2024": "google-2011.csv",
        "Google's way of it, since": "google-2024.csv",
    },
    "thunderbird.contacts": {
        "in English": "en.csv",
        "in English, with TABs": "en-tabs.txt",
        "in English, old, in the system's encoding": "en-old-cp1252.csv",
        "bare CRs inside quotes": "en-bare-returns.csv",
        "in German": "de-cp1252.csv",
    },
    "ldif": {"of Thunderbird, with lists": "thunderbird.ldif", "with a version, CRLF": "version-crlf.ldif"},
    "yahoo.contacts": {"of any year": "contacts.csv"},
    "hubspot.contacts": {
        "alone": "contacts.csv",
        "with their companies": "with-company.csv",
        "with every property": "all-properties.csv",
    },
    "vcard": {
        "2.1 of Android": "android-2.1.vcf",
        "2.1 of Android, neither N nor FN": "android-2.1-without-names.vcf",
        "2.1 of Outlook, cp1252": "outlook-2.1-cp1252.vcf",
        "2.1 of Outlook, pictures": "outlook-2.1-pictures.vcf",
        "2.1 of The Bat, bytes without a charset": "the-bat-cp1250.vcf",
        "3.0 of Apple": "apple-3.0.vcf",
        "3.0 of Apple, profiles": "apple-3.0-profiles.vcf",
        "3.0 of Apple, old, UTF-16 without a mark": "old-apple-3.0-utf16-without-mark.vcf",
        "3.0 of Google": "google-3.0.vcf",
        "4.0 as its standard has it": "rfc-4.0.vcf",
        "4.0 of Legwork": "legwork-4.0.vcf",
        "pictures folded in odd ways": "pictures-folded-oddly.vcf",
        "CR CR LF, and blank lines between cards": "returns-twice-and-blank-lines.vcf",
        "a card without an end": "without-end.vcf",
    },
    "mail": {
        "of Google's Takeout": "takeout.mbox",
        "of Thunderbird": "thunderbird.mbox",
        "of other programs, nobody's name on it": "classic-without-owner.mbox",
        "separators without a date": "bare-separators.mbox",
        "headers in old encodings": "old-bytes.mbox",
        "one message of Apple Mail": "apple.emlx",
        "one message": "one-message.eml",
    },
    "calendar": {
        "of Google": "google.ics",
        "of Outlook, Latin-1": "outlook-latin1.ics",
        "events without a calendar around them": "bare-events.ics",
    },
    "generic": {
        "German, semicolons, cp1252": "german-semicolons-cp1252.csv",
        "no header": "without-header.tsv",
        "two columns of one name": "columns-of-one-name.csv",
    },
    "legwork.captures": {"the outbox": "outbox.jsonl"},
    "legwork.csv": {"an export": "export.csv"},
    "legwork.json": {"an export": "export.json"},
}


@pytest.mark.parametrize("kind", ERAS)
def test_every_era_has_its_golden_file_and_every_golden_file_its_era(kind: str) -> None:
    there = {path.name for path in (DATA / kind).iterdir() if not path.name.endswith(".expected.json")}
    assert sorted(ERAS[kind].values()) == sorted(there)
    assert all((DATA / kind / f"{name}.expected.json").exists() for name in there)


def test_every_kind_of_golden_file_has_its_eras() -> None:
    assert {path.name for path in DATA.iterdir()} == set(ERAS)
