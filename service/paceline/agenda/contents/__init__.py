"""What a letter says, before it is worded: values only, in the reader's terms but not yet in a language.

Days are dates in the reader's zone, instants are aware UTC datetimes that the letter shows in the reader's zone.
`who` and other names are first names as the team uses them; a reader's own doings carry `who=""`.
"""

from __future__ import annotations

from paceline.agenda.contents.answers import Answer, Exported, Found, SourceMail
from paceline.agenda.contents.asks import (
    ChangeAsk,
    CounterAsk,
    DueAsk,
    Envelope,
    IntentAsk,
    LessonAsk,
    ObjectionAsk,
    OfferAsk,
    OpenLine,
    Reminder,
    ReviewAsk,
    UpdateAsk,
)
from paceline.agenda.contents.digests import (
    Away,
    Change,
    Digest,
    Need,
    PersonUpdate,
    Quarter,
    TeamWeek,
    UnsignedAnswers,
    Verdict,
    Week,
)
from paceline.agenda.contents.receipts import NotRecorded, Receipt, Recorded, RecordedKind, UndoneKind, UnsignedReceipt
from paceline.agenda.contents.reviews import Asked, Confirmation, Meeting, SeriesNews
from paceline.agenda.contents.tidings import Departure, Orphan, Outcome, PrivateWords, Tidings, TidingsKind
from paceline.agenda.contents.troubles import (
    AnsweredNoMore,
    Claim,
    ClockWasWrong,
    Held,
    HereAfterAll,
    LettersWait,
    ToldAway,
    TwoVersions,
    Unplaced,
    Unreachable,
)

__all__ = [
    "Answer",
    "AnsweredNoMore",
    "Asked",
    "Away",
    "Change",
    "ChangeAsk",
    "Claim",
    "ClockWasWrong",
    "Confirmation",
    "CounterAsk",
    "Departure",
    "Digest",
    "DueAsk",
    "Envelope",
    "Exported",
    "Found",
    "Held",
    "HereAfterAll",
    "IntentAsk",
    "LessonAsk",
    "LettersWait",
    "Meeting",
    "Need",
    "NotRecorded",
    "ObjectionAsk",
    "OfferAsk",
    "OpenLine",
    "Orphan",
    "Outcome",
    "PersonUpdate",
    "PrivateWords",
    "Quarter",
    "Receipt",
    "Recorded",
    "RecordedKind",
    "Reminder",
    "ReviewAsk",
    "SeriesNews",
    "SourceMail",
    "TeamWeek",
    "Tidings",
    "TidingsKind",
    "ToldAway",
    "TwoVersions",
    "UndoneKind",
    "Unplaced",
    "Unreachable",
    "UnsignedAnswers",
    "UnsignedReceipt",
    "UpdateAsk",
    "Verdict",
    "Week",
]
