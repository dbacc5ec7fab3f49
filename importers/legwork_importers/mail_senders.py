"""Whether a message comes from a machine, and whether an address is somebody's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from legwork_importers.mail_addresses import Mailbox, mailboxes
from legwork_importers.mail_stream import Message
from legwork_importers.mail_text import text_of

LIST, BULK, AUTOMATIC = "mailing list", "bulk", "automatic"

_BULK = {"bulk", "junk", "list"}
_ANSWERS = {"auto_reply", "auto-reply"}
# Headers that only programs for many mails at once put into them.
_SENDERS_OF_MANY = re.compile(
    r"x-(?:sg-eid|mc-user|mailgun-(?:sid|batch-id)|mandrill-user|campaign(?:-?id)?|csa-complaints|sfmc-stack"
    r"|mailchimp-id|hs-campaign|cid|report-abuse-to|rpcampaign|job|mailer-(?:recptid|sid))"
)
_PROGRAMS_OF_MANY = re.compile(
    r"mailchimp|sendgrid|mailgun|mailjet|mandrill|sendinblue|brevo|klaviyo|hubspot|marketo|constant contact|campaign"
    r"|salesforce|exacttarget|phpmailer|phplist|mailerlite|newsletter|braze|iterable|customer\.io|postmark|swiftmailer",
    re.IGNORECASE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SPLIT = re.compile(r"[._+=-]+")
_NO_REPLY = re.compile(
    r"(?:no|not|donot|dont|cannot|never|nicht|kein|keine|nao|ikke|ei)(?:reply|replies|respond|responder|responda"
    r"|answer|antwort|antworten|svar|vastaa)|nepasrepondre|sansreponse|notresponder"
)
_MACHINES = _words(
    "alerts autoreply autoresponder bounce bounces daemon digest invitations listserv mailer mailerdaemon majordomo"
    " newsletter newsletters notification notifications notifier notify postmaster unsubscribe abmelden"
    " benachrichtigung benachrichtigungen notificaciones notificacoes notifiche"
)
_MACHINES_ALONE = _words("alert nobody reply root www www-data")  # some of them are family names too
_ROLES = _words(
    "abuse accounting accounts admin administration administrator admissions all alumni anfrage apply applications"
    " atendimento bestellung bewerbung bewerbungen billing board bookings booking buchhaltung buero career careers"
    " commercial compliance comptabilite contact contactus contacto contato customercare customerservice"
    " desk editor editorial emploi empleo empfang enquiries enquiry events everyone facturacion feedback finance"
    " frontdesk general hallo hello help helpdesk hey hi hiring hostmaster hola hr humanresources info informacion"
    " information inquiries inquiry interviews invoice invoices invoicing it jobs job karriere kontakt kundenservice"
    " legal legalteam mail marketing media members membership news office order orders payroll"
    " people personal personalabteilung postbox post press presse privacy procurement purchasing receipts reception"
    " rechnung recrutement recruiting recruitment recruiter registrar reservations rh rrhh sales secretariat security"
    " seleccion service services shop staff stellen store support sysadmin talent talents team tech trabajo travel"
    " vendas ventas verwaltung webmaster welcome"
)
_FIRMS = _words(
    "bank capital company consulting corp design digital foundation gmbh group holding holdings inc institute labs"
    " limited llc ltd media network partners solutions studio studios systems technologies university ventures"
)
_GREETINGS = _words("contact contacto contato hallo hello hey hi hola info kontakt mail office post")
_LIST_HOSTS = re.compile(
    r"(?:.+\.)?(?:googlegroups\.com|groups\.io|yahoogroups\.\w{2,3}|freelists\.org|groups\.google\.com"
    r"|topicbox\.com)|(?:lists?|listserv|mailman|groups|mailinglists?)\..+"
)
_LIST_ENDS = ("-request", "-owner", "-subscribe", "-unsubscribe", "-bounces", "-join", "-leave", "-announce")
_VIA = re.compile(r".\s(?:via|über|par l'intermédiaire de|a través de|tramite)\s.", re.IGNORECASE)
_ASIDE_SERVICE = re.compile(
    r"\((?:via )?(?:google (?:docs|drive|sheets|slides|calendar|meet)|dropbox|docusign|jira|confluence|github|gitlab"
    r"|figma|notion|asana|trello|slack|linkedin|zoom|box|sharepoint|onedrive)\)\Z",
    re.IGNORECASE,
)
_LIST_ID = re.compile(r"<?([A-Za-z0-9_+-]{1,64})\.([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6})>?\s*\Z")


def machine(message: Message) -> str:
    """What kind of machine sent or passed on this message; empty when a person did."""
    headers = message.headers
    if "list-id" in headers or "list-post" in headers:
        return LIST
    precedence = text_of(message.first("precedence")).casefold()
    if _is_automatic(message) or precedence in _ANSWERS:
        return AUTOMATIC
    if precedence in _BULK or not {"list-unsubscribe", "feedback-id"}.isdisjoint(headers):
        return BULK
    if any(map(_is_of_many, headers)):
        return BULK
    return BULK if _PROGRAMS_OF_MANY.search(text_of(message.first("x-mailer"))) else ""


def list_addresses(message: Message) -> Iterator[str]:
    """The addresses of the mailing list that a message came through."""
    for value in message.headers.get("list-post", ()):
        yield from (found.address for found in mailboxes(text_of(value)))
    for value in message.headers.get("list-id", ()):
        if match := _LIST_ID.search(text_of(value)):
            yield f"{match[1]}@{match[2]}".lower()


def nobody(mailbox: Mailbox) -> str:
    """Why an address is nobody's own, by how it is written; empty when it may be somebody's."""
    local, _, domain = mailbox.address.partition("@")
    parts = [part for part in _SPLIT.split(local) if part]
    if _NO_REPLY.search("".join(parts)) or not _MACHINES.isdisjoint(parts) or local.split("+")[0] in _MACHINES_ALONE:
        return "automatic sender"
    if _LIST_HOSTS.fullmatch(domain) or local.endswith(_LIST_ENDS):
        return "a mailing list's address"
    if _VIA.search(mailbox.name) or _ASIDE_SERVICE.search(mailbox.name):
        return "a service's address, used in somebody's name"
    return ""


def is_office(address: str) -> bool:
    """Whether an address is a role's: `jobs@`, `jobs-uk@`, `globex.careers@globex.example`. Beside the role stands
    nothing but a country or the employer."""
    local, _, domain = address.partition("@")
    named = [part.rstrip("0123456789") for part in _SPLIT.split(local)]
    rest = [part for part in named if len(part) > 2 and part not in domain.split(".")]
    return not _ROLES.isdisjoint(named) and _ROLES.issuperset(rest)


def is_own_domain(mailbox: Mailbox) -> bool:
    """Whether a domain is made of its owner's name: `hello@roe.example` and `mail@janeroe.example` are Jane Roe's."""
    local, _, domain = mailbox.address.partition("@")
    written = re.split(r"[,(|]", mailbox.name.casefold())[0]
    words = re.findall(r"[^\W\d_]{2,}", written)
    registered, *ending = domain.split(".")
    if local not in _GREETINGS or len(words) < 2 or not (_ROLES | _FIRMS).isdisjoint(words) or len(ending) > 2:
        return False
    return len(words[-1]) > 2 and registered.replace("-", "").endswith(words[-1])


@lru_cache(maxsize=4_096)
def _is_of_many(header: str) -> bool:
    return _SENDERS_OF_MANY.fullmatch(header) is not None


def _is_automatic(message: Message) -> bool:
    told = text_of(message.first("auto-submitted")).casefold()
    if told and not told.startswith("no"):
        return True
    if not {"x-auto-response-suppress", "x-autoreply", "x-autorespond", "x-autogenerated"}.isdisjoint(message.headers):
        return True
    if text_of(message.first("content-type")).casefold().startswith("multipart/report"):
        return True
    return text_of(message.first("return-path")) == "<>"
