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


def case(*steps: Step, zone: str = "Europe/Berlin", people: str = "") -> Case:
    robot = {"addresses": [ROBOT], "default_zone": zone, "people": people}
    return {"robot": robot, "window": WINDOW, "steps": list(steps)}


def step(
    ics: str,
    disposition: str = "applied",
    *occurrences: str,
    sender: str = MARA,
    vouched: bool = True,
    replies: list[dict[str, Any]] | None = None,
    letters: list[str] | None = None,
    **state: Any,
) -> Step:
    """One mail and what is so after it; no `occurrences` and no `state`: the series is not known. `vouched`: the mail
    server says that it is from its sender."""
    expected: dict[str, Any] = {"disposition": disposition, "state": {UID: None}}
    if occurrences or state:
        expected["state"] = {UID: {"occurrences": list(occurrences)} | state}
    if replies is not None:
        expected["replies"] = replies
    if letters is not None:
        expected["letters"] = letters
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

STANDS = f"ATTENDEE;PARTSTAT=ACCEPTED;RSVP=TRUE:mailto:{ROBOT}"
SEVENTH_MOVED = date("20261207", DTSTART=AT_ELEVEN, DTSTAMP=LATER)
MOVED_AT_LAST = calendar(date("20261207", DTSTART=AT_ELEVEN, DTSTAMP=LAST, SEQUENCE="SEQUENCE:3"))
CANCELLED_AT_LAST = calendar(date("20261207", DTSTAMP=LAST, SEQUENCE="SEQUENCE:3"), method="CANCEL")
INVITED_ANEW = calendar(event(DTSTAMP=LATEST, SEQUENCE="SEQUENCE:2"))
CANCELLED = step(calendar(event(DTSTAMP=LATER, SEQUENCE="SEQUENCE:1"), method="CANCEL"), "applied", status="cancelled")
REST_AT_ELEVEN = calendar(
    date("20261207", DTSTART=AT_ELEVEN, RRULE="RRULE:FREQ=WEEKLY", DTSTAMP=LATER, SEQUENCE="SEQUENCE:1").replace(
        "RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;"
    )
)
REST_TWICE_A_WEEK = REST_AT_ELEVEN.replace("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU,TH").replace(
    "DTSTART;TZID=Europe/Berlin:20261207T110000", "DTSTART;TZID=Europe/Berlin:20261208T110000"
)
TWICE_A_WEEK = tuple(f"2026-12-{day}T10:00:00Z" for day in ("08", "10", "15", "17"))
MOVED_AHEAD = calendar(date("20261207", DTSTART=AT_ELEVEN))
HOME = "mara@lind.example"
TWO_ADDRESSES = f'''
[people.mara]
address = "{MARA}"
aliases = ["{HOME}"]
[people.eve]
address = "{EVE}"
'''
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
    # What is said of a date after the end belongs to a new invitation, which comes later.
    "date-before-its-new-invitation": case(
        INVITED,
        CANCELLED,
        step(MOVED_AT_LAST, "applied", MOVED[1], replies=[reply(MARA, rid=MONDAYS[1], sequence=3)], status="active"),
        step(INVITED_ANEW, "applied", *MOVED, replies=[reply(MARA, sequence=2)]),
    ),
    "date-cancelled-before-its-new-invitation": case(
        INVITED,
        CANCELLED,
        step(CANCELLED_AT_LAST, "unchanged", status="cancelled", replies=[]),
        step(INVITED_ANEW, "applied", MONDAYS[0], *MONDAYS[2:], replies=[reply(MARA, sequence=2)]),
    ),
    "date-before-the-end-and-a-new-invitation": case(
        INVITED,
        step(MOVED_AT_LAST, "applied", *MOVED),
        step(calendar(event(DTSTAMP=LATER, SEQUENCE="SEQUENCE:1"), method="CANCEL"), "applied", MOVED[1]),
        step(calendar(event(DTSTAMP=LATER, SEQUENCE="SEQUENCE:1"), method="CANCEL"), "unchanged", MOVED[1]),
        step(calendar(event()), "stale", MOVED[1], replies=[]),
        step(INVITED_ANEW, "applied", *MOVED, replies=[reply(MARA, sequence=2)]),
    ),
    "date-ahead-of-its-series-ends-with-it": case(
        INVITED,
        step(AHEAD_OF_ITS_SERIES, "applied", *MOVED),
        step(calendar(event(DTSTAMP=LATEST, SEQUENCE="SEQUENCE:1"), method="CANCEL"), "applied", status="cancelled"),
        step(AHEAD_OF_ITS_SERIES, "stale", status="cancelled", replies=[]),
    ),
    # "This and all after it" with a rule of its own: from there on the series goes by that.
    "rest-by-another-rule": case(
        INVITED,
        step(REST_TWICE_A_WEEK, "applied", MONDAYS[0], *TWICE_A_WEEK),
        step(
            calendar(
                event(
                    "RECURRENCE-ID;TZID=Europe/Berlin:20261215T110000",
                    DTSTART="DTSTART;TZID=Europe/Berlin:20261216T110000",
                    RRULE="",
                    DTSTAMP=LATEST,
                    SEQUENCE="SEQUENCE:2",
                )
            ),
            "applied",
            MONDAYS[0],
            *TWICE_A_WEEK[:2],
            "2026-12-16T10:00:00Z",
            TWICE_A_WEEK[3],
        ),
    ),
    "rest-by-another-rule-cancelled": case(
        INVITED,
        step(REST_TWICE_A_WEEK, "applied", MONDAYS[0], *TWICE_A_WEEK),
        step(
            calendar(
                event(
                    "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261215T110000",
                    RRULE="",
                    DTSTAMP=LATEST,
                    SEQUENCE="SEQUENCE:2",
                ),
                method="CANCEL",
            ),
            "applied",
            MONDAYS[0],
            *TWICE_A_WEEK[:2],
        ),
    ),
    "rest-by-its-own-rule": case(
        INVITED,
        step(REST_AT_ELEVEN, "applied", MOVED[0], *(f"{day[:10]}T10:00:00Z" for day in MONDAYS[1:])),
        step(
            calendar(date("20261214", DTSTAMP=LATEST, SEQUENCE="SEQUENCE:2"), method="CANCEL"),
            "applied",
            *MOVED[:2],
            "2026-12-21T10:00:00Z",
        ),
    ),
    # Who knows single dates only keeps those which the series has when it comes.
    "date-before-a-series-without-it": case(
        step(MOVED_AHEAD, "applied", MOVED[1]),
        step(
            calendar(event(WITHOUT_THE_7TH, DTSTAMP=LATER, SEQUENCE="SEQUENCE:1")), "applied", MONDAYS[0], *MONDAYS[2:]
        ),
    ),
    "date-before-a-series-that-has-it": case(
        step(MOVED_AHEAD, "applied", MOVED[1]),
        step(calendar(event(DTSTAMP=LATER, SEQUENCE="SEQUENCE:1")), "applied", *MOVED),
    ),
    "date-before-a-series-on-other-days": case(
        step(MOVED_AHEAD, "applied", MOVED[1]), step(ON_TUESDAYS, "applied", *TUESDAYS)
    ),
    "series-that-a-date-overtook": case(
        step(calendar(date("20261207", DTSTART=AT_ELEVEN, DTSTAMP=LATER, SEQUENCE="SEQUENCE:1")), "applied", MOVED[1]),
        step(
            calendar(event()),
            "stale",
            MOVED[1],
            replies=[],
            letters=["Platform weekly: please save the series once more"],
        ),
        step(calendar(event()), "stale", MOVED[1], replies=[], letters=[]),
    ),
    "two-dates-moved-at-once": case(
        INVITED,
        step(
            calendar(*(date(day, DTSTART=f"DTSTART:{day}T130000Z", DTSTAMP=LATER) for day in ("20261207", "20261214"))),
            "applied",
            MONDAYS[0],
            "2026-12-07T13:00:00Z",
            "2026-12-14T13:00:00Z",
            MONDAYS[3],
            letters=["Platform weekly: 2 dates moved"],
        ),
    ),
    # Who has two addresses by the configuration is one organizer; each mail must be vouched for.
    "organizer-with-two-addresses": case(
        step(calendar(event()), "applied", *MONDAYS, sender=HOME, replies=[reply(MARA)]),
        step(calendar(event(DTSTAMP=LATER), method="CANCEL"), "quarantined", *MONDAYS, sender=HOME, vouched=False),
        step(calendar(event(DTSTAMP=LATER), method="CANCEL"), "quarantined", *MONDAYS, sender=EVE),
        step(
            calendar(event(ORGANIZER=f"ORGANIZER:mailto:{HOME}", DTSTAMP=LATER)),
            "applied",
            *MONDAYS,
            sender=HOME,
            replies=[reply(HOME)],
        ),
        step(calendar(event(DTSTAMP=LATEST), method="CANCEL"), "applied", status="cancelled"),
        people=TWO_ADDRESSES,
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
    # As Nextcloud and Thunderbird send a date that was moved: the series' answer stands, the date's is asked for.
    "moved-date-of-a-series-that-stands": case(
        INVITED,
        step(
            calendar(event(US=STANDS, DTSTAMP=LATER), SEVENTH_MOVED),
            "applied",
            *MOVED,
            replies=[reply(MARA, rid=MONDAYS[1])],
        ),
    ),
    # The date that asks is answered, the one that stands is not; nor the same date again with the next revision.
    "one-of-two-dates-stands": case(
        step(calendar(event(US=STANDS)), "applied", *MONDAYS, replies=[]),
        step(
            calendar(event(US=STANDS, DTSTAMP=LATER), SEVENTH_MOVED, date("20261214", US=STANDS, DTSTAMP=LATER)),
            "applied",
            *MOVED,
            replies=[reply(MARA, rid=MONDAYS[1])],
        ),
        step(calendar(event(US=STANDS, DTSTAMP=LATEST), SEVENTH_MOVED), "applied", *MOVED, replies=[]),
    ),
    # The series itself is sent along as it was.
    "moved-date-beside-the-series-as-it-was": case(
        INVITED,
        step(calendar(event(US=STANDS), SEVENTH_MOVED), "applied", *MOVED, replies=[reply(MARA, rid=MONDAYS[1])]),
        step(calendar(event(US=STANDS), SEVENTH_MOVED), "unchanged", *MOVED, replies=[]),
    ),
}


def named(name: str) -> Case:
    """One of ours, or of the labelled cases."""
    found: Case = OURS[name] if name in OURS else json.loads(cases(f"itip/cases/{name}.json").read_text())
    return found
