"""What happened to a review, its dates, guests and digests, in words."""

from __future__ import annotations

from paceline.clerks.telling.teller import Plain, Teller, Telling, Words
from paceline.domain.facts import (
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
    Undone,
)


def _moved_date(teller: Teller, moved: OccurrenceMoved) -> Words:
    return (f"moved a date from {teller.moment(moved.was)} to {teller.moment(moved.to)}",)


def _invited(teller: Teller, sent: GuestsInvited) -> Words:
    return (f"sent to the calendar of {', '.join(sent.guests)}, for {teller.day(sent.day)}",)


def _uninvited(_teller: Teller, sent: GuestsUninvited) -> Words:
    return (f"called off in the calendar of {', '.join(sent.guests)}",)


def _answered(teller: Teller, said: GuestAnswered) -> Words:
    answer = f"proposed {teller.day(said.proposed)}" if said.proposed else said.partstat.lower()
    to = f" to {said.delegated_to}" if said.delegated_to else ""
    return (f"answered by calendar: {answer}{to}", said.comment)


def _paused(teller: Teller, paused: CadencePaused) -> Words:
    return (f"paused it until {teller.day(paused.until)}",)


def _digest(_teller: Teller, sent: DigestSent) -> Words:
    word = "it takes a meeting" if sent.verdict == "meet" else "no need to meet"
    return (f"the digest went out: {word}", f"{sent.given_back} minutes given back")


def _answers(_teller: Teller, shown: AnswersShown) -> Words:
    return (f"the digest showed what {shown.answers} people had answered without their names",)


def _meeting(_teller: Teller, settled: MeetingSettled) -> Words:
    return ("said that people meet" if settled.meets else "said that there is no meeting",)


TOLD: Telling = {
    GuestsInvited: _invited,
    GuestsUninvited: _uninvited,
    GuestAnswered: _answered,
    OccurrenceMoved: _moved_date,
    CadencePaused: _paused,
    DigestSent: _digest,
    AnswersShown: _answers,
    MeetingSettled: _meeting,
}
PLAIN: Plain = {
    CadenceSlowed: ("changed how often it asks", ""),
    HandoverAsked: ("asked somebody else to run it", "to"),
    HandoverDeclined: ("does not run it", "reason"),
    CadenceSet: ("sent the invite", "title"),
    OccurrenceCancelled: ("cancelled a date", "occurrence"),
    OccurrenceDropped: ("left out a date for all", "occurrence"),
    CadenceEnded: ("ended it", "reason"),
    CadenceResumed: ("let it go on", ""),
    CadenceContinued: ("went on with it as a new series", "title"),
    Undone: ("took back what a mail had recorded", ""),
    TeamWeekTold: ("the team's week is ready to be told", ""),
    QuarterTold: ("the quarter is ready to be told", ""),
    HandedOver: ("handed it over", "to"),
}
