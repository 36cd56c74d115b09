"""Reviews that are answered without a name: the answer is kept apart from whose it is, and nothing of the mail is kept.

What can't be told from whose hand it came can't be changed or taken back by that hand either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from paceline.agenda.contents import UnsignedAnswers, UnsignedReceipt
from paceline.clerks import mailroom, owed, past, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.mailroom import Posting
from paceline.clerks.placing import Place
from paceline.domain.cadence import Occurrence
from paceline.domain.facts import AnswersShown, Updated
from paceline.domain.people import Person
from paceline.domain.statements import QUESTIONS, Command, Private, Reply, Statement, Update
from paceline.inbox.mail import Message
from paceline.ledger import asks, unsigned
from paceline.ledger.cadences import Kept
from paceline.letters import write
from paceline.letters.templates import Template

_ABOUT_ONESELF = (
    "skip",
    "skip date",
    "away",
    "back",
    "pause",
    "stop",
    "start",
    "free",
    "works",
    "deputy",
    "hour",
    "language",
    "undo",
    "export",
    "erase me",
)
_ABOUT_THE_DATE = (
    "meet",
    "skip all",
    "feed",
    "new feed",
    "preview",
    "left",
    "away of",
    "every",
    "hand over",
    "take over",
)
SIGNED_VERBS = frozenset((*QUESTIONS, *_ABOUT_ONESELF, *_ABOUT_THE_DATE))
"""What may stand beside an answer without a name, for it says nothing of the review."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What is left to be taken down in the author's name; what became of the answers: (title, why not kept; "": kept);
    and what beside them was not kept."""

    reply: Reply
    outcomes: tuple[tuple[str, str], ...] = ()
    beside: tuple[str, ...] = ()


def asked_in(desk: Desk, place: Place) -> dict[str, Template]:
    """The occurrences that the letter which is answered asks about without a name."""
    asked = [item.subject for item in place.items if item.kind == "update"] or [place.occurrence]
    found = ((it, owed.template_of(desk, rounds.cadence_of(desk, it))) for it in asked if it)
    return {it: template for it, template in found if template}


def take(desk: Desk, person: Person, place: Place, reply: Reply) -> Taken | None:
    """Keep the answers, without the author; None where the mail answers nothing that is asked without a name."""
    asked = asked_in(desk, place)
    if not asked:
        return None
    alone = all(item.subject in asked for item in place.items if item.kind != "record") and place.occurrence in asked
    left: list[Statement] = []
    private: list[str] = []
    lines: dict[str, list[tuple[str, str]]] = {occurrence: [] for occurrence in asked}
    for said in reply.statements:
        where = _where(desk, person, place, said, asked, alone=alone)
        if where and (isinstance(said, Private) or (isinstance(said, Command) and said.verb == "private")):
            private.append(HAS_A_NAME)
        elif where:
            lines[where].append((_section(reply, said, asked[where]), _words(said)))
        else:
            left.append(said)
    if alone:
        first = next(iter(asked))
        unclear = ((_section_at(reply, it.line, asked[first]), it.line) for it in reply.unclear)
        lines[first].extend((section, text) for section, text in unclear if section)
    rest = replace(reply, statements=tuple(left), notes=(), unclear=() if alone else reply.unclear)
    kept = tuple(_keep(desk, person, occurrence, said) for occurrence, said in lines.items() if said)
    asks_or_tells = bool(place.items) or bool(place.letter and place.letter.kind == "digest")
    stray = [STANDS_NOWHERE] if reply.notes and asks_or_tells else []
    if stray and not kept and alone:
        kept, stray = ((_title(desk, next(iter(asked))), NOWHERE),), []
    return Taken(rest, kept, tuple(dict.fromkeys((*private, *stray))))


NOWHERE = "nothing stands under a question; write below the headings of the mail that asks"
STANDS_NOWHERE = "words that stand under no question were not kept, for they may be a signature"
HAS_A_NAME = "a private line was not kept, for it would have your name; write it in a mail of its own"


def _where(
    desk: Desk, person: Person, place: Place, said: Statement, asked: dict[str, Template], *, alone: bool
) -> str:
    """The occurrence under whose questions a statement stands without a name; "": it is said in the author's name."""
    if isinstance(said, Command) and (said.verb != "help" or said.subject or not said.text):
        orders = said.verb in SIGNED_VERBS or not alone
        return "" if orders else place.occurrence
    if said.about:
        return said.about if said.about in asked and not _is_organizers(desk, person, said, asked) else ""
    if _is_organizers(desk, person, said, asked):
        return ""
    if isinstance(said, Update):
        own = (it for it, template in asked.items() if said.section in {section.key for section in template.sections})
        return next(own, place.occurrence if place.occurrence in asked else "")
    return place.occurrence if place.occurrence in asked else ""


def _is_organizers(desk: Desk, person: Person, said: Statement, asked: dict[str, Template]) -> bool:
    """What only the organizer is asked has the organizer's name."""
    if not isinstance(said, Update):
        return False
    for occurrence, template in asked.items():
        kept = rounds.cadence_of(desk, occurrence)
        keys = {section.key for section in template.sections if section.of == "organizer"}
        if said.section in keys and kept and kept.organizer == person.id:
            return True
    return False


def _words(said: Statement) -> str:
    return said.text if isinstance(said, Update) else said.line.lstrip("-*•· ")


def _section(reply: Reply, said: Statement, template: Template) -> str:
    everybodys = [section.key for section in template.sections if section.of == "everybody"]
    if isinstance(said, Update) and said.section in everybodys:
        return said.section
    return _section_at(reply, said.line, template) or everybodys[-1]


def _section_at(reply: Reply, line: str, template: Template) -> str:
    """Under which question a line stands: the one of the last answer above it; "" where none stands above it."""
    keys = {section.key for section in template.sections if section.of == "everybody"}
    before = reply.text.partition(line.strip())[0]
    above = [one.section for one in reply.statements if isinstance(one, Update) and one.line.strip() in before]
    return next((key for key in reversed(above) if key in keys), "")


def _title(desk: Desk, occurrence: str) -> str:
    kept = rounds.cadence_of(desk, occurrence)
    return kept.cadence.title if kept else ""


def _keep(desk: Desk, person: Person, occurrence: str, lines: list[tuple[str, str]]) -> tuple[str, str]:
    """The title, and why the answer was not kept; "": it was."""
    title = _title(desk, occurrence)
    state = next((s for ask, s, _ in asks.of_subject(desk.tx, occurrence) if ask.person == person.id), "")
    said = tuple((key, text) for key, text in lines if text.strip() and not _is_name(person, text))
    if not said:
        return title, NOWHERE
    if state == "answered":
        return title, "you have answered already, and nobody can tell which answer was yours to change it"
    if state != "open":
        return title, "the round is over, and an answer after it would stand alone"
    unsigned.add(desk.tx, occurrence, said)
    asks.close(desk.tx, occurrence, "answered", person.id)
    return title, ""


def _is_name(person: Person, text: str) -> bool:
    """A line that would tell whose it is: the author's name, or an address of theirs."""
    words = set("".join(c if c.isalnum() else " " for c in text.casefold()).split())
    name = {*person.name.casefold().split(), person.id.casefold()}
    return bool(words and words <= name) or any(address in text.casefold() for address in person.addresses)


def receipt(desk: Desk, message: Message, arrival: str, person: Person, place: Place, taken: Taken) -> None:
    """What became of it, without a word of it: letters are kept."""
    occurrence, template = next(iter(asked_in(desk, place).items()))
    kept = rounds.cadence_of(desk, occurrence)
    content = UnsignedReceipt(person, taken.outcomes, template.at_least, taken.beside)
    posting = Posting(f"unsigned/{arrival}", kept.team if kept else place.team, occurrence, answers=message)
    mailroom.post(desk, person, posting, lambda reply_to: write.unsigned(content, reply_to, desk.folders))


# --- the digest -------------------------------------------------------------------------------------------------------


def shown(desk: Desk, kept: Kept, occurrence: Occurrence) -> UnsignedAnswers | None:
    """What the digest shows of the answers, which are kept no longer; None where they have names."""
    template = owed.template_of(desk, kept)
    if template is None:
        return None
    found = unsigned.of(desk.tx, occurrence.id)
    enough = found.answers >= template.at_least
    told = [(who, text) for who, _, text in _told(desk, kept, template)]
    is_owed = not told and owed.owes(desk, kept, template)
    return UnsignedAnswers(
        lines=tuple(_by_section(template, found.lines)) if enough else (),
        answers=found.answers if enough else 0,
        at_least=template.at_least,
        changed=tuple(told),
        owed_by=desk.names(kept.team).get(kept.organizer, kept.organizer) if is_owed else "",
        heading=next((section.heading for section in owed.of_organizer(template)), ""),
    )


def forget(desk: Desk, kept: Kept, occurrence: Occurrence, answers: UnsignedAnswers) -> None:
    """The digest is written: what it shows is in it, and what it does not show is nowhere."""
    unsigned.drop(desk.tx, occurrence.id)
    if answers.lines:
        fact = AnswersShown(occurrence.id, answers.answers)
        desk.record(kept.team, f"cadence/{kept.cadence.id}", fact)


def _by_section(template: Template, lines: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for section in template.sections:
        its = tuple(text for key, text in lines if key == section.key)
        if its:
            yield section.heading, its


def _told(desk: Desk, kept: Kept, template: Template) -> Iterator[tuple[str, str, str]]:
    """What the organizer has said since the last digest: (first name, section, words)."""
    sent = past.digests_sent(desk, kept)
    after = sent[-1][0].seq if sent else 0
    keys = {section.key for section in owed.of_organizer(template)}
    names = desk.names(kept.team)
    last = [entry for entry in owed.said(desk, kept, template) if entry.seq > after][-1:]
    for entry in last:
        if isinstance(entry.fact, Updated):
            for key, text in entry.fact.lines:
                if key in keys:
                    yield names.get(entry.author, entry.author), key, text
