"""Who may say something about a series (RFC 6047, 2.2.1; RFC 5546, 6.1), and what is not for us to follow."""

from __future__ import annotations

from paceline.domain.cadence import Cadence, CalendarMessage

OTHERS_BUSINESS = {
    "": "there is no METHOD: it is no invitation (RFC 6047, 2.4)",
    "PUBLISH": "it is published, not an invitation (RFC 5546, 3.2.1)",
    "REPLY": "an answer, which is the organizer's business (RFC 5546, 3.2.3)",
    "REFRESH": "a question to the organizer (RFC 5546, 3.2.6)",
    "COUNTER": "a proposal to the organizer (RFC 5546, 3.2.7)",
    "DECLINECOUNTER": "we propose nothing that could be declined (RFC 5546, 3.2.8)",
}


def why_not(message: CalendarMessage, sender: str, held: Cadence | None) -> str:
    """Why `sender` (the authenticated From address, "" for none) may not say this about the series; "" where they may.

    Only the organizer changes a series, or who sends for them from the same domain (RFC 6047, 2.2.1; 5546, 6.1).
    """
    if message.method in OTHERS_BUSINESS:
        return ""
    organizer = held.organizer if held else message.organizer
    deputy = message.sent_by if _domain(message.sent_by) == _domain(organizer) else ""
    if sender and sender.lower() in (organizer, deputy):
        return ""
    return f"it is not from the organizer, {organizer}, as far as the mail can be checked"


def _domain(address: str) -> str:
    return address.partition("@")[2]
