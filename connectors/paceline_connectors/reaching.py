"""Why a server can't be reached, and what mends it: for `paceline check`."""

from __future__ import annotations

import socket
import ssl

from paceline.ports import Finding
from paceline_connectors.trouble import TroubleError

_OTHER_NAME = frozenset({62, 64})
"""OpenSSL's verify codes for a host name or an IP address that the certificate does not name."""


def unreachable(place: str, error: BaseException) -> Finding:
    """`error` as it was raised: what lies behind it is looked for."""
    wrong, mend = _why(_behind(error))
    return Finding("connection", False, f"{place}: {error}" if wrong is None else f"{place}: {wrong}", mend)


def _behind(error: BaseException) -> BaseException:
    """httpcore hides what lies behind its errors (`from None`); what our own hide is to stay hidden."""
    while not isinstance(error, TroubleError):
        behind = error.__cause__ or (None if _says_all(error) else error.__context__)
        if not behind:
            break
        error = behind
    return error


def _says_all(error: BaseException) -> bool:
    return error.__suppress_context__ and type(error) is ConnectionError


def _why(error: BaseException) -> tuple[str | None, str]:
    match error:
        case TroubleError(said=said, mend=mend) if mend:
            return said, mend
        case ssl.SSLCertVerificationError(verify_code=code) if code in _OTHER_NAME:
            said = f"its certificate is another name's: {error.verify_message}"
            return said, "set host to the name that the certificate names, as the provider writes it"
        case ssl.SSLCertVerificationError(verify_code=code) if code in (9, 10):
            return (
                f"its certificate: {error.verify_message}",
                "set this machine's clock; else the server needs a new one",
            )
        case ssl.SSLCertVerificationError():
            said = f"its certificate can't be verified: {error.verify_message}"
            return said, "set ca_file to the authority's certificate, where the server has one of its own"
        case ssl.SSLError():
            said = "it does not speak TLS there"
            return said, 'set port to the one for this kind of security, or security to "starttls" or "tls"'
        case socket.gaierror() | UnicodeError():  # no name has an empty part, nor one of more than 63 characters
            return "there is no such host", "set host to the name that the provider writes"
        case ConnectionRefusedError():
            return "nothing answers there", "set host and port to what the provider writes; is the server running?"
        case TimeoutError():
            return "no answer in time", "is a firewall between? set port to what the provider writes"
        case FileNotFoundError():
            return f"{error.filename} is not there", "set ca_file to a file that is"
    if type(error).__name__ in ("CapabilityError", "SMTPNotSupportedError"):
        return (
            "it offers no STARTTLS there",
            'set security to "tls" and port to the one for it, or have TLS switched on',
        )
    return None, "is the server running, and is this its address?"
