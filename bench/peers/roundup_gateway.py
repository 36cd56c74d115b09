"""Roundup's mail gateway on SQLite: replies to issues, one by one, in one process. Prints mails a second.

Run by the peers' Python: `python roundup_gateway.py FOLDER`, where FOLDER holds the replies as .eml files.

Each author is a user and answers to an issue of their own. Nobody else is on the issue's nosy list, so that Roundup,
unlike Paceline, writes no letter. Nothing is started anew for each mail, as it would be with its pipe.
"""

import io
import os
import re
import subprocess
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from time import perf_counter


def main(folder: Path) -> None:
    mails = [file.read_bytes() for file in sorted(folder.glob("*.eml"))]
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary) / "tracker"
        make(home)
        import roundup.instance
        from roundup.mailgw import MailGW

        tracker = roundup.instance.open(str(home))
        answers = [answer(raw, number) for number, raw in enumerate(mails, 1)]
        gateway = MailGW(tracker, Namespace(default_class="", set_value=[]))
        gateway.trapExceptions = 0
        open_issues(tracker, len(mails))
        start = perf_counter()
        for each in answers:
            gateway.main(io.BytesIO(each))
        taken = perf_counter() - start
        database = tracker.open("admin")
        assert len(database.msg.list()) == len(mails), "not every mail became a message"
        database.close()
        print(len(mails) / taken)


def make(home: Path) -> None:
    admin = Path(sys.executable).parent / "roundup-admin"
    subprocess.run([admin, "-i", home, "install", "classic", "sqlite"], check=True, capture_output=True)
    settings = home / "config.ini"
    text = settings.read_text()
    for section, key, value in (("mail", "domain", "acme.example"), ("mail", "debug", str(home / "sent.mbox"))):
        text = re.sub(rf"(?ms)(^\[{section}\]$.*?)^#?{key} ?=.*?$", rf"\g<1>{key} = {value}", text, count=1)
    text = re.sub(r"(?m)^web ?=.*$", "web = http://localhost/tracker/", text, count=1)
    settings.write_text(text)
    subprocess.run([admin, "-i", home, "initialise", "admin"], check=True, capture_output=True)


def open_issues(tracker: object, count: int) -> None:
    database = tracker.open("admin")  # type: ignore[attr-defined]
    for number in range(1, count + 1):
        user = database.user.create(username=f"u{number}", address=f"u{number}@acme.example", roles="User")
        database.issue.create(title=f"weekly {number}", nosy=[user])
    database.commit()
    database.close()


def answer(raw: bytes, number: int) -> bytes:
    """The reply as this author's, to this issue."""
    raw = re.sub(rb"(?m)^From: .*$", b"From: u%d@acme.example" % number, raw, count=1)
    raw = re.sub(rb"(?m)^To: .*$", b"To: issue_tracker@acme.example", raw, count=1)
    raw = re.sub(rb"(?m)^(?:In-Reply-To|References): .*\r?\n", b"", raw)
    return re.sub(rb"(?m)^Subject: .*$", b"Subject: Re: [issue%d] weekly" % number, raw, count=1)


if __name__ == "__main__":
    os.environ.pop("DISPLAY", None)
    main(Path(sys.argv[1]))
