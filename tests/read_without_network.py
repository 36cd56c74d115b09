"""All that mails can name and nobody should fetch, taken in by a whole service; what came of it, as text.

python read_without_network.py FOLDER [--forbid] [MAIL…]; with --forbid whoever asks for the network ends the process.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ASKED_FOR = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostby",
    "socket.sendto",
    "urllib.Request",
    "http.client",
)
FETCHED = "http://fetched.invalid/what"
PAGE = (
    f"<link rel=stylesheet href={FETCHED}.css><img src={FETCHED}.png><iframe src={FETCHED}></iframe>"
    f"<object data={FETCHED}></object><style>@import url({FETCHED}.css)</style>"
    f"<p background={FETCHED}>Done: all of it</p>"
    f"<!DOCTYPE html SYSTEM '{FETCHED}.dtd'><script src={FETCHED}.js></script>"
)
EVENT = (
    f"ATTACH:{FETCHED}.pdf\nURL:{FETCHED}\nIMAGE;VALUE=URI:{FETCHED}.png\nCONFERENCE;VALUE=URI:{FETCHED}\n"
    f"BEGIN:VALARM\nACTION:AUDIO\nTRIGGER:-PT15M\nATTACH:{FETCHED}.wav\nEND:VALARM\n"
)
EXTERNAL = (
    "From: ana@acme.example\nTo: async@acme.example\nMessage-ID: <external@acme.example>\nMIME-Version: 1.0\n"
    f"List-Unsubscribe: <{FETCHED}>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\nX-Face-URL: {FETCHED}\n"
    f"Disposition-Notification-To: <x@fetched.invalid>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    f'Content-Type: message/external-body; access-type=URL; URL="{FETCHED}.txt"\n\nContent-Type: text/plain\n\n--b\n'
    'Content-Type: message/external-body; access-type=anon-ftp; site="fetched.invalid"; name="x"\n\n'
    "Content-Type: text/plain\n\n--b\nContent-Type: text/plain\n\nCommitment: ship the importer by 4 Dec\n--b--\n"
)


def forbid() -> None:
    def hook(event: str, _arguments: Any) -> None:
        if event.startswith(ASKED_FOR):
            print(f"somebody asked for the network: {event}", file=sys.stderr, flush=True)
            os._exit(3)

    sys.addaudithook(hook)


def came_of(folder: Path, mails: list[Path]) -> Iterator[object]:
    from conversation import Conversation

    from paceline.ledger import inbox

    team = Conversation(folder)
    team.invites("mara", extra=EVENT).at("2026-11-27 09:00")
    page = team.mail("ana", "", team.letters("ana")[0], quote=False)
    page.set_content(PAGE, subtype="html")
    for raw in (page.as_bytes(), EXTERNAL.encode(), *(path.read_bytes() for path in mails)):
        team.brings(raw)
    team.at("2026-11-30 12:00")
    with team.ledger.look() as tx:
        came = inbox.listing(tx, ("settled", "held", "quarantined"), 10_000)
    yield sorted([mail["id"], mail["state"], mail["kind"], mail["reason"]] for mail in came)
    yield [[str(entry.fact) for entry in team.facts(subject)] for subject in ("C1", "C2", "person/ana")]
    yield [[letter.to, letter.subject, letter.text] for letter in team.transport.letters]
    team.close()


if __name__ == "__main__":
    where, *rest = sys.argv[1:]
    if "--forbid" in rest:
        forbid()
    for said in came_of(Path(where), [Path(name) for name in rest if name != "--forbid"]):
        print(json.dumps(said, indent=1))
