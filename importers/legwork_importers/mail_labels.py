"""What mail programs call the places they put messages in, in the languages they speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from legwork_importers.mail_stream import Message
from legwork_importers.mail_text import decoded, text_of

_TRASH = """
trash|bin|deleted messages|deleted items|papierkorb|gelöschte elemente|corbeille|éléments supprimés|papelera
papelera de reciclaje|elementos eliminados|cestino|posta eliminata|lixeira|lixo|itens excluídos|prullenbak
verwijderde items|kosz|elementy usunięte|papperskorgen|papirkurv|papirkurven|slettede elementer|roskakori|koš|kôš
çöp kutusu|корзина|кошик|ゴミ箱|휴지통|已删除邮件|垃圾桶
"""
_SPAM = """
spam|junk|junk mail|junk e-mail|junk email|bulk mail|werbung|spamverdacht|courrier indésirable|indésirables
correo no deseado|posta indesiderata|lixo eletrônico|lixo electrónico|ongewenste e-mail|ongewenst|skräppost|søppelpost
uønsket e-post|roskaposti|nevyžádaná pošta|wiadomości-śmieci|спам|迷惑メール|스팸함|스팸|垃圾邮件|垃圾郵件
"""
_DRAFTS = """
draft|drafts|templates|outbox|unsent messages|entwurf|entwürfe|vorlagen|postausgang|brouillon|brouillons|borrador
borradores|bozza|bozze|rascunho|rascunhos|concept|concepten|wersje robocze|szkice|utkast|kladde|kladder|luonnokset
koncepty|taslaklar|черновики|чернетки|下書き|임시보관함|草稿
"""
_SENT = """
sent|sent mail|sent items|sent messages|gesendet|gesendete elemente|gesendete objekte|envoyé|envoyés|messages envoyés
éléments envoyés|enviado|enviados|elementos enviados|mensajes enviados|mensagens enviadas|posta inviata|inviati|inviata
verzonden|verzonden items|wysłane|skickat|skickade|sendt|sendte elementer|lähetetyt|odeslané|odeslaná pošta|gönderilmiş
отправленные|надіслані|送信済み|送信済みメール|보낸편지함|已发送|已发邮件|寄件備份
"""
_CHATS = "chat|chats"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.strip().replace("\n", "|").split("|"))


_LEFT = (
    (_words(_TRASH), "in the trash"),
    (_words(_SPAM), "taken for spam"),
    (_words(_DRAFTS), "a draft, never sent"),
    (_words(_CHATS), "a chat, not a message"),
)
_SENT_WORDS = _words(_SENT)
_LABEL = re.compile(r'"([^"]*)"|([^,"]+)')
_NUMBER = re.compile(rb"\s*([0-9A-Fa-f]{1,8})\s*")
_FLAGS = re.compile(r"[:;!]2,([A-Za-z]{0,20})\Z")
_CACHED = 300
_MOZILLA_DELETED = 0x0008
_ENDINGS = (".mbox", ".mbx", ".sbd", ".mailbox")


def is_sent(message: Message) -> bool:
    """Whether the user's mail program says that this message is one of the user's own."""
    return not _SENT_WORDS.isdisjoint(_labels(message))


def discarded(message: Message, path: str) -> str:
    """Why a message does not count, by where it lies: its labels, its flags, the folder or file it is kept in."""
    labels = {*_labels(message), *_folders(path)}
    for words, why in _LEFT:
        if not words.isdisjoint(labels):
            return why
    return _by_flags(message, path)


def _labels(message: Message) -> Sequence[str]:
    """Google's labels: encoded, with commas between them, and a name with a comma in quotes."""
    values = message.headers.get("x-gmail-labels")
    if not values:
        return ()
    text = ", ".join(map(text_of, values))
    return _few_labels(text) if len(text) <= _CACHED else _labels_in(text)


@lru_cache(maxsize=4_096)
def _few_labels(text: str) -> Sequence[str]:
    return _labels_in(text)


def _labels_in(text: str) -> Sequence[str]:
    return tuple((quoted or bare).strip().casefold() for quoted, bare in _LABEL.findall(decoded(text)))


@lru_cache(maxsize=1_024)
def _folders(path: str) -> Sequence[str]:
    """The names that the parts of a path stand for: `.INBOX.Trash` and `Trash.mbox` are both the trash."""
    found = []
    for part in map(_without_ending, path.casefold().split("/")):
        found.extend([part, part.rsplit(".", 1)[-1]] if part.startswith(".") else [part])
    return found


def _without_ending(part: str) -> str:
    ending = next(filter(part.endswith, _ENDINGS), "")
    return part.removesuffix(ending)


def _by_flags(message: Message, path: str) -> str:
    flags = _FLAGS.search(path)
    letters = set(flags[1]) if flags else set()
    status = _NUMBER.fullmatch(message.first("x-mozilla-status"))
    if "T" in letters or "D" in text_of(message.first("x-status")) or _is_deleted(status):
        return "in the trash"
    if "D" in letters or "T" in text_of(message.first("x-status")) or message.headers.get("x-mozilla-draft-info"):
        return "a draft, never sent"
    junk = text_of(message.first("x-mozilla-keys")).casefold().split()
    if "junk" in junk or text_of(message.first("x-spam-flag")).casefold() == "yes":
        return "taken for spam"
    return ""


def _is_deleted(status: re.Match[bytes] | None) -> bool:
    return status is not None and bool(int(status[1], 16) & _MOZILLA_DELETED)
