"""What `paceline check` says of Google's doors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paceline.ports import Finding
from paceline_connectors.google.calls import Json, Line
from paceline_connectors.google.prices import LABEL, PROFILE
from paceline_connectors.google.words import trouble


def mailbox(line: Line, label: str) -> Iterator[Finding]:
    what = "Gmail"
    try:
        yield _signed_in(line)
        what = "inbox"
        inbox = line.ask(lambda gmail: gmail.users().labels().get(userId="me", id="INBOX"), LABEL)
        number = inbox.get("messagesTotal", 0)
        yield Finding(what, fine=True, said=f"{number} in it; what is settled gets the label {label}")
    except ConnectionError as error:
        yield trouble(what, error)


def transport(line: Line) -> Iterator[Finding]:
    what = "Gmail"
    try:
        yield _signed_in(line)
        what = "From"
        found = line.ask(lambda gmail: gmail.users().settings().sendAs().list(userId="me"), LABEL)
        yield Finding(what, fine=True, said=f"letters may come from {', '.join(sorted(aliases(found)))}")
        if waiting := sorted({each["sendAsEmail"] for each in found.get("sendAs", ())} - set(aliases(found))):
            said = f"{', '.join(waiting)} is not verified, and Gmail would put the account's address in its place"
            mend = "answer Gmail's mail to that address: Settings, Accounts, Send mail as"
            yield Finding(what, fine=False, said=said, mend=mend, serious=False)
    except ConnectionError as error:
        yield trouble(what, error)


def calendar(line: Line, calendar_id: str) -> Iterator[Finding]:
    what = "calendar"
    try:
        found = line.ask(lambda api: api.events().list(calendarId=calendar_id, maxResults=1), 1)
        yield _access(calendar_id, found)
        what = "free and busy"
        when = {"timeMin": "2026-01-01T00:00:00Z", "timeMax": "2026-01-02T00:00:00Z", "items": [{"id": calendar_id}]}
        line.ask(lambda api: api.freebusy().query(body=when), 1)
        yield Finding(what, fine=True, said="can be asked for; people share theirs with the account or the domain")
    except ConnectionError as error:
        yield trouble(what, error)


def aliases(found: Json) -> Iterable[str]:
    """The addresses that Gmail leaves in From."""
    for each in found.get("sendAs", ()):
        if each.get("isPrimary") or each.get("verificationStatus") == "accepted":
            yield each["sendAsEmail"]


def _signed_in(line: Line) -> Finding:
    address = line.ask(lambda gmail: gmail.users().getProfile(userId="me"), PROFILE)["emailAddress"]
    if address.casefold() == line.account.address.casefold():
        return Finding("Gmail", fine=True, said=f"signed in as {address}")
    said = f"signed in as {address}, and the settings say {line.account.address}"
    return Finding("Gmail", fine=False, said=said, mend="set account to the mailbox's first address, or sign in as it")


def _access(calendar_id: str, found: Json) -> Finding:
    role = found.get("accessRole", "none")
    if role in ("owner", "writer"):
        return Finding("calendar", fine=True, said=f"{calendar_id}: {role}, {found.get('timeZone', 'no time zone')}")
    said = f"{calendar_id}: the account is {role}, and can't answer or write"
    return Finding("calendar", fine=False, said=said, mend="share it with the account: Make changes to events")
