"""Conversations of our own, in the form of the cases of `itip`: traps that those do not have.

Mara organizes a weekly at 10:00 in Berlin, 09:00 UTC in winter, on Mondays from 30 November 2026; see `invitations`.
"""

from __future__ import annotations

import json
from typing import Any

from cases import cases
from invitations import calendar, date, event

Case = dict[str, Any]
Step = dict[str, Any]

MARA, EVE, ROBOT, UID = "mara@acme.example", "eve@acme.example", "async@acme.example", "weekly@acme.example"
WINDOW = ["2026-10-01T00:00:00Z", "2026-12-22T00:00:00Z"]
MONDAYS = tuple(f"{day}T09:00:00Z" for day in ("2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21"))
LATER = "DTSTAMP:20261121T090000Z"
LATEST = "DTSTAMP:20261122T090000Z"
LAST = "DTSTAMP:20261123T090000Z"


def case(*steps: Step, zone: str = "Europe/Berlin") -> Case:
    return {"robot": {"addresses": [ROBOT], "default_zone": zone}, "window": WINDOW, "steps": list(steps)}


def step(
    ics: str,
    disposition: str = "applied",
    *occurrences: str,
    sender: str = MARA,
    vouched: bool = True,
    replies: list[dict[str, Any]] | None = None,
    **state: Any,
) -> Step:
    """One mail and what is so after it; no `occurrences` and no `state`: the series is not known. `vouched`: the mail
    server says that it is from its sender."""
    expected: dict[str, Any] = {"disposition": disposition, "state": {UID: None}}
    if occurrences or state:
        expected["state"] = {UID: {"occurrences": list(occurrences)} | state}
    if replies is not None:
        expected["replies"] = replies
    return {"in": {"from": sender, "to": ROBOT, "authenticated_as": [sender] * vouched, "ics": ics}, "expect": expected}


def reply(*to: str, rid: str | None = None, sequence: int = 0) -> dict[str, Any]:
    said = {"rid": rid, "sequence": sequence, "attendee": ROBOT, "partstat": "ACCEPTED"}
    return {"method": "REPLY", "to": list(to), "uid": UID} | said


INVITED = step(calendar(event()), "applied", *MONDAYS, replies=[reply(MARA)])
WITHOUT_THE_7TH = "EXDATE;TZID=Europe/Berlin:20261207T100000"
AT_ELEVEN = "DTSTART;TZID=Europe/Berlin:20261207T110000"
MOVED = (MONDAYS[0], "2026-12-07T10:00:00Z", *MONDAYS[2:])
TUESDAYS = tuple(f"{day}T09:00:00Z" for day in ("2026-12-01", "2026-12-08", "2026-12-15"))

AHEAD_OF_ITS_SERIES = calendar(date("20261207", DTSTART=AT_ELEVEN, DTSTAMP=LATER, SEQUENCE="SEQUENCE:2"))
ON_TUESDAYS = calendar(
    event(DTSTART="DTSTART;TZID=Europe/Berlin:20261201T100000", DTSTAMP=LATEST, SEQUENCE="SEQUENCE:1")
)

LEFT = step(calendar(event(US="", DTSTAMP=LATER)), "applied", status="removed")

OURS: dict[str, Case] = {
    "forwarded": case(step(calendar(event(US="")), "quarantined", replies=[])),
    "others-cancelled": case(
        INVITED, step(calendar(event(US="", DTSTAMP=LATER), method="CANCEL"), "ignored", *MONDAYS, status="active")
    ),
    "other-organizer": case(
        INVITED,
        step(
            calendar(event(ORGANIZER="ORGANIZER:mailto:eve@acme.example", DTSTAMP=LATER, SEQUENCE="SEQUENCE:1")),
            "quarantined",
            *MONDAYS,
            replies=[],
            organizer=MARA,
        ),
    ),
    "override-outdoes-exdate": case(
        step(calendar(event(WITHOUT_THE_7TH)), "applied", MONDAYS[0], *MONDAYS[2:]),
        step(calendar(date("20261207", DTSTART=AT_ELEVEN, DTSTAMP=LATER)), "applied", *MOVED),
    ),
    "newer-series-drops-dates": case(
        INVITED,
        step(calendar(date("20261207", DTSTART=AT_ELEVEN, DTSTAMP=LATER)), "applied", *MOVED),
        step(
            calendar(
                event(DTSTART="DTSTART;TZID=Europe/Berlin:20261201T100000", DTSTAMP=LATEST, SEQUENCE="SEQUENCE:1")
            ),
            "applied",
            *TUESDAYS,
        ),
    ),
    "late-series-keeps-newer-dates": case(
        INVITED,
        step(calendar(date("20261207", DTSTART=AT_ELEVEN, DTSTAMP=LATEST, SEQUENCE="SEQUENCE:1")), "applied", *MOVED),
        step(calendar(event(DTSTAMP=LATER, SUMMARY="SUMMARY:Renamed")), "applied", *MOVED, summary="Renamed"),
    ),
    "date-before-its-series": case(
        step(calendar(date("20261207", DTSTART=AT_ELEVEN)), "applied", MOVED[1], replies=[reply(MARA, rid=MONDAYS[1])]),
        step(calendar(event()), "applied", *MOVED, replies=[reply(MARA)]),
    ),
    "cancelled-before-invited": case(
        step(calendar(event(DTSTAMP=LATER, SEQUENCE="SEQUENCE:1"), method="CANCEL"), "applied", status="cancelled"),
        step(calendar(event()), "stale", status="cancelled", replies=[]),
    ),
    "date-after-the-end": case(
        INVITED,
        step(calendar(event(DTSTAMP=LATEST, SEQUENCE="SEQUENCE:1"), method="CANCEL"), "applied", status="cancelled"),
        step(calendar(date("20261207", DTSTART=AT_ELEVEN, DTSTAMP=LATER)), "stale", status="cancelled", replies=[]),
    ),
    "delegated": case(
        step(
            calendar(event(US=f'ATTENDEE;DELEGATED-FROM="mailto:{EVE}":mailto:{ROBOT}')),
            "applied",
            *MONDAYS,
            replies=[reply(MARA), reply(EVE)],
        )
    ),
    "taken-off-one-date": case(
        INVITED,
        step(calendar(date("20261207", US="", DTSTAMP=LATER)), "applied", MONDAYS[0], *MONDAYS[2:], replies=[]),
    ),
    "rest-cancelled": case(
        INVITED,
        step(
            calendar(date("20261214", DTSTAMP=LATER), method="CANCEL").replace(
                "RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;"
            ),
            "applied",
            *MONDAYS[:2],
            status="active",
        ),
    ),
    "later-stamp": case(
        INVITED,
        step(calendar(event(WITHOUT_THE_7TH, DTSTAMP=LATER)), "applied", MONDAYS[0], *MONDAYS[2:]),
        step(calendar(event()), "stale", MONDAYS[0], *MONDAYS[2:]),
    ),
    "asked-again": case(INVITED, step(calendar(event(DTSTAMP=LATER)), "applied", *MONDAYS, replies=[reply(MARA)])),
    "invited-after-the-end": case(
        INVITED,
        step(calendar(event(DTSTAMP=LATER, SEQUENCE="SEQUENCE:1"), method="CANCEL"), "applied", status="cancelled"),
        step(
            calendar(event(DTSTAMP=LATEST, SEQUENCE="SEQUENCE:2")),
            "applied",
            *MONDAYS,
            replies=[reply(MARA, sequence=2)],
            status="active",
        ),
    ),
    "forged-after-the-end": case(
        INVITED,
        step(calendar(event(DTSTAMP=LATER, SEQUENCE="SEQUENCE:1"), method="CANCEL"), "applied", status="cancelled"),
        step(
            calendar(event(DTSTAMP=LATEST, SEQUENCE="SEQUENCE:999"), method="CANCEL"),
            "unchanged",
            vouched=False,
            sequence=1,
        ),
        step(calendar(event(DTSTAMP=LAST, SEQUENCE="SEQUENCE:2")), "applied", *MONDAYS, sequence=2),
    ),
    "date-named-by-its-day": case(
        INVITED,
        step(
            calendar(date("20261207", DTSTAMP=LATER), method="CANCEL").replace(
                "RECURRENCE-ID;TZID=Europe/Berlin:20261207T100000", "RECURRENCE-ID;VALUE=DATE:20261207"
            ),
            "applied",
            MONDAYS[0],
            *MONDAYS[2:],
        ),
    ),
    "until-as-a-date": case(step(calendar(event(RRULE="RRULE:FREQ=WEEKLY;UNTIL=20261214")), "applied", *MONDAYS[:3])),
    "hour-that-comes-twice": case(
        step(
            calendar(
                event(
                    DTSTART="DTSTART;TZID=Europe/Berlin:20261018T023000",
                    DTEND="DURATION:PT15M",
                    RRULE="RRULE:FREQ=WEEKLY;COUNT=3",
                )
            ),
            "applied",
            "2026-10-18T00:30:00Z",
            "2026-10-25T00:30:00Z",
            "2026-11-01T01:30:00Z",
        )
    ),
    "floating": case(
        step(
            calendar(event(DTSTART="DTSTART:20261130T100000")),
            "applied",
            *(f"{day[:10]}T15:00:00Z" for day in MONDAYS),
        ),
        zone="America/New_York",
    ),
    # The CANCEL comes before the new invitation that it cancels.
    "cancelled-while-off-the-guests": case(
        INVITED,
        LEFT,
        step(calendar(event(DTSTAMP=LAST, SEQUENCE="SEQUENCE:2"), method="CANCEL"), "unchanged", organizer=MARA),
        step(calendar(event(DTSTAMP=LATEST, SEQUENCE="SEQUENCE:1")), "stale", organizer=MARA, replies=[]),
    ),
    # A date's SEQUENCE may run ahead of its series'; what a newer series has dropped stays dropped.
    "dropped-date-in-a-second-copy": case(
        INVITED,
        step(AHEAD_OF_ITS_SERIES, "applied", *MOVED),
        step(ON_TUESDAYS, "applied", *TUESDAYS),
        step(AHEAD_OF_ITS_SERIES, "stale", *TUESDAYS, replies=[]),
    ),
    # Each date is answered in a message of its own.
    "two-dates-at-once": case(
        step(
            calendar(date("20261207"), date("20261214")),
            "applied",
            *MONDAYS[1:3],
            replies=[reply(MARA, rid=MONDAYS[1]), reply(MARA, rid=MONDAYS[2])],
        )
    ),
}

STANDS = f"ATTENDEE;PARTSTAT=ACCEPTED;RSVP=TRUE:mailto:{ROBOT}"

UNMENDED: dict[str, Case] = {
    # As Nextcloud and Thunderbird send a date that was moved: the series' answer stands, the date's is asked for.
    "moved-date-of-a-series-that-stands": case(
        INVITED,
        step(
            calendar(event(US=STANDS, DTSTAMP=LATER), date("20261207", DTSTART=AT_ELEVEN, DTSTAMP=LATER)),
            "applied",
            *MOVED,
            replies=[reply(MARA, rid=MONDAYS[1])],
        ),
    ),
}
"""What is not so yet."""


def named(name: str) -> Case:
    """One of ours, or of the labelled cases."""
    found: Case = OURS[name] if name in OURS else json.loads(cases(f"itip/cases/{name}.json").read_text())
    return found
