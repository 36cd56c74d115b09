"""How an IMAP account is, for `paceline check`: can it be reached, what can its server do, is there room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any

from imapclient import IMAPClient

from paceline.ports import Finding
from paceline_connectors.imap_folders import Folders
from paceline_connectors.imap_line import Line, LoginRefusedError, RefusedError, Server, View, command
from paceline_connectors.imap_reading import keeps_keywords
from paceline_connectors.reaching import unreachable

_NEARLY_FULL = 0.9

_EXTENSIONS = (
    ("IDLE", "tells of new mail at once", "does not tell of new mail (IDLE): it is asked every `poll` seconds"),
    ("MOVE", "moves mails", "moves no mails (MOVE): they are copied and removed"),
    ("UIDPLUS", "removes single mails", "removes no single mails (UIDPLUS): what was copied stays, marked as deleted"),
    ("CONDSTORE", "counts changes", "counts no changes (CONDSTORE): the folder is searched at every look"),
)
_APP_PASSWORDS = {
    "imap.gmail.com": "Google takes no account password here: make an app password, or set oauth to google",
    "outlook.office365.com": "Microsoft takes no passwords here: set oauth to microsoft, run: paceline auth microsoft",
}


def examine(server: Server, folders: Folders) -> Iterator[Finding]:
    with closing(Line(server)) as line:
        try:
            line.open()
        except LoginRefusedError as refused:
            yield Finding("login", False, f"{server.place} says: {refused}", _mend_of_login(server))
            return
        except (ConnectionError, OSError) as error:
            yield unreachable(server.place, error)
            return
        yield Finding("login", True, f"{server.username} at {server.place}, {_secured(server)}")
        try:
            yield from line.use(lambda client: list(_looked_at(line, client, folders)))
        except (ConnectionError, RefusedError) as error:
            yield Finding("connection", False, str(error), "is the server in trouble?")


def _secured(server: Server) -> str:
    return "not encrypted" if server.security == "none" else "encrypted"


def _mend_of_login(server: Server) -> str:
    if server.account:
        return f"{server.account.kept.how}, signed in as {server.username}; is IMAP allowed for this account?"
    return _APP_PASSWORDS.get(server.host.lower(), "set username and password to what a mail program would use here")


def _looked_at(line: Line, client: IMAPClient, folders: Folders) -> Iterator[Finding]:
    try:
        view = line.select(client, folders.inbox)
    except RefusedError as refused:
        yield Finding("inbox", False, f"{folders.inbox}: {refused}", "set inbox to one that there is")
        return
    yield Finding("inbox", True, f"{folders.inbox} holds {view.exists} mails")
    yield from _extensions(client)
    yield from _settling(client, folders, view)
    yield from _sent(client, folders)
    yield from _room(client, folders)


def _extensions(client: IMAPClient) -> Iterator[Finding]:
    for name, can, cannot in _EXTENSIONS:
        there = client.has_capability(name)
        yield Finding(
            name, there, f"the server {can if there else cannot}", "" if there else "nothing need be done", False
        )


def _settling(client: IMAPClient, folders: Folders, view: View) -> Iterator[Finding]:
    if folders.settled:
        yield _put_away_in(client, folders.of_settled(client))
    elif not keeps_keywords(view):
        said = "the server keeps no keywords: whoever reads a mail in this folder keeps it from the service"
        yield Finding("settled", False, said, "name a folder in `settled` for settled mails to move to", False)


def _put_away_in(client: IMAPClient, folder: str) -> Finding:
    try:
        if not command(client.folder_exists, folder):
            command(client.create_folder, folder)
    except RefusedError as refused:
        return Finding("settled", False, f"{folder}: {refused}", "set `settled` to a folder that mails may move to")
    return Finding("settled", True, f"settled mails move to {folder}")


def _sent(client: IMAPClient, folders: Folders) -> Iterator[Finding]:
    folder = folders.of_sent(client)
    if folder and not client.folder_exists(folder):
        yield Finding(
            "sent", False, f"there is no folder {folder}", "set `sent` to the folder that keeps what was sent"
        )
    elif folder and folders.files_sent:
        yield Finding(
            "sent", True, f"the server keeps what was sent in {folder}: an unclear sending is looked up there"
        )
    else:
        said = "it is not known that the server itself keeps what it sends: an unclear sending can't be settled there"
        yield Finding("sent", False, said, "if it does (Gmail, Microsoft 365), set files_sent to true", False)


def _room(client: IMAPClient, folders: Folders) -> Iterator[Finding]:
    if not client.has_capability("QUOTA"):
        return
    for quota in _quotas(client, folders.inbox):
        if quota.limit and quota.usage >= quota.limit * _NEARLY_FULL:
            full = quota.usage >= quota.limit
            said = f"{quota.usage} of {quota.limit} ({quota.resource.lower()}) are used{' up' if full else ''}"
            yield Finding("quota", False, said, "make room, or have the quota raised: new mail bounces", full)


def _quotas(client: IMAPClient, folder: str) -> list[Any]:
    with suppress(IndexError, ValueError, RefusedError):  # IMAPClient stumbles over an account that has no limit
        return list(command(client.get_quota_root, folder)[1])
    return []
