"""Conversations of our own about an event that the robot organizes, in the form of the cases of `itip`."""

from __future__ import annotations

from typing import Any

from corpus import conversations
from corpus.conversations import Case, Step

ROBOT, UID = "async@acme.example", "digest-1@acme.example"
BOB, CAROL, DAVE = "bob@example.org", "carol@example.net", "dave@example.com"
EARLY, LATE, LATER = (f"202611{day}T090000Z" for day in (20, 21, 22))


def case(*steps: Step, sequence: int = 1) -> Case:
    """The robot organizes an event for Bob and Carol, and has changed it so often."""
    organized = {UID: {"sequence": sequence, "attendees": [BOB, CAROL]}}
    robot = {"addresses": [ROBOT], "default_zone": "UTC", "organizes": organized}
    return {"robot": robot, "window": ["2026-11-01T00:00:00Z", "2027-06-01T00:00:00Z"], "steps": list(steps)}


def step(
    line: str,
    disposition: str = "applied",
    *,
    stamp: str = EARLY,
    sequence: int = 1,
    method: str = "REPLY",
    sender: str = BOB,
    vouched: bool = True,
    organizer: str = ROBOT,
    more: str = "",
    replies: list[dict[str, Any]] | None = None,
    reason: str = "",
    **answers: dict[str, Any] | str,
) -> Step:
    """One mail: `line` is its ATTENDEE, without that name. `answers` are PARTSTATs (or more of it) by name, as they are
    kept afterwards."""
    ics = "\r\n".join(
        part
        for part in (
            *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tests//EN", f"METHOD:{method}", "BEGIN:VEVENT"),
            *(f"UID:{UID}", f"DTSTAMP:{stamp}", f"SEQUENCE:{sequence}", "DTSTART;VALUE=DATE:20261202"),
            *(f"ORGANIZER:mailto:{organizer}" if organizer else "", f"ATTENDEE{line}", more),
            *("SUMMARY:Weekly status", "END:VEVENT", "END:VCALENDAR", ""),
        )
        if part
    )
    kept = {
        f"{_ADDRESS[who]}|": said if isinstance(said, dict) else {"partstat": said} for who, said in answers.items()
    }
    expected: dict[str, Any] = {"disposition": disposition, "state": {UID: {"partstat": kept}}}
    expected |= {"replies": replies} if replies is not None else {}
    expected |= {"reason": reason} if reason else {}
    came = {"from": sender, "to": ROBOT, "authenticated_as": [sender] * vouched, "ics": ics + "\r\n"}
    return {"in": came, "expect": expected}


_ADDRESS = {"bob": BOB, "carol": CAROL, "dave": DAVE}


def says(partstat: str, who: str = BOB) -> str:
    return f";PARTSTAT={partstat}:mailto:{who}"


def sent(to: str, sequence: int = 1) -> dict[str, Any]:
    """The event, to one of its guests."""
    both = {"attendee": f"{BOB}, {CAROL}", "partstat": "NEEDS-ACTION, NEEDS-ACTION"}
    return {"method": "REQUEST", "to": [to], "uid": UID, "rid": None, "sequence": sequence} | both


TO_DAVE = f';PARTSTAT=DELEGATED;DELEGATED-TO="mailto:{DAVE}":mailto:{BOB}'
FROM_DAVE = f';PARTSTAT=ACCEPTED;DELEGATED-FROM="mailto:{BOB}":mailto:{DAVE}'
BOTH = f"{says('NEEDS-ACTION', CAROL)}\r\nATTENDEE{says('TENTATIVE')}"

ORGANIZED: dict[str, Case] = {
    "newer-answer": case(
        step(says("ACCEPTED"), stamp=EARLY, bob="ACCEPTED"), step(says("DECLINED"), stamp=LATE, bob="DECLINED")
    ),
    "older-answer": case(
        step(says("ACCEPTED"), stamp=LATE, bob="ACCEPTED"),
        step(says("DECLINED"), "stale", stamp=EARLY, replies=[], bob="ACCEPTED"),
    ),
    "same-answer-twice": case(
        step(says("ACCEPTED"), bob="ACCEPTED"), step(says("ACCEPTED"), "unchanged", replies=[], bob="ACCEPTED")
    ),
    "later-answer-to-what-was-before": case(
        step(says("ACCEPTED"), stamp=EARLY, bob={"partstat": "ACCEPTED", "current": True}),
        step(says("DECLINED"), "stale", stamp=LATE, sequence=0, bob={"partstat": "ACCEPTED", "current": True}),
    ),
    "answer-to-what-was-before-comes-first": case(
        step(says("DECLINED"), stamp=LATE, sequence=0, bob={"partstat": "DECLINED", "current": False}),
        step(says("ACCEPTED"), stamp=EARLY, bob={"partstat": "ACCEPTED", "current": True}),
    ),
    "each-for-themselves": case(
        step(says("ACCEPTED"), stamp=LATE, bob="ACCEPTED"),
        step(says("DECLINED", CAROL), stamp=EARLY, sender=CAROL, bob="ACCEPTED", carol="DECLINED"),
    ),
    "another-guest-answers": case(
        step(says("ACCEPTED"), "quarantined", sender=CAROL, reason="not_from_attendee", replies=[])
    ),
    "forged-answer": case(step(says("ACCEPTED"), "quarantined", vouched=False, reason="not_from_attendee", replies=[])),
    "party-crasher": case(
        step(says("ACCEPTED", DAVE), sender=DAVE, replies=[], dave={"partstat": "ACCEPTED", "crasher": True})
    ),
    "delegate": case(
        step(TO_DAVE, bob={"partstat": "DELEGATED", "delegated_to": DAVE}),
        step(FROM_DAVE, sender=DAVE, dave={"partstat": "ACCEPTED", "crasher": False}),
    ),
    "delegate-comes-first": case(
        step(FROM_DAVE, sender=DAVE, dave={"partstat": "ACCEPTED", "crasher": True}),
        step(TO_DAVE, bob="DELEGATED", dave={"partstat": "ACCEPTED", "crasher": False}),
    ),
    "delegated-no-more": case(
        step(TO_DAVE, stamp=EARLY, bob="DELEGATED"),
        step(FROM_DAVE, sender=DAVE, dave={"crasher": False}),
        step(says("ACCEPTED"), stamp=LATE, bob={"partstat": "ACCEPTED", "delegated_to": ""}, dave={"crasher": True}),
    ),
    "counter-lists-all": case(step(BOTH, method="COUNTER", bob="TENTATIVE", replies=[])),
    "another-organizer": case(step(says("ACCEPTED"), "ignored", organizer=CAROL, replies=[])),
    "refresh": case(step(f":mailto:{BOB}", method="REFRESH", replies=[sent(BOB)])),
    "refresh-by-a-stranger": case(step(f":mailto:{DAVE}", "ignored", method="REFRESH", sender=DAVE, replies=[])),
}
"""Nobody answers for another, in whichever order it comes."""


def named(name: str) -> Case:
    """One of these, of the other conversations of ours, or of the labelled cases."""
    return ORGANIZED[name] if name in ORGANIZED else conversations.named(name)
