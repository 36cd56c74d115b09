"""What a line of a section becomes: one reader for each thing that a section may record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from paceline.domain.statements import Command, Promise, Section, Statement, Thanks, Unclear, Update
from paceline.inbox.grammar.doubts import unclear
from paceline.inbox.reply import decided, promised, thanked
from paceline.inbox.reply.courtesies import is_as_before, is_denied, is_empty_answer, is_undecided
from paceline.inbox.reply.days import Days
from paceline.inbox.reply.doubtful import doubtful, is_proposed, is_prose, is_refused, may_be_refused, settled
from paceline.inbox.reply.lines import Entry
from paceline.inbox.reply.owners import addressed, is_question, tells_of, thanks_owner, under_title
from paceline.inbox.reply.pieces import Piece, pieces, without_also
from paceline.inbox.reply.targets import Targets

Content = Statement | Unclear | str
"""A statement, a doubt, or a note (verbatim)."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a reader of content may look at."""

    section: Section
    sections: tuple[Section, ...]
    targets: Targets
    days: Days
    names: frozenset[str] = frozenset()

    @property
    def done(self) -> Section:
        """Where a ticked line of a list of plans belongs."""
        return next((section for section in self.sections if section.key == "done"), self.section)


def content(entry: Entry, desk: Desk) -> tuple[Content, ...]:
    return READERS[desk.section.records](entry, desk)


def _update(entry: Entry, desk: Desk) -> tuple[Content, ...]:
    text, thanks = thanked.inline_thanks(entry.text, entry.line)
    box = "[ ] " if entry.ticked is False else ""
    said: list[Content] = []
    if text:
        said.append(Update(desk.section.key, box + _with_details(text, entry.details), entry.line))
    return (*said, thanks) if thanks else tuple(said)


def _commitments(entry: Entry, desk: Desk) -> tuple[Content, ...]:
    text = addressed(without_also(promised.without_sign(entry.text)), desk.names)
    if is_as_before(text):
        return (unclear(entry.line, "as-before", "ship the importer by Friday"),)
    if is_undecided(text) or is_question(text) or thanks_owner(text):
        return (entry.line,)
    text = text.rstrip(" ?")
    if entry.ticked:
        return _update(entry, replace(desk, section=desk.done))
    if _is_title(entry, desk.days):
        return _promises_below(entry, desk)
    text, thanks = thanked.inline_thanks(text, entry.line)
    if not text and thanks:
        return (thanks,)
    made = tuple(_promised(piece, entry, desk) for piece in pieces(text, desk.days))
    if all(isinstance(one, str) for one in made):
        return (entry.line,)
    said = tuple(_told(one, entry, desk) for one in made)
    return (*said, thanks) if thanks else said


def _promised(piece: Piece, entry: Entry, desk: Desk) -> Content:
    """What a piece of the line promises; the piece itself where that is nothing."""
    text = without_also(piece.text)
    if piece.prose or is_refused(text):
        return piece.text
    if tells_of(text, desk.names, desk.days):
        return unclear(entry.line, "whose", "me: …; @bo: …")
    why = doubtful(text, desk.days)
    if (why == "perhaps" and not settled(text)) or (not why and is_prose(text, desk.days)):
        return piece.text
    if not why and may_be_refused(text, desk.days):
        return unclear(entry.line, "perhaps", "ship the importer by Friday")
    made = vowed(text, entry, desk.days)
    if isinstance(made, Promise) and is_empty_answer(made.what, in_section=True):
        return piece.text
    return made


def vowed(text: str, entry: Entry, days: Days) -> Promise | Unclear:
    """`text` as a promise, unless it says that it is perhaps none, or not its author's."""
    why = doubtful(text, days)
    if why == "perhaps":
        meant = promised.promise(settled(text), entry.line, days, entry.details)
        return unclear(entry.line, why, settled(text), None if isinstance(meant, Unclear) else meant)
    if why:
        return unclear(entry.line, why, "me: …; @bo: …")
    return promised.promise(text, entry.line, days, entry.details)


def _told(said: Content, entry: Entry, desk: Desk) -> Content:
    """A sentence beside a promise stays in the update."""
    return Update(desk.section.key, said.rstrip(" ."), entry.line) if isinstance(said, str) else said


def _is_title(entry: Entry, days: Days) -> bool:
    """A line without a day over sub-bullets with days: the sub-bullets are the commitments."""
    if not entry.details or promised.has_day(entry.text, days):
        return False
    return any(promised.is_promise_with_day(detail, days) for detail in entry.details)


def _promises_below(entry: Entry, desk: Desk) -> tuple[Content, ...]:
    title = entry.text.rstrip(" :.–—-")
    return tuple(promised.promise(under_title(title, detail), entry.line, desk.days) for detail in entry.details)


def _help(entry: Entry, desk: Desk) -> tuple[Content, ...]:
    if is_as_before(entry.text):
        return (unclear(entry.line, "as-before", "Blocked: a DBA for an hour"),)
    if thanks := _mere_thanks(entry):
        return (thanks,)
    if is_denied(entry.text):
        return _notes(entry, desk)
    ids, rest = desk.targets.leading_ids(entry.text)
    commitment = ids[0].subject if len(ids) == 1 and ids[0].subject.startswith("C") else ""
    text = rest.lstrip(" ,:.–—-") if commitment else entry.text
    return (Command("help", entry.line, commitment, _with_details(text, entry.details)),)


def _decisions(entry: Entry, desk: Desk) -> tuple[Content, ...]:
    if thanks := _mere_thanks(entry):
        return (thanks,)
    if is_as_before(entry.text):
        return (unclear(entry.line, "as-before", "Decision: we keep SQLite"),)
    return (ruled(entry.text, _with_details(entry.text, entry.details), entry.line, desk.days),)


def ruled(title: str, text: str, line: str, days: Days) -> Content:
    """A decision, or an intent; a question is a note, and a proposal is asked about. `text`: with the details."""
    if is_undecided(title) or title.endswith("?"):
        return line
    if decided.says_unless(text):
        return decided.intent(text, line, days)
    if is_proposed(title):
        return unclear(line, "undecided", f"Decision: {text[:80]}; Intent: {text[:80]}")
    return decided.ruling(text, line, days)


def _intents(entry: Entry, desk: Desk) -> tuple[Content, ...]:
    """Each line is what somebody wants to be done, open to objections."""
    if thanks := _mere_thanks(entry):
        return (thanks,)
    if is_as_before(entry.text):
        return (unclear(entry.line, "as-before", "Intent: the importer runs every night"),)
    if is_undecided(entry.text) or entry.text.endswith("?"):
        return (entry.line,)
    return (decided.intent(_with_details(entry.text, entry.details), entry.line, desk.days),)


def _mere_thanks(entry: Entry) -> Thanks | None:
    """Thanks that stand among other things: "Thanks @chen for the review" below "Blocked: none"."""
    rest, thanks = thanked.inline_thanks(entry.text, entry.line)
    return None if rest and not is_empty_answer(rest, in_section=True) else thanks


def _thanks(entry: Entry, _: Desk) -> tuple[Content, ...]:
    thanks = thanked.inline_thanks(entry.text, entry.line)[1]
    if thanks and thanks.text:
        return (thanks,)
    return (thanked.thanks(_with_details(entry.text, entry.details), entry.line),)


def _notes(entry: Entry, desk: Desk) -> tuple[Content, ...]:
    return (Update(desk.section.key, _with_details(entry.text, entry.details), entry.line),)


def _with_details(text: str, details: tuple[str, ...]) -> str:
    """Sub-bullets in the line: "importer: parser; writer"."""
    return f"{text.rstrip(' :')}: {'; '.join(details)}" if details else text


READERS: dict[str, Callable[[Entry, Desk], tuple[Content, ...]]] = {
    "update": _update,
    "commitments": _commitments,
    "help": _help,
    "decisions": _decisions,
    "thanks": _thanks,
    "notes": _notes,
    "points": _notes,
    "intents": _intents,
}
