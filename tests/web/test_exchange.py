"""A contact's page says what went between the two."""

from __future__ import annotations

from pathlib import Path

from legwork.desk import importing, viewing
from legwork.desk.opening import Desk
from web.sitting import Sitting, words

IN = "https://www.linkedin.com/in/"


def test_what_was_written_and_who_invited_whom_stand_on_the_page(desk: Desk, sitting: Sitting, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "Profile.csv").write_text("First Name,Last Name,Headline,Industry\nIlse,Brandt,,\n")
    (folder / "messages.csv").write_text(
        "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
        f"1,Ilse Brandt,{IN}ilse-b,Kofi Mensah,{IN}kofi,2021-05-03 09:15:00 UTC,Lisbon,Hi,INBOX\n"
    )
    (folder / "Invitations.csv").write_text(
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        f'Ilse Brandt,Kofi Mensah,"3/12/21, 4:05 PM",Good to meet you,OUTGOING,{IN}ilse-b,{IN}kofi\n'
    )
    importing.run(desk, [folder])
    (kofi,) = viewing.contacts(desk)
    page = words(sitting.get(f"/contacts/{kofi.id}"))
    assert "last on 3 May 2021 (Lisbon); 1 from you, 0 from them" in page
    assert "you invited them on 12 Mar 2021: Good to meet you" in page
