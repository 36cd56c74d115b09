"""A rule in words that its organizer would use."""

from __future__ import annotations

import pytest
from invitations import cadence, calendar, event

from paceline.agenda.series_in_words import in_words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3;COUNT=4", "every 3 days … 4 times from Mon 30 Nov 2026"),
        ("FREQ=WEEKLY", "every Monday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every working day"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO", "every 2 weeks on Monday and Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270104T090000Z", "every Monday … until Mon 4 Jan 2027"),
        ("FREQ=MONTHLY", "on the 30th of every month"),
        ("FREQ=MONTHLY;BYDAY=2TU", "on the second Tuesday of every month"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of every month"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1", "on the first Tuesday of every month"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "on the last working day of every month"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1,22,-1", "on the 1st, 22nd and last day of every 3 months"),
        ("FREQ=YEARLY", "every year on 30 November"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "by the rule FREQ=YEARLY;BYDAY=MO;BYWEEKNO=20"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2", "by the rule FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2"),
        ("FREQ=WEEKLY;BYDAY=MO;BYMONTH=3", "by the rule FREQ=WEEKLY;BYDAY=MO;BYMONTH=3"),
    ],
)
def test_a_rule_in_words(rule: str, words: str) -> None:
    begins, _, end = words.partition(" … ")
    said = in_words(cadence(calendar(event(RRULE=f"RRULE:{rule}"))))
    assert said == f"{begins}, 10:00-10:30 (Europe/Berlin){f', {end}' if end else ''}"


def test_a_single_event() -> None:
    assert in_words(cadence(calendar(event(RRULE="")))) == "once, Mon 30 Nov 2026, 10:00-10:30 (Europe/Berlin)"
