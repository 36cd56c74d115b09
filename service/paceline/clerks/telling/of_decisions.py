"""What happened to a decision, in words."""

from __future__ import annotations

from paceline.clerks.telling.teller import Plain, Teller, Telling, Words, because, with_words
from paceline.domain.facts import (
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


def _decided(teller: Teller, made: Decided) -> Words:
    return (
        f"decided: {because(made.title, made.rationale)}",
        f"review {teller.day(made.review)}" if made.review else "",
        *_purposes(made),
        f"it replaces {made.replaces}" if made.replaces else "",
    )


def _purposes(made: Decided | Intended) -> Words:
    return (f"goal: {made.goal}" if made.goal else "", f"criteria: {made.criteria}" if made.criteria else "")


def _intended(teller: Teller, made: Intended) -> Words:
    stands = f"it stands on {teller.moment(made.closes)} unless someone objects"
    review = f"review {teller.day(made.review)}" if made.review else ""
    replaces = f"it would replace {made.replaces}" if made.replaces else ""
    if made.trial and made.review:
        review = f"an experiment until {teller.day(made.review)}"
    return (f"intends: {because(made.title, made.rationale)}", stands, review, *_purposes(made), replaces)


def _voice(teller: Teller, delegated: VoiceDelegated) -> Words:
    return (f"asked {teller.name(delegated.to)} to speak for them",)


def _owner(teller: Teller, delegated: OwnershipDelegated) -> Words:
    return (f"handed it over to {teller.name(delegated.to)}",)


def _upheld(teller: Teller, upheld: Upheld) -> Words:
    return (
        with_words("looked at it again and kept it", upheld.words),
        f"review {teller.day(upheld.review)}" if upheld.review else "",
    )


def _judged(_teller: Teller, judged: WorryJudged) -> Words:
    return (
        with_words(
            "said that the worry came true" if judged.came_true else "said that the worry did not come true",
            judged.words,
        ),
    )


def _adopted(teller: Teller, adopted: Adopted) -> Words:
    silent = f"silent: {teller.all(adopted.silent)}" if adopted.silent else ""
    return (f"it stands since {teller.moment(adopted.since)}", silent)


def _held_back(teller: Teller, held: HeldBack) -> Words:
    return (f"asked for more time; the window is open until {teller.moment(held.closes)}",)


def _extended(teller: Teller, extended: Extended) -> Words:
    return (f"it stays open until {teller.moment(extended.closes)} for {teller.all(extended.unheard)}",)


def _amended(teller: Teller, amended: Amended) -> Words:
    return (f"amended it: {amended.title}", f"it stands on {teller.moment(amended.closes)} unless someone objects")


TOLD: Telling = {
    Decided: _decided,
    Intended: _intended,
    VoiceDelegated: _voice,
    OwnershipDelegated: _owner,
    Upheld: _upheld,
    WorryJudged: _judged,
    HeldBack: _held_back,
    Extended: _extended,
    Amended: _amended,
    Adopted: _adopted,
}
PLAIN: Plain = {
    Agreed: ("agreed", ""),
    Objected: ("objected", "reason"),
    Advised: ("advised", "text"),
    Withdrawn: ("withdrew it", "reason"),
    DecidedAnyway: ("decided anyway", "reason"),
    ReviewMissed: ("its review day went by without its owner's word", ""),
    ReplacementIntended: ("wants to replace it", "by"),
    Superseded: ("replaced it", "by"),
    VoiceLost: ("it waits no more for", "person"),
}
