"""Addresses, numbers and employers in comparable form."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork.linkage import normalise
from legwork.linkage.normalise import (
    domain_label,
    email_of,
    employer_keys,
    linkedin_profile,
    person_of,
    persons_of,
    phone_of,
)
from legwork.linkage.person import Claimed, Household, Name, Profile
from linkage.people import record, role, values
from linkage.world import worlds


@pytest.mark.parametrize(
    ("written", "kind", "key"),
    [
        ("https://www.linkedin.com/in/Ana-Souza-7", "name", "ana-souza-7"),
        ("https://www.linkedin.com/in/ana-souza-7/?trk=x", "name", "ana-souza-7"),
        ("www.linkedin.com/in/ana-souza-7/de", "name", "ana-souza-7"),
        ("http://de.linkedin.com/in/ana-souza-7#top", "name", "ana-souza-7"),
        ("https://www.linkedin.com/in/jos%C3%A9", "name", "josé"),
        ("https://www.linkedin.com/in/jose%cc%81", "name", "josé"),
        ("https://www.linkedin.com/in/ACoAAB12xY", "member", "ACoAAB12xY"),
        ("https://www.linkedin.com/pub/ada-king/1/2a/3b4", "name", "ada-king-3b402a1"),
        ("https://www.linkedin.com/pub/ada-king", "name", "ada-king"),
    ],
)
def test_profile_addresses_have_one_form(written: str, kind: str, key: str) -> None:
    assert linkedin_profile(written) == Profile("linkedin", kind, key)


@pytest.mark.parametrize("other", ["", "www.linkedin.com/company/globex", "linkedin.com/in/", "linkedin.com/in/%20"])
def test_other_addresses_are_no_profiles(other: str) -> None:
    assert linkedin_profile(other) is None


@pytest.mark.parametrize(
    ("written", "address", "shared", "free"),
    [
        ("Ana.Souza+news@Googlemail.com", "anasouza@gmail.com", False, True),
        ("mailto:Ana.Souza@Globex.example", "ana.souza@globex.example", False, False),
        ("Ana <ana@globex.example>", "ana@globex.example", False, False),
        ("info@acme.example", "info@acme.example", True, False),
        ("us-sales@acme.example", "us-sales@acme.example", True, False),
        ("+1@acme.example", "+1@acme.example", False, False),
    ],
)
def test_emails(written: str, address: str, shared: bool, free: bool) -> None:
    found = email_of(written)

    assert found is not None
    assert (found.address, found.shared, found.free) == (address, shared, free)


def test_what_is_no_email() -> None:
    assert email_of("/o=ExchangeLabs/cn=ana") is None


@pytest.mark.parametrize(
    ("written", "region", "expected"),
    [
        ("(212) 555-0147", "US", "+12125550147"),
        ("(212) 555-0147", "us", "+12125550147"),
        ("212-555-0147", "", "local:2125550147"),
        ("0049 30 901820", "US", "+4930901820"),
        ("+1 212 555 0147 ext 12", "", "+12125550147;12"),
        ("12345", "US", ""),
        ("call me", "US", ""),
    ],
)
def test_phones(written: str, region: str, expected: str) -> None:
    assert phone_of(written, region) == expected


@given(st.from_regex(r"\+1[0-9]{10}", fullmatch=True), st.sampled_from(["", "US", "DE"]))
def test_plain_north_american_numbers_are_what_the_library_makes_of_them(written: str, region: str) -> None:
    number = phonenumbers.parse(written, region or None)

    assert phone_of(written, region) == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("Globex, Inc.", ("globex",)),
        ("The Globex Group", ("globex",)),
        ("Boston Consulting Group (BCG)", ("boston consulting", "bcg")),
        ("Müller & Söhne GmbH", ("muller sohne",)),
        ("AG", ("ag",)),
        ("Group International", ("group international",)),
        ("Self-Employed", ()),
        ("", ()),
    ],
)
def test_employers(written: str, keys: tuple[str, ...]) -> None:
    assert employer_keys(written) == keys


@pytest.mark.parametrize(
    ("host", "label"),
    [
        ("globex.com", "globex"),
        ("mail.globex.co.uk", "globex"),
        ("globex.example", "globex"),
        ("localhost", ""),
    ],
)
def test_domain_labels(host: str, label: str) -> None:
    assert domain_label(host) == label


HOME = {"street": "1 Main St.", "postcode": "N1 2AB", "city": "London"}


def test_a_whole_record() -> None:
    person = person_of(
        record(
            7,
            "vcard",
            files=["cards"],
            name="Ada King Jr.",
            emails=values("ada@globex.example", "ada.k@gmail.com", "no address"),
            phones=values("+1 212 555 0147"),
            links=values(
                "https://github.com/AdaK/",
                "https://ada.example",
                "https://ada.example/work?x=1",
                "ada",
                "https://x.com/",
            ),
            uid="urn:uuid:ABCDEFGH-1",
            positions=[*role("Globex", "Data Lead"), *role("", "")],
            education=[{"school": "MIT"}],
            addresses=[
                {"street": "1 Main St.", "postcode": "N1 2AB", "city": "London"},
                {"region": "Kent"},
                {"label": "home"},
            ],
            location="Greater London Area, UK",
            birthday="1980-03-12",
            headline="Data Lead at Globex",
        ),
        region="US",
    )

    assert (person.record, person.source, person.files) == (7, "vcard", frozenset({"cards"}))
    assert person.names == (Name(("ada",), (), ("king",)),)
    assert person.suffix == "jr"
    assert [email.address for email in person.emails] == ["ada@globex.example", "adak@gmail.com"]
    assert person.domains == ("globex",)
    assert person.profiles == (Profile("github", "name", "adak"),)
    assert person.links == ("ada.example", "ada.example/work", "x.com")
    assert person.uid == "vcard:abcdefgh-1"
    assert person.employers == ("globex",)
    assert person.titles == (frozenset({"data", "lead"}),)
    assert person.places == ("kent", "london")
    assert person.households == (Household("1 main st", "n12ab", "london"),)
    assert person.schools == ("mit",)
    assert person.headline == " data lead at globex "
    assert person.birthday == "1980-03-12"
    assert sorted(person.identifiers) == [
        "email:ada@globex.example",
        "email:adak@gmail.com",
        "phone:+12125550147",
        "profile:github:name:adak",
        "uid:vcard:abcdefgh-1",
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("19800312", "1980-03-12"), ("--0312", "--03-12"), ("--03-12", "--03-12"), ("March", ""), ("", "")],
)
def test_birthdays(written: str, expected: str) -> None:
    assert person_of(record(1, birthday=written)).birthday == expected


def test_a_remote_place_is_no_place() -> None:
    assert person_of(record(1, location="Remote, Earth")).places == ()


def test_short_ids_of_address_books_are_no_identity() -> None:
    assert person_of(record(1, uid="12")).uid == ""


@pytest.mark.parametrize("claim", [{"kind": "org", "name": "Globex"}, {"name": "Globex", "positions": role("Globex")}])
def test_organisations_have_no_name_of_a_person(claim: dict[str, object]) -> None:
    assert person_of(record(1, **claim)).names == ()


def test_an_employer_written_behind_a_given_name_is_no_family_name() -> None:
    person = person_of(record(1, given="Alan", family="Terrawave Inc", positions=role("Terrawave")))

    assert person.names == (Name(("alan",)),)


def test_a_nameless_record_takes_the_name_in_its_address() -> None:
    person = person_of(record(1, emails=values("ana.souza@globex.example", "info@globex.example")))

    assert person.names == (Name(("ana",), (), ("souza",), origin="address"),)


def test_another_family_name_beside_the_same_given_name_is_a_variant() -> None:
    person = person_of(record(1, name="Ana Silva", links=values("https://www.linkedin.com/in/ana-souza-83b2")))
    other = person_of(record(1, name="Ana Silva", emails=values("jo.souza@globex.example", "ana@globex.example")))

    assert person.names == (Name(("ana",), (), ("silva",)), Name(("ana",), (), ("souza",), origin="profile"))
    assert other.names == (Name(("ana",), (), ("silva",)),)


def test_what_several_people_use_is_left_out_with_all_that_is_read_off_it() -> None:
    claimed = record(
        1, emails=values("ana.souza@globex.example", "ana@home.example"), phones=values("+351 912 345 678")
    )
    whole = person_of(claimed)
    shared = person_of(claimed, shared={"email:ana.souza@globex.example", "phone:+351912345678"})
    assert "email:ana.souza@globex.example" in whole.identifiers
    assert shared.identifiers == ("email:ana@home.example",)
    assert ("globex" in whole.domains, "globex" in shared.domains) == (True, False)
    assert whole.names
    assert (shared.phones, shared.names) == ((), ())


@given(worlds(most=8))
def test_many_records_are_read_as_each_alone(records: list[Claimed]) -> None:
    shared = {"email:info@globex.com", *list(person_of(records[0]).identifiers)[:1]}
    alone = [person_of(one, region="US", shared=shared) for one in records]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(normalise, "_AT_ONCE", 3)
        assert list(persons_of(iter(records), region="US", shared=shared)) == alone
