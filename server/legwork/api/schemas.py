"""What the calls take and give. Requests refuse what they do not know; answers may grow."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validate

from legwork.desk.limits import CAPTURE_LIMITS as LIMITS

WEB_ADDRESS = validate.Regexp(r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]+", error="Must be a web address.")
NAME_LENGTH = 100
QUERY_LENGTH = 200
ACT_LENGTH = 2000
DRAFT_LENGTH = 10_000
SUBJECT_LENGTH = 200
REASON_LENGTH = 500
NOTE_PAST_LENGTH = 2000
PAGE = 50
MOST = 200

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Answer(Schema):
    """What a call gives. It is never read, so this only keeps its description open to more fields."""

    class Meta:
        unknown = EXCLUDE


class Strict(Schema):
    """A request: a name that is not documented is an error."""

    class Meta:
        unknown = RAISE

    error_messages = {"type": "Must be a JSON object."}  # noqa: RUF012  the base class's own attribute


def text(most: int, *, least: int = 0, required: bool = False) -> fields.String:
    """A text of at most `most` characters; null counts as absent where it may be absent."""
    return fields.String(
        required=required,
        allow_none=not required,
        validate=characters(most, least=least),
    )


def characters(most: int, *, least: int = 0) -> validate.Length:
    between = f"{least} to" if least else "at most"
    return validate.Length(min=least or None, max=most, error=f"Must be {between} {most:,} characters long.")


def entries(most: int) -> validate.Length:
    return validate.Length(max=most, error=f"Must have at most {most:,} entries.")


def texts(name: str, *, null: bool = True) -> fields.List[Any]:
    """A list of texts under the limits of that name; `null` says whether one may stand for nothing."""
    return fields.List(
        fields.String(allow_none=null, validate=characters(LIMITS[f"{name}[]"])),
        allow_none=True,
        validate=entries(LIMITS[name]),
    )


def listed(schema: type[Schema], name: str) -> fields.List[Any]:
    return fields.List(fields.Nested(schema), allow_none=True, validate=entries(LIMITS[name]))


def with_zone(value: str) -> None:
    """Raises ValidationError unless it is an ISO instant with its zone."""
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValidationError("Must be a date and time with its zone, like 2026-11-20T10:00:00Z.")


def no_nul(value: str) -> None:
    """Raises ValidationError for a text that one of the databases could not hold."""
    if "\x00" in value:
        raise ValidationError("Holds a NUL character.")


def no_control(value: str) -> None:
    """Raises ValidationError for a label that would break a line or a terminal."""
    if _CONTROL.search(value) or not value.strip():
        raise ValidationError("Must be a name in plain characters.")


class Link(Strict):
    rel = text(LIMITS["rel"])
    url = text(LIMITS["url"])


class PositionHeld(Strict):
    title = text(LIMITS["title"])
    company = text(LIMITS["company"])
    from_ = fields.String(data_key="from", allow_none=True, validate=characters(LIMITS["from"]))
    to = text(LIMITS["to"])


class Education(Strict):
    school = text(LIMITS["school"])
    degree = text(LIMITS["degree"])
    from_ = fields.String(data_key="from", allow_none=True, validate=characters(LIMITS["from"]))
    to = text(LIMITS["to"])


class CaptureFields(Strict):
    name = text(LIMITS["name"])
    headline = text(LIMITS["headline"])
    title = text(LIMITS["title"])
    company = text(LIMITS["company"])
    location = text(LIMITS["location"])
    about = text(LIMITS["about"])
    pronouns = text(LIMITS["pronouns"])
    emails = texts("emails")
    phones = texts("phones")
    links = listed(Link, "links")
    feeds = texts("feeds")
    positions = listed(PositionHeld, "positions")
    education = listed(Education, "education")


class Capture(Strict):
    """What the extension read from the open page when the user pressed Save contact."""

    url = fields.String(required=True, validate=[characters(LIMITS["url"]), WEB_ADDRESS])
    page_title = text(LIMITS["page_title"])
    captured_at = fields.String(
        required=True,
        validate=[characters(LIMITS["captured_at"]), with_zone],
        metadata={"format": "date-time", "example": "2026-11-20T10:00:00Z"},
    )
    fields_ = fields.Nested(CaptureFields, required=True, data_key="fields")
    selection = text(LIMITS["selection"])
    note = text(LIMITS["note"])
    why = text(LIMITS["why"])
    as_read = fields.Nested(
        CaptureFields,
        allow_none=True,
        metadata={"description": "What the page said in the fields that the user edited; kept with the record"},
    )
    edited = texts("edited", null=False)
    reader = text(LIMITS["reader"])
    reader_version = text(LIMITS["reader_version"])


class CaptureKey(Schema):
    key = fields.String(
        required=True,
        data_key="Idempotency-Key",
        validate=validate.Regexp(r"^[!-~]{1,200}$", error="Must be 1 to 200 visible ASCII characters."),
        metadata={"description": "A UUID made before the first try and sent again with every retry."},
    )


class Change(Answer):
    field = fields.String(required=True)
    was = fields.Raw(required=True, allow_none=True)
    is_ = fields.Raw(required=True, allow_none=True, data_key="is")


class CapturedContact(Answer):
    id = fields.String(required=True)
    name = fields.String(required=True)
    state = fields.String(required=True)
    url = fields.String(required=True)


class Captured(Answer):
    capture_id = fields.String(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(["created", "joined", "unchanged"]))
    contact = fields.Nested(CapturedContact, required=True)
    changes = fields.List(fields.Nested(Change), required=True)
    others_with_this_name = fields.Integer(required=True)
    doubtful = fields.Integer(required=True)


class Status(Answer):
    name = fields.String(required=True, validate=validate.Equal("legwork"))
    version = fields.String(required=True)
    api = fields.Integer(
        required=True,
        metadata={"description": "Grows when an extension that knows only what was before could not go on"},
    )
    paired = fields.Boolean(
        required=True,
        metadata={"description": "Whether the token sent is good; without a token, whether any browser is paired"},
    )


class PairingRequest(Strict):
    code = fields.String(required=True, validate=characters(20, least=1))
    name = fields.String(required=True, validate=[characters(NAME_LENGTH, least=1), no_control])


class Token(Answer):
    token = fields.String(required=True, metadata={"description": "Shown this once"})
    id = fields.String(required=True)


class ContactsQuery(Strict):
    url = fields.String(validate=[characters(LIMITS["url"], least=1), WEB_ADDRESS, no_nul])
    q = fields.String(validate=[characters(QUERY_LENGTH, least=1), no_nul])
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(min=1, max=MOST))
    offset = fields.Integer(load_default=0, validate=validate.Range(min=0, max=1_000_000))


class Known(Answer):
    """A contact in a list."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    state = fields.String(required=True)
    do_not_contact = fields.Boolean(required=True)
    last_event = fields.String(required=True, metadata={"description": "An act and its day, or empty"})
    since = fields.String(required=True, metadata={"description": "The day the state began, or empty"})


class KnownContacts(Answer):
    contacts = fields.List(fields.Nested(Known), required=True)


class SavedPage(Answer):
    url = fields.String(required=True)
    contact = fields.String(required=True)
    today = fields.Boolean(required=True, metadata={"description": "Whether the contact has a card today"})
    do_not_contact = fields.Boolean(required=True)


class Pages(Answer):
    pages = fields.List(fields.Nested(SavedPage), required=True)


class ContactRecord(Answer):
    id = fields.Integer(required=True)
    source = fields.String(required=True)
    file = fields.String(required=True)
    locator = fields.String(required=True)


class Noted(Answer):
    """What the user wrote down about a contact, and when."""

    day = fields.String(required=True)
    text = fields.String(required=True)


class WholeContact(Known):
    fields_ = fields.Dict(
        keys=fields.String(),
        required=True,
        data_key="fields",
        metadata={"description": "Everything merged, each value with the records it came from"},
    )
    notes = fields.List(fields.Nested(Noted), required=True)
    records = fields.List(fields.Nested(ContactRecord), required=True)
    timeline = fields.List(fields.Raw(), required=True)


class NoteQuery(Strict):
    past = fields.String(
        load_default="",
        validate=[characters(NOTE_PAST_LENGTH), no_nul],
        metadata={"description": "Ids of questions passed over, in that order, with commas: others take their places"},
    )


class Source(Answer):
    kind = fields.String(required=True, validate=validate.OneOf(["record", "capture", "evidence", "event"]))
    name = fields.String(required=True)
    ref = fields.String(required=True, metadata={"description": "A path on the desk"})
    url = fields.String(required=True, metadata={"description": "An address outside, or empty"})


class Statement(Answer):
    section = fields.String(required=True)
    kind = fields.String(required=True)
    text = fields.String(required=True)
    source = fields.Nested(Source, required=True)
    fact_date = fields.String(required=True, metadata={"description": "An ISO day, or empty"})
    read_date = fields.String(required=True, metadata={"description": "An ISO day, or empty"})
    certainty = fields.String(required=True, validate=validate.OneOf(["confirmed", "likely"]))
    freshness = fields.String(required=True, validate=validate.OneOf(["fresh", "ageing"]))
    mark = fields.String(required=True)


class Question(Answer):
    id = fields.String(required=True)
    text = fields.String(required=True)
    because = fields.String(required=True)
    general = fields.Boolean(required=True)
    goal = fields.String(required=True, validate=validate.OneOf(["work", "path", "company", "next"]))
    ref = fields.String(required=True)
    url = fields.String(required=True)


class CheckFirst(Answer):
    why = fields.String(required=True)
    text = fields.String(required=True)
    asks = fields.Boolean(required=True, metadata={"description": "Whether it is answered with right or wrong"})
    source = fields.String(required=True)
    ref = fields.String(required=True)
    url = fields.String(required=True)
    mark = fields.String(required=True)


class LookedAt(Answer):
    source = fields.String(required=True)
    text = fields.String(required=True)
    read = fields.String(required=True)
    ref = fields.String(required=True)
    url = fields.String(required=True)


class ResearchNote(Answer):
    """`text` is the whole note in lines; it has at most 300 `words`."""

    contact_id = fields.String(required=True)
    text = fields.String(required=True)
    words = fields.Integer(required=True, validate=validate.Range(min=0, max=300))
    statements = fields.List(fields.Nested(Statement), required=True)
    questions = fields.List(fields.Nested(Question), required=True)
    check_first = fields.List(fields.Nested(CheckFirst), required=True)
    looked = fields.List(fields.Nested(LookedAt), required=True)


class Act(Strict):
    act = fields.String(
        required=True,
        validate=characters(ACT_LENGTH, least=1),
        metadata={"description": "`sent`, `replied`, `later:3d` … as `next` of the card offers them"},
    )
    text = fields.String(
        load_default="",
        validate=[characters(DRAFT_LENGTH), no_nul],
        metadata={"description": "What was sent, where the user changed the draft"},
    )
    subject = fields.String(validate=[characters(SUBJECT_LENGTH), no_nul])
    reason = fields.String(
        load_default="",
        validate=[characters(REASON_LENGTH), no_nul],
        metadata={"description": "Why it was sent although a check would stop it; wanted only then"},
    )


class Done(Answer):
    event = fields.String(required=True)
    sentence = fields.String(required=True)


class Today(Answer):
    now = fields.String(required=True)
    day = fields.String(required=True)
    cards = fields.List(fields.Dict(keys=fields.String()), required=True)
    held_back = fields.List(fields.Dict(keys=fields.String()), required=True)
    next_day = fields.Dict(keys=fields.String(), required=True, allow_none=True)


class Progress(Answer):
    stage = fields.String(required=True)
    done = fields.Integer(required=True)
    total = fields.Integer(required=True)
    rows = fields.Integer(required=True)
    bytes = fields.Integer(required=True)
    bytes_total = fields.Integer(required=True)
    seconds_left = fields.Integer(required=True, allow_none=True)


class ImportJob(Answer):
    """An import on its way; `report` is a preview until it is done, and then names every row left out."""

    id = fields.String(required=True)
    state = fields.String(
        required=True,
        validate=validate.OneOf(["received", "preview", "waiting", "running", "done", "failed", "cancelled"]),
    )
    progress = fields.Nested(Progress, required=True)
    report = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    batch = fields.String(required=True, allow_none=True)
    problem = fields.String(required=True)


def plain(value: Any) -> Any:
    """A loaded capture as the JSON it was, with its names as they were sent."""
    return Capture().dump(value)
