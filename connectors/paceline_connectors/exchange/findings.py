"""What is found at the server when it is looked at, in Exchange's own words, and what mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from paceline.ports import Finding
from paceline_connectors.clocks import clocks_apart
from paceline_connectors.exchange.server import PATH
from paceline_connectors.exchange.session import Session, Trouble

if TYPE_CHECKING:
    from paceline_connectors.exchange.calendar_asked import CalendarAsked
    from paceline_connectors.exchange.mail_asked import MailAsked

_DRAFT = (
    b"From: <%(address)b>\r\nTo: <%(address)b>\r\nSubject: A look at this mailbox\r\n\r\n"
    b"It may be deleted: it was to be gone at once.\r\n"
)
_VERSIONS = {
    (15, 0): "Exchange 2013",
    (15, 1): "Exchange 2016",
    (15, 2): "Exchange 2019 or SE",
    (15, 20): "Exchange Online",
}
_ONLINE = Finding(
    "Exchange Web Services",
    fine=False,
    said="this is Exchange Online: there EWS is blocked by default since October 2026, and gone on 1 April 2027",
    mend='use connector = "graph" (Microsoft Graph) in its place',
)

MENDS = {
    "HTTP 302": "set endpoint to where it sends us, if that is EWS",
    "HTTP 401": "check username and password (DOMAIN\\name or name@domain.example), and that auth is what it offers",
    "HTTP 403": "allow EWS for this mailbox: Set-CASMailbox -EwsEnabled $true, and see its EwsApplicationAccessPolicy",
    "HTTP 404": f"there is no EWS at this address: see Get-WebServicesVirtualDirectory; it ends in {PATH}",
    "certificate": "make endpoint say the name in the certificate, or set ca_file to the authority that issued it",
    "unreachable": "check the server's name, and that this machine may reach its port 443",
    "lost": "see whether a proxy or load balancer before the server ends connections",
    "ErrorAccessDenied": "give the account the right: Add-MailboxPermission -AccessRights FullAccess; for the calendar "
    "alone Add-MailboxFolderPermission -AccessRights Editor",
    "ErrorItemNotFound": "give the account the right to see it: Add-MailboxFolderPermission",
    "ErrorFolderNotFound": "give the account the right to see it: Add-MailboxFolderPermission",
    "ErrorNonExistentMailbox": "set address to the mailbox's primary SMTP address (Get-Mailbox)",
    "ErrorImpersonateUserDenied": "New-ManagementRoleAssignment -Role ApplicationImpersonation -User …, within a scope "
    'of this one mailbox; or access = "delegate"',
    "ErrorImpersonationDenied": 'New-ManagementRoleAssignment -Role ApplicationImpersonation; or access = "delegate"',
    "ErrorQuotaExceeded": "the mailbox is full: empty it, or Set-Mailbox -ProhibitSendQuota",
    "ErrorSubmissionQuotaExceeded": "the account has sent as much as it may: see its throttling policy",
    "ErrorSendAsDenied": 'let the account send as the mailbox: Add-ADPermission -ExtendedRights "Send As"',
    "ErrorServerBusy": "the account is throttled: wait, or Set-ThrottlingPolicyAssociation for it",
    "ErrorPasswordExpired": "set a new password, that does not expire",
    "ErrorPasswordChangeRequired": "set a new password, that needs no change at the first login",
    "ErrorAccountDisabled": "enable the account",
    "ErrorMailboxMoveInProgress": "wait until the mailbox has been moved",
    "ErrorMailboxStoreUnavailable": "see why its database is not mounted",
}
"""By what went wrong."""


def of_mailbox(session: Session[MailAsked], folder: str) -> Iterator[Finding]:
    def look(exchange: MailAsked) -> str:
        exchange.look("inbox")
        return "the inbox is open"

    def file(exchange: MailAsked) -> str:
        exchange.folder(folder)
        return f'settled mail goes to the folder "{folder}"'

    def hear(exchange: MailAsked) -> str:
        exchange.unsubscribe(exchange.subscribe())
        return "new mail is announced at once (streaming notifications)"

    yield from _connected(session, ("inbox", look), ("folder", file))
    if session.account is not None and not session.server.online:
        heard, _ = _tried(session, "notifications", hear)
        yield Finding(heard.what, heard.fine, heard.said, heard.mend, serious=False)
        yield Finding(
            "plus-addressing",
            fine=True,
            said="Exchange on your own servers has none; a round trip shows whether what is before it keeps the tag",
        )


def of_transport(session: Session[MailAsked]) -> Iterator[Finding]:
    def lay_down(exchange: MailAsked) -> str:
        exchange.delete(exchange.lay_down(_DRAFT % {b"address": session.server.address.encode()}))
        return "a letter can be laid down"

    def recall(exchange: MailAsked) -> str:
        exchange.sent("<nothing@paceline.invalid>")
        return "what was sent can be looked up in Sent Items"

    yield from _connected(session, ("drafts", lay_down), ("sent items", recall))


def of_calendar(session: Session[CalendarAsked]) -> Iterator[Finding]:
    def look(exchange: CalendarAsked) -> str:
        exchange.rights()
        return "the calendar is open"

    def write(exchange: CalendarAsked) -> str:
        if missing := {"CreateContents", "Modify", "Delete"} - exchange.rights():
            raise Trouble(
                f"the account may not do this in the calendar: {', '.join(sorted(missing))}", "ErrorAccessDenied"
            )
        return "events can be written to it"

    yield from _connected(session, ("calendar", look), ("writing", write))
    if session.account is not None and not session.server.online:
        yield _automatic_replies(session)


def _automatic_replies(session: Session[CalendarAsked]) -> Finding:
    what = "automatic replies"
    try:
        with session.asking() as exchange:
            state = exchange.out_of_office()
    except Trouble as trouble:
        return _bad(what, trouble, serious=False)
    if state == "Disabled":
        return Finding(what, fine=True, said="they are off")
    mend = "turn them off: Set-MailboxAutoReplyConfiguration -AutoReplyState Disabled"
    return Finding(what, fine=False, said=f"the mailbox answers by itself ({state})", mend=mend, serious=False)


def _connected(session: Session[Any], *looks: tuple[str, Callable[[Any], str]]) -> Iterator[Finding]:
    """The connection first; what comes after it is looked at only when it stands."""
    if session.server.online:
        yield _ONLINE
        return
    found, trouble = _tried(session, *looks[0])
    if trouble is None or trouble.refused:
        yield from _who_it_is(session)
    yield found
    if found.fine:
        for what, look in looks[1:]:
            yield _tried(session, what, look)[0]


def _tried(session: Session[Any], what: str, look: Callable[[Any], str]) -> tuple[Finding, Trouble | None]:
    try:
        with session.asking() as exchange:
            return Finding(what, fine=True, said=look(exchange)), None
    except Trouble as trouble:
        return _bad(what, trouble), trouble


def _bad(what: str, trouble: Trouble, *, serious: bool = True) -> Finding:
    mend = MENDS.get(trouble.code, "see the server's own log (Logging\\EWS) for this moment")
    return Finding(what, fine=False, said=trouble.reason, mend=mend, serious=serious)


def _who_it_is(session: Session[Any]) -> Iterator[Finding]:
    build = session.account.version.build
    name = _VERSIONS.get((build.major_version, build.minor_version), "Exchange")
    if name == "Exchange Online":
        yield _ONLINE
        return
    yield Finding("Exchange Web Services", fine=True, said=f"{name} ({build}) took the login")
    with suppress(TypeError, ValueError):
        if finding := clocks_apart(parsedate_to_datetime(session.account.protocol.retry_policy.date)):
            yield finding
