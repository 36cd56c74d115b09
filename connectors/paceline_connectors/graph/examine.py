"""What is wrong with a mailbox at Microsoft 365, in Microsoft's words, and what mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from paceline.ports import Finding
from paceline_connectors.clocks import clocks_apart
from paceline_connectors.graph.account import HOW, PERMISSIONS
from paceline_connectors.graph.line import GraphError, Line, quoted
from paceline_connectors.graph.signin import claims_of, may_do

_RENEW = "Entra admin center, App registrations, Certificates & secrets: make a new one, and write its Value"
_CONSENT = "Entra admin center, App registrations, API permissions: add {}, then Grant admin consent"
_BY_CODE = (
    ("AADSTS7000215", f"client_secret is not right; {_RENEW} (not its Secret ID)"),
    ("AADSTS7000222", f"client_secret has expired; {_RENEW}"),
    ("AADSTS700016", "client_id names no application of this tenant; copy it from the registration's Overview"),
    ("AADSTS90002", "there is no such tenant; copy Directory (tenant) ID from the registration's Overview"),
    ("AADSTS900023", "there is no such tenant; copy Directory (tenant) ID from the registration's Overview"),
    ("AADSTS700027", "upload this certificate at the registration, Certificates & secrets, Certificates"),
    ("AADSTS700024", "set this machine's clock: the certificate's signature is dated by it"),
    ("AADSTS7000218", "at the registration, Authentication, set Allow public client flows to Yes"),
    ("AADSTS65001", _CONSENT.format(", ".join(PERMISSIONS))),
    ("AADSTS65004", f"the consent was declined; {HOW} again, and accept"),
    ("AADSTS70043", f"what was allowed has expired by a Conditional Access policy; {HOW} again"),
    ("AADSTS700082", f"what was allowed has expired, for it was not used; {HOW} again"),
    ("AADSTS50173", f"the password was changed since; {HOW} again"),
    ("AADSTS50076", f"multi-factor authentication is wanted; {HOW} again"),
    ("AADSTS53003", "a Conditional Access policy forbids it; have an administrator exclude this application"),
    ("nobody has allowed this yet", HOW),
    ("ErrorInvalidUser", "user is no mailbox of this tenant; write its address"),
    ("Request_ResourceNotFound", "user is no mailbox of this tenant; write its address"),
    (
        "MailboxNotEnabledForRESTAPI",
        "the account has no mailbox in Exchange Online: give it a licence, or move it there",
    ),
    ("MailboxNotSupportedForRESTAPI", "the account has no mailbox in Exchange Online: give it a licence, or move it"),
    ("ErrorMailboxMoveInProgress", "the mailbox is being moved; wait until that is done"),
    ("ErrorQuotaExceeded", "the mailbox is full: empty it, or give it more room (Exchange admin center, Mailboxes)"),
    ("QuotaExceeded", "the mailbox is full: empty it, or give it more room (Exchange admin center, Mailboxes)"),
)
_BY_STATUS = {
    401: "the token was not taken: see that endpoint and authority belong to one cloud",
    403: _CONSENT,
    404: "user is no mailbox of this tenant; write its address",
    429: "another program uses this application with this mailbox; wait, and see that only one does",
    503: "Microsoft 365 is busy; wait, and look at https://status.cloud.microsoft",
    507: "the mailbox is full: empty it, or give it more room (Exchange admin center, Mailboxes)",
}
_UNREACHED = "see that this machine reaches it by https, through a proxy if need be (HTTPS_PROXY)"
_PLUS = (
    "on, unless an administrator turned them off, which the round trip shows "
    "(Set-OrganizationConfig -DisablePlusAddressInRecipients $false turns them on)"
)


def findings_of_mailbox(line: Line, folder: str) -> Iterator[Finding]:
    if (yield from _signed_in(line)):
        inbox = yield from _looked("inbox", "Mail.ReadWrite", lambda: _inbox(line), _counted)
        if inbox is not None:
            yield from _looked("folder", "Mail.ReadWrite", lambda: _folder(line, folder), str)
            yield from _looked("settings", "MailboxSettings.Read", lambda: line.get("/mailboxSettings"), _zone, False)
            yield from _answering_by_itself(line)
            yield Finding("plus-addresses", True, _PLUS)


def findings_of_transport(line: Line) -> Iterator[Finding]:
    if (yield from _signed_in(line)):
        yield from _looked("drafts", "Mail.ReadWrite", lambda: line.get("/mailFolders/drafts"), lambda _: "open")
        if "Mail.Send" in may_do(claims_of(line.signed_in.token())):
            yield Finding("sending", True, "allowed by Mail.Send")
        else:
            said = (
                "the token says nothing of Mail.Send: right where Exchange itself gives it (RBAC), else mail is refused"
            )
            yield Finding("sending", False, said, _CONSENT.format("Mail.Send"), serious=False)


def findings_of_calendar(line: Line) -> Iterator[Finding]:
    if (yield from _signed_in(line)):
        found = yield from _looked("calendar", "Calendars.ReadWrite", lambda: line.get("/calendar"), _called)
        if found is not None and not found.get("canEdit", True):
            said = "it can be read, not written"
            yield Finding("calendar", False, said, _CONSENT.format("Calendars.ReadWrite"), serious=False)


def _signed_in(line: Line) -> Iterator[Finding] | Any:
    """Whether there is any use in going on."""
    try:
        line.signed_in.token()
    except ConnectionError as error:
        yield Finding("sign-in", False, str(error), _mend(error, " ".join(PERMISSIONS)))
        return False
    yield Finding("sign-in", True, f"{line.account.authority} gives application {line.account.client_id} a token")
    try:
        line.get("/mailFolders/inbox", **{"$select": "id"})
    except ConnectionError:
        # Only the time is asked for here; what is wrong is said of what is looked at.
        pass
    if clock := clocks_apart(line.date):
        yield clock
    return True


def _looked(
    what: str, permission: str, look: Callable[[], Any], said: Callable[[Any], str], serious: bool = True
) -> Any:
    try:
        found = look()
    except ConnectionError as error:
        yield Finding(what, False, str(error), _mend(error, permission), serious)
        return None
    yield Finding(what, True, said(found))
    return found


def _answering_by_itself(line: Line) -> Iterable[Finding]:
    try:
        on = (line.get("/mailboxSettings").get("automaticRepliesSetting") or {}).get("status", "disabled")
    except ConnectionError:
        return
    if on != "disabled":
        said = f"the mailbox answers by itself ({on}): people get two answers to each mail"
        yield Finding("automatic replies", False, said, "turn them off in Outlook, Settings, Automatic replies", False)


def _mend(error: ConnectionError, permission: str) -> str:
    said = f"{getattr(error, 'code', '')} {error}"
    for code, mend in _BY_CODE:
        if code in said:
            return mend
    status = error.status if isinstance(error, GraphError) else 0
    return _BY_STATUS.get(status, _UNREACHED).format(permission)


def _inbox(line: Line) -> dict[str, Any]:
    return line.get("/mailFolders/inbox", **{"$select": "displayName,totalItemCount"})


def _folder(line: Line, name: str) -> str:
    rows = line.get("/mailFolders", **{"$filter": f"displayName eq {quoted(name)}", "$select": "id"}).get("value")
    return f'settled mail goes to "{name}"' + ("" if rows else ", which is made with the first")


def _counted(inbox: dict[str, Any]) -> str:
    return f"open, {inbox.get('totalItemCount', 0)} mails in it"


def _zone(settings: dict[str, Any]) -> str:
    return f"its time zone is {settings.get('timeZone', 'not set')}"


def _called(calendar: dict[str, Any]) -> str:
    return f'"{calendar.get("name", "")}" is open'
