"""What a mail server's answer says of a letter (RFC 5321, 4.2; RFC 3463)."""

from __future__ import annotations

import re
import smtplib
import ssl

from paceline.ports import DeliveryError

LETTER = "the letter"
"""The phase after the last octet of the letter."""
LEAVING = 421
SHOWN = 500
"""Characters of an answer that are kept."""

_SESSION_TROUBLE = frozenset({500, 502, 503, 504, 530, 534, 535, 538})
"""Commands not known or out of order, authentication or encryption wanted: the settings' fault, not the letter's."""
_BAD_ADDRESS = re.compile(r"5\.(?:1\.\d|2\.1)\b")
_BAD_ADDRESS_CODES = frozenset({550, 551, 553})
_ENHANCED = re.compile(r"5\.\d{1,3}\.\d{1,3}\b")


def refusal(host: str, phase: str, code: int, text: str) -> DeliveryError:
    """The error for an answer that is none of those wanted. `phase` is "MAIL", "RCPT", "DATA" or LETTER."""
    reason = f"{host} answered {phase}: {code} {text}".rstrip()
    if not 400 <= code < 600:
        return DeliveryError(reason, unknown=phase == LETTER)
    permanent = code >= 500 and code not in _SESSION_TROUBLE
    bad_address = permanent and phase == "RCPT" and _is_about_the_address(code, text)
    return DeliveryError(reason, permanent=permanent, bad_address=bad_address)


def _is_about_the_address(code: int, text: str) -> bool:
    """By the enhanced code where the server gives one: 550 alone is a policy's answer too."""
    return bool(_BAD_ADDRESS.match(text)) if _ENHANCED.match(text) else code in _BAD_ADDRESS_CODES


def in_words(error: Exception) -> str:
    match error:
        case smtplib.SMTPResponseException():
            return f"{error.smtp_code} {one_line(error.smtp_error)}"
        case ssl.SSLCertVerificationError():
            return f"its certificate can't be verified: {error.verify_message}"
        case OSError(strerror=str(text), filename=str(name)):
            return f"{name}: {text}"
        case OSError(strerror=str(text)):
            return text
    return one_line(str(error))


def one_line(text: bytes | str) -> str:
    plain = text.decode(errors="replace") if isinstance(text, bytes) else text
    return " ".join("".join(c if c.isprintable() else " " for c in plain[:SHOWN]).split())
