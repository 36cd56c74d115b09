"""What happened to a help request and to offers, in words."""

from __future__ import annotations

from paceline.clerks.telling.teller import Plain, Teller, Telling, Words, with_words
from paceline.domain.facts import (
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


def _asked_for_help(_teller: Teller, asked: HelpRequested) -> Words:
    return (f"asked for help: {asked.what}", f"for {asked.commitment}" if asked.commitment else "")


def _helped(teller: Teller, taken: HelpTaken) -> Words:
    days = f"{teller.day(taken.first)} to {teller.day(taken.last)}" if taken.first and taken.last else ""
    if taken.first and taken.first == taken.last:
        days = teller.day(taken.first)
    return (f"took a part: {taken.part}" if taken.part else with_words("took it", taken.words), days, taken.offer)


def _sought(teller: Teller, sought: HelpSought) -> Words:
    asked = "told, as the rules have it," if sought.escalated else "asked"
    return (f"{asked} {teller.all(sought.people)} for a hand, until {teller.moment(sought.until)}",)


def _unreached(teller: Teller, unreached: HelpUnreached) -> Words:
    return (f"{teller.name(unreached.person)} could not be reached",)


def _referred(teller: Teller, referred: HelpReferred) -> Words:
    return (f"pointed to {teller.name(referred.to)}{', who is not of the team' if referred.outside else ''}",)


def _referral(teller: Teller, said: ReferralAllowed | ReferralDeclined) -> Words:
    did = "agreed that" if isinstance(said, ReferralAllowed) else "did not want that"
    return (f"{did} {teller.name(said.to)} is asked",)


TOLD: Telling = {
    HelpRequested: _asked_for_help,
    HelpTaken: _helped,
    HelpSought: _sought,
    HelpUnreached: _unreached,
    HelpReferred: _referred,
    ReferralAllowed: _referral,
    ReferralDeclined: _referral,
}
PLAIN: Plain = {
    NobodyLeft: ("nobody is left to ask", ""),
    SearchStopped: ("wants nobody else to be asked", ""),
    HelpThanked: ("gave thanks", "words"),
    HelpDeclined: ("can't help this time", ""),
    HelpClosed: ("needs no more help", "note"),
}
