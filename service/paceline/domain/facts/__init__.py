"""Facts: what a statement, a calendar message or the clock changed. Past tense, append-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from paceline.domain.facts.of_agreements import (
    Acknowledged,
    AgreementKept,
    AgreementReviewMissed,
    AgreementSet,
    TeamNoted,
)
from paceline.domain.facts.of_cadences import (
    AnswersShown,
    CadenceContinued,
    CadenceEnded,
    CadencePaused,
    CadenceResumed,
    CadenceSet,
    CadenceSlowed,
    DigestSent,
    GuestAnswered,
    GuestsInvited,
    GuestsUninvited,
    HandedOver,
    HandoverAsked,
    HandoverDeclined,
    MeetingSettled,
    OccurrenceCancelled,
    OccurrenceDropped,
    OccurrenceMoved,
    QuarterTold,
    TeamWeekTold,
)
from paceline.domain.facts.of_commitments import (
    Accepted,
    BecameNeeded,
    Consented,
    Corrected,
    CounterDeclined,
    Countered,
    Declined,
    Delegated,
    Dropped,
    Kept,
    Learned,
    MarkedAtRisk,
    Needed,
    Offered,
    OwnerLeft,
    Promised,
    ProposalWithdrawn,
    Proposed,
    Renegotiated,
    Shrunk,
    Succeeded,
    SuccessorAsked,
    SuccessorDeclined,
)
from paceline.domain.facts.of_decisions import (
    Adopted,
    Advised,
    Agreed,
    Amended,
    Decided,
    DecidedAnyway,
    Extended,
    HeldBack,
    Intended,
    Objected,
    OwnershipDelegated,
    ReplacementIntended,
    ReviewMissed,
    Superseded,
    Upheld,
    VoiceDelegated,
    VoiceLost,
    Withdrawn,
    WorryJudged,
)
from paceline.domain.facts.of_help import (
    HelpClosed,
    HelpDeclined,
    HelpReferred,
    HelpRequested,
    HelpSought,
    HelpTaken,
    HelpThanked,
    HelpUnreached,
    NobodyLeft,
    ReferralAllowed,
    ReferralDeclined,
    SearchStopped,
)
from paceline.domain.facts.of_people import (
    AddressClaimed,
    CameBack,
    Confided,
    DeputyNamed,
    Erased,
    FeedRenewed,
    HourSet,
    InvitedUs,
    LanguageSet,
    Left,
    MailCameBack,
    MailGotThrough,
    OfferMade,
    OfferRemoved,
    Returned,
    ShownAway,
    Skipped,
    Started,
    Stopped,
    Updated,
    WeekTold,
    WentAway,
    WorkdaysSet,
)

__all__ = [
    "Accepted",
    "Acknowledged",
    "AddressClaimed",
    "Adopted",
    "Advised",
    "Agreed",
    "AgreementKept",
    "AgreementReviewMissed",
    "AgreementSet",
    "Amended",
    "AnswersShown",
    "BecameNeeded",
    "CadenceContinued",
    "CadenceEnded",
    "CadencePaused",
    "CadenceResumed",
    "CadenceSet",
    "CadenceSlowed",
    "CameBack",
    "Confided",
    "Consented",
    "Corrected",
    "CounterDeclined",
    "Countered",
    "Decided",
    "DecidedAnyway",
    "Declined",
    "Delegated",
    "DeputyNamed",
    "DigestSent",
    "Dropped",
    "Entry",
    "Erased",
    "Extended",
    "Fact",
    "FeedRenewed",
    "GuestAnswered",
    "GuestsInvited",
    "GuestsUninvited",
    "HandedOver",
    "HandoverAsked",
    "HandoverDeclined",
    "HeldBack",
    "HelpClosed",
    "HelpDeclined",
    "HelpReferred",
    "HelpRequested",
    "HelpSought",
    "HelpTaken",
    "HelpThanked",
    "HelpUnreached",
    "HourSet",
    "Intended",
    "InvitedUs",
    "Kept",
    "LanguageSet",
    "Learned",
    "Left",
    "MailCameBack",
    "MailGotThrough",
    "MarkedAtRisk",
    "MeetingSettled",
    "Needed",
    "NobodyLeft",
    "Objected",
    "OccurrenceCancelled",
    "OccurrenceDropped",
    "OccurrenceMoved",
    "OfferMade",
    "OfferRemoved",
    "Offered",
    "OwnerLeft",
    "OwnershipDelegated",
    "Promised",
    "ProposalWithdrawn",
    "Proposed",
    "QuarterTold",
    "ReferralAllowed",
    "ReferralDeclined",
    "Renegotiated",
    "ReplacementIntended",
    "Returned",
    "ReviewMissed",
    "SearchStopped",
    "ShownAway",
    "Shrunk",
    "Skipped",
    "Started",
    "Stopped",
    "Succeeded",
    "SuccessorAsked",
    "SuccessorDeclined",
    "Superseded",
    "TeamNoted",
    "TeamWeekTold",
    "Undone",
    "Updated",
    "Upheld",
    "VoiceDelegated",
    "VoiceLost",
    "WeekTold",
    "WentAway",
    "Withdrawn",
    "WorkdaysSet",
    "WorryJudged",
    "standing",
]


@dataclass(frozen=True, slots=True)
class Undone:
    """The facts that came from the mail `of` no longer count for this subject."""

    of: str


Fact = (
    Promised | Offered | Accepted | Declined | Delegated | Renegotiated | MarkedAtRisk | Kept | Dropped | Corrected
    | Proposed | ProposalWithdrawn | Consented | Countered | CounterDeclined | Shrunk | Needed | BecameNeeded
    | SuccessorAsked | Succeeded | SuccessorDeclined | Learned
    | HelpRequested | HelpTaken | HelpReferred | HelpDeclined | HelpClosed
    | ReferralAllowed | ReferralDeclined | HelpSought | HelpUnreached | NobodyLeft | SearchStopped | HelpThanked
    | OfferMade | OfferRemoved
    | Decided | Intended | Agreed | Objected | Advised | HeldBack | Extended | Amended | Adopted | Withdrawn
    | DecidedAnyway | VoiceDelegated | OwnershipDelegated
    | Upheld | WorryJudged | ReviewMissed | ReplacementIntended | Superseded
    | Left | Returned | Erased | OwnerLeft | VoiceLost
    | Updated | Skipped | Confided | WentAway | CameBack | Stopped | Started
    | HourSet | LanguageSet | CadenceSlowed | HandoverAsked | HandoverDeclined
    | CadenceSet | OccurrenceMoved | OccurrenceCancelled | CadenceEnded | CadencePaused | CadenceResumed
    | CadenceContinued | DigestSent | MeetingSettled | Undone | FeedRenewed | MailCameBack
    | MailGotThrough | AddressClaimed | WeekTold | AnswersShown | TeamWeekTold | QuarterTold
    | DeputyNamed | WorkdaysSet | ShownAway | OccurrenceDropped | InvitedUs | HandedOver
    | GuestsInvited | GuestsUninvited | GuestAnswered
    | AgreementSet | TeamNoted | AgreementKept | AgreementReviewMissed | Acknowledged
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact in the ledger: whose team, about what, when (UTC), by whom ("": the clock), from which mail (inbox id)."""

    team: str
    subject: str
    fact: Fact
    at: datetime
    author: str = ""
    message: str = ""
    seq: int = 0


def standing(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries that count: those of an undone mail do not."""
    undone = {entry.fact.of for entry in entries if isinstance(entry.fact, Undone)}
    return tuple(e for e in entries if not isinstance(e.fact, Undone) and (not e.message or e.message not in undone))
