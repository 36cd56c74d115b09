"""One function per letter: a content value in, a Letter out. Jinja2 is loaded with the first letter that is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paceline.agenda.agreed import AgreementLetter
    from paceline.agenda.asking_back import AskingBack
    from paceline.agenda.contents import (
        Answer,
        AnsweredNoMore,
        Claim,
        ClockWasWrong,
        Confirmation,
        Departure,
        Digest,
        Envelope,
        Exported,
        Held,
        HereAfterAll,
        LettersWait,
        Meeting,
        Outcome,
        PrivateWords,
        Quarter,
        Receipt,
        Reminder,
        SeriesNews,
        TeamWeek,
        Tidings,
        ToldAway,
        TwoVersions,
        Unplaced,
        Unreachable,
        UnsignedReceipt,
        Week,
    )
    from paceline.agenda.feeds import FeedAddresses, OneDay
    from paceline.agenda.helping import HelpAsk, HelpNews, Introduction
    from paceline.agenda.invitations import Invitation


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in words. `text` has lines of at most 72 columns (but for links), ended by "\\n"; `html` is a page."""

    kind: str
    subject: str
    text: str
    html: str = ""


def envelope(content: Envelope, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """All that waits for one person today. `reply_to` is the signed address that answers go to; `folders` an operator's
    templates. Days are shown in the reader's zone."""
    return _letter("envelope", content, reply_to, folders)


def reminder(content: Reminder, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """The one reminder; it can be answered by itself."""
    return _letter("reminder", content, reply_to, folders)


def receipt(content: Receipt, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """What was understood from a reply, and what was not."""
    return _letter("receipt", content, reply_to, folders)


def unsigned(content: UnsignedReceipt, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """What became of an answer without a name, and no word of what it said."""
    return _letter("unsigned", content, reply_to, folders)


def digest(content: Digest, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """What an occurrence came to, for one reader, with the word on the meeting."""
    return _letter("digest", content, reply_to, folders)


def confirmation(content: Confirmation, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """To the organizer, after an invite: what will happen, and how to change it. Times are in the cadence's zone."""
    return _letter("confirmation", content, reply_to, folders)


def outcome(content: Outcome, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """An intent that stands now, or that was stopped."""
    return _letter("outcome", content, reply_to, folders)


def week(content: Week, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """A person's own week."""
    return _letter("week", content, reply_to, folders)


def team_week(content: TeamWeek, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """A team's week, for those whom no digest has told."""
    return _letter("team-week", content, reply_to, folders)


def quarter(content: Quarter, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """A team's quarter."""
    return _letter("quarter", content, reply_to, folders)


def meeting(content: Meeting, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """The organizer's word on whether people meet."""
    return _letter("meeting", content, reply_to, folders)


def tidings(content: Tidings, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """What became of a commitment, to somebody whom it concerns."""
    return _letter("tidings", content, reply_to, folders)


def help_ask(content: HelpAsk, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """A peer is asked for a hand."""
    return _letter("help", content, reply_to, folders)


def introduction(content: Introduction, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """To each of two who help each other: who the other one is. Its answers go there."""
    return _letter("introduction", content, reply_to, folders)


def help_news(content: HelpNews, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """How a request for help goes on, to whoever made it; thanks, to whoever helped."""
    return _letter("help-news", content, reply_to, folders)


def answer(content: Answer, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """The answer to "mine", "status", "why C12", "decisions", "find …" or "help"."""
    return _letter("answer", content, reply_to, folders)


def agreement(content: AgreementLetter, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """A team's operating agreement: asked for, changed by its source, or to welcome somebody."""
    return _letter("agreement", content, reply_to, folders)


def unplaced(content: Unplaced, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """A mail that nothing could be done with: kept, and what would work."""
    return _letter("unplaced", content, reply_to, folders)


def two_versions(content: TwoVersions, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """About a mail whose text and HTML say different things."""
    return _letter("two-versions", content, reply_to, folders)


def asking_back(content: AskingBack, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """About an invite that can't be followed as it is: what is missing, and what would work."""
    return _letter("asking-back", content, reply_to, folders)


def series(content: SeriesNews, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """To who takes part in a series: how often it asks, or who runs it."""
    return _letter("series", content, reply_to, folders)


def export(content: Exported, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """The answer to "export"; the table is attached by whoever posts it."""
    return _letter("export", content, reply_to, folders)


def departure(content: Departure, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """Somebody has left: what of theirs needs an owner now."""
    return _letter("departure", content, reply_to, folders)


def private(content: PrivateWords, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """What somebody said to one reader only; an answer goes back to them alone."""
    return _letter("private", content, reply_to, folders)


def held(content: Held, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """To the operator: an invite was held, or somebody asks to be erased."""
    return _letter("held", content, reply_to, folders)


def answered_no_more(content: AnsweredNoMore, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """To somebody who wrote very many mails within an hour: they are read, and not answered one by one."""
    return _letter("answered-no-more", content, reply_to, folders)


def letters_wait(content: LettersWait, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """To the operator: more letters were written to somebody, or to a team, than may go within an hour."""
    return _letter("letters-wait", content, reply_to, folders)


def clock(content: ClockWasWrong, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """To the operator: for a while nothing was planned or sent, because the clock could not be believed."""
    return _letter("clock", content, reply_to, folders)


def claim(content: Claim, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """To whom a letter had gone that was answered from another address than theirs."""
    return _letter("claim", content, reply_to, folders)


def told_away(content: ToldAway, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """To somebody of whom another person said that they are away."""
    return _letter("told-away", content, reply_to, folders)


def here_after_all(content: HereAfterAll, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """To who had said that somebody is away: they say that it is not so."""
    return _letter("here-after-all", content, reply_to, folders)


def unreachable(content: Unreachable, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """To an organizer or the operator: somebody's address takes no mail."""
    return _letter("unreachable", content, reply_to, folders)


def feed(content: FeedAddresses, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """The answer to "feed" and "feed new": the addresses of the reader's calendars."""
    return _letter("feed", content, reply_to, folders)


def entry(content: OneDay, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """The answer to "calendar C12"; the event itself is attached by whoever posts it."""
    return _letter("entry", content, reply_to, folders)


def invitation(content: Invitation, reply_to: str, folders: tuple[Path, ...] = ()) -> Letter:
    """An event of ours for somebody's calendar, a change or the end of it; it is put in by whoever posts the letter."""
    return _letter("invitation", content, reply_to, folders)


def _letter(kind: str, content: Any, reply_to: str, folders: tuple[Path, ...]) -> Letter:
    from paceline.letters.render import render

    return Letter(kind, *render(kind, content, reply_to, folders))
