"""Letters handed to Exchange as they are, which sends them to whom they name and keeps a copy."""

from __future__ import annotations

from collections.abc import Iterable
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from paceline.ports import DeliveryError, Finding
from paceline_connectors.exchange import findings
from paceline_connectors.exchange.inbox import mail_asked
from paceline_connectors.exchange.server import Server
from paceline_connectors.exchange.session import Session, Trouble
from paceline_connectors.wire import with_crlf

_PERMANENT = frozenset(
    {
        "ErrorMessageSizeExceeded",
        "ErrorDataSizeLimitExceeded",
        "HTTP 413",
        "ErrorInvalidRecipients",
        "ErrorMissingRecipients",
        "ErrorMimeContentInvalid",
        "ErrorMimeContentInvalidBase64String",
        "ErrorMimeContentConversionFailed",
        "ErrorContentConversionFailed",
    }
)
"""What is the letter's own fault."""
_BAD_ADDRESS = frozenset({"ErrorInvalidRecipients"})
_REQUESTS = 4
"""For one letter: three to sign in (NTLM), and the sending."""
_NOT_OPEN = frozenset({"ErrorAccessDenied", "ErrorFolderNotFound"})


class ExchangeTransport:
    def __init__(self, server: Server) -> None:
        self._session = Session(server, mail_asked)

    @property
    def longest(self) -> float:
        return float(_REQUESTS * self._session.server.timeout)

    def send(self, raw: bytes, *, sender: str, recipient: str) -> None:  # noqa: ARG002
        """Exchange's own envelope sender is the mailbox, whatever `sender` is."""
        body = with_crlf(raw)
        _check(body, recipient)
        try:
            with self._session.asking() as exchange:
                exchange.send(body)
        except Trouble as trouble:
            raise _undelivered(trouble) from trouble

    def was_sent(self, message_id: str) -> bool | None:
        try:
            with self._session.asking() as exchange:
                return exchange.sent(message_id)
        except Trouble as trouble:
            if trouble.code in _NOT_OPEN:
                return None
            raise

    def close(self) -> None:
        self._session.close()

    def examine(self) -> Iterable[Finding]:
        return findings.of_transport(self._session)


def _undelivered(trouble: Trouble) -> DeliveryError:
    return DeliveryError(
        trouble.reason,
        permanent=trouble.code in _PERMANENT,
        unknown=trouble.perhaps,
        bad_address=trouble.code in _BAD_ADDRESS,
        retry_after=trouble.retry_after,
    )


def _check(body: bytes, recipient: str) -> None:
    """Exchange reads whom a letter goes to from the letter: it must name its recipient, and nobody else."""
    head = BytesHeaderParser().parsebytes(body.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
    fields = [str(value) for name in ("to", "cc", "bcc") for value in head.get_all(name, [])]
    named = [address for _, address in getaddresses(fields)]
    if [each.lower() for each in named] != [recipient.lower()]:
        said = ", ".join(named) or "nobody"
        raise DeliveryError(f"Exchange would send this letter to {said}, and not to {recipient}", permanent=True)
