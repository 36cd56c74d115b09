"""A winmail.dat (MS-OXTNEF): what Outlook sends to those whom it takes for Outlook. Never unpacked."""

from __future__ import annotations

LOOKED_THROUGH = 16 * 1024
"""Octets within which the message class stands: it is among a stream's first attributes."""

_SIGNATURE = b"\x78\x9f\x3e\x22"
_MEETING = (b"IPM.Schedule.Meeting.Request", b"IPM.Microsoft Schedule.MtgReq")


def is_invite(data: bytes) -> bool:
    """Whether `data` is a TNEF stream (2.1.3.1) whose message class is a meeting request's."""
    return data.startswith(_SIGNATURE) and any(name in data[:LOOKED_THROUGH] for name in _MEETING)
