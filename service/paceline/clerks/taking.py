"""Taking down what a mail says, statement by statement: decided, written down, or refused with what would work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from paceline.agenda import days, occurrences
from paceline.agenda.contents import NotRecorded, Recorded
from paceline.clerks import (
    agreement_letters,
    agreement_words,
    amending,
    answers,
    confiding,
    fixing,
    one_offs,
    orders,
    placing,
    publishing,
    records,
    renegotiating,
    rights,
    rounds,
    updates,
    wording,
)
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.clerks.sheet import Sheet
from paceline.domain import circles
from paceline.domain.agreement import SUBJECT as AGREEMENT
from paceline.domain.commitments import Commitment
from paceline.domain.decide import decide
from paceline.domain.decisions import Decision
from paceline.domain.facts import Decided, Fact, HelpRequested, Intended, Offered, Promised
from paceline.domain.help import HelpRequest
from paceline.domain.outcome import Change, Held, Refusal
from paceline.domain.people import Person
from paceline.domain.statements import QUESTIONS, Command, Intent, Private, Promise, Reply, Ruling, Unclear
from paceline.inbox.mail import Message
from paceline.ledger import facts
from paceline.ledger.inbox import Arrival


def take_down(
    desk: Desk,
    arrival: Arrival,
    message: Message,
    person: Person,
    place: Place,
    reply: Reply,
    written: datetime,
    before: tuple[str, ...] = (),
) -> Sheet:
    """Carry out all that `reply` says. `written` is the moment that its days are counted from, `before` what the same
    source has recorded already."""
    sheet = Sheet(arrival, message, person, place, reply, _held(desk, person, place, written))
    sheet.before = before or updates.earlier(desk, person, place)
    confiding.answer_in_private(sheet)
    for said in sheet.reply.statements:
        match said:
            case Promise() | Ruling() | Intent():
                _declare(desk, sheet, said)
            case Private():
                confiding.confide(desk, sheet, said)
            case Command():
                _command(desk, sheet, said)
    sheet.refused.extend(map(_not_understood, reply.unclear))
    updates.keep(desk, sheet)
    return sheet


def _not_understood(unclear: Unclear) -> NotRecorded:
    """Where only the day is missing, the day alone is what mends it: "fix 2: 3 April"."""
    meant = unclear.meant
    days = meant.due.readings if isinstance(meant, Promise) and meant.due else ()
    hint = f"{days[0].day} {days[0]:%B}" if days else unclear.hint
    return NotRecorded(unclear.line, unclear.why, hint, unclear.listed)


# --- statements ------------------------------------------------------------------------------------


def _declare(desk: Desk, sheet: Sheet, said: Promise | Ruling | Intent) -> None:
    team = _team_for(desk, sheet, said.about)
    if not isinstance(said, Promise):
        understood = amending.understood(desk, team, sheet.person, said)
        if isinstance(understood, Ruling | Intent):
            said = understood
        refused = understood if isinstance(understood, Refusal) else rights.refuse(desk, team, sheet.person, said)
        if refused:
            sheet.refuse(refused)
            return
    outcome = decide(said, _with_what_it_replaces(desk, team, said, _held_for(desk, sheet, said.about)))
    if isinstance(outcome, Refusal):
        sheet.refuse(outcome)
        return
    known = _said_before(desk, sheet, outcome.fact)
    if known is None:
        _write(desk, sheet, outcome, team)
        if isinstance(said, Promise) and said.ours:
            sheet.recorded[-1] = replace(sheet.recorded[-1], ours=True)
        return
    sheet.ids.append(known.id)
    if isinstance(said, Promise) and isinstance(known, Commitment) and isinstance(outcome.fact, Promised):
        _promised_again(desk, sheet, said, known, outcome.fact.due)


def _team_for(desk: Desk, sheet: Sheet, about: str) -> str:
    """Under whose name a line is recorded: that of the review under whose questions it stands, which may be private."""
    return (placing.team_of(desk, about) if about else "") or sheet.place.team


def _with_what_it_replaces(desk: Desk, team: str, said: Promise | Ruling | Intent, held: Held) -> Held:
    """Only what is the team's own is replaced by its word."""
    replaced = facts.record(desk.tx, said.replaces) if isinstance(said, Ruling | Intent) and said.replaces else None
    return replace(held, subject=replaced if replaced and replaced.team == team else None)


def _promised_again(desk: Desk, sheet: Sheet, said: Promise, known: Commitment, due: date) -> None:
    """One's own line in the words of what one was offered accepts it; with another day it moves it."""
    if said.due and due != known.due:
        _about_a_record(desk, sheet, Command("to", said.line, known.id, "", said.due))
    elif known.state == "offered":
        _about_a_record(desk, sheet, Command("accept", said.line, known.id))


def _said_before(desk: Desk, sheet: Sheet, fact: Fact) -> facts.Record | None:
    """What the author has said in the same words before, and still stands: said again, it is no second one.

    A commitment of their own, wherever they made it; all else in an earlier reply to the same ask.
    """
    mine = facts.open_items(desk.tx, owner=sheet.person.id, prefix="C") if isinstance(fact, Promised) else ()
    return next((it for it in (*mine, *facts.records(desk.tx, sheet.before)) if _is_the_same(it, fact)), None)


def _is_the_same(it: facts.Record, fact: Fact) -> bool:
    match it, fact:
        case Commitment(state="open" | "offered"), Promised() | Offered():
            return it.owner == fact.owner and _plain(it.what) == _plain(fact.what)
        case Decision(state="intended" | "objected" | "decided"), Decided() | Intended():
            return _plain(fact.title) in {_plain(it.title), *(_plain(words) for words in it.was)}
        case HelpRequest(state="open" | "taken"), HelpRequested():
            return it.commitment == fact.commitment and _plain(it.what) == _plain(fact.what)
    return False


def _plain(words: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in words.casefold()).split())


def _command(desk: Desk, sheet: Sheet, said: Command) -> None:
    about_a_record = said.subject[:1] in facts.FOLDS and said.subject[1:].isdigit()
    if said.verb == "fix":
        _fix(desk, sheet, said)
    elif said.verb == "private":
        confiding.set_apart(desk, sheet, said)
    elif said.subject.startswith(AGREEMENT):
        _about_the_agreement(desk, sheet, said)
    elif said.verb in ("agreement", "agreement history"):
        refused = agreement_letters.answer(desk, sheet.arrival.id, sheet.message, sheet.person, said)
        if refused:
            sheet.refuse(refused)
    elif said.verb == "why" or (said.verb in QUESTIONS and not said.subject and not _wants_help(said)):
        refused = answers.answer(desk, sheet.arrival.id, sheet.message, sheet.person, sheet.place, said)
        if refused:
            sheet.refuse(refused)
    elif said.verb in publishing.ON_REQUEST:
        _publish(desk, sheet, said)
    elif _wants_help(said) and not about_a_record:
        _ask_for_help(desk, sheet, said)
    elif orders.is_order(said) and not about_a_record:
        _order(desk, sheet, said)
    else:
        _about_a_record(desk, sheet, said)


def _about_the_agreement(desk: Desk, sheet: Sheet, said: Command) -> None:
    """An answer to a letter that asked about it."""
    told = agreement_words.take(desk, sheet.arrival.id, sheet.person, said, sheet.held)
    if isinstance(told, Refusal):
        sheet.refuse(told)
    else:
        sheet.recorded.append(told)


def _publish(desk: Desk, sheet: Sheet, said: Command) -> None:
    refused = publishing.answer(desk, sheet.arrival.id, sheet.message, sheet.person, sheet.place, said)
    if refused:
        sheet.refuse(refused)


def _ask_for_help(desk: Desk, sheet: Sheet, said: Command) -> None:
    wanted = HelpRequested(sheet.person.id, said.text, "", said.about or sheet.place.occurrence)
    known = _said_before(desk, sheet, wanted)
    if known:
        sheet.ids.append(known.id)
    else:
        _write(desk, sheet, Change("H", wanted), _team_for(desk, sheet, said.about))


def _fix(desk: Desk, sheet: Sheet, said: Command) -> None:
    """What was misread, or not understood, as its author meant it."""
    meant = fixing.meant(desk, sheet.person, sheet.place, said, sheet.held)
    match meant:
        case Refusal():
            sheet.refuse(meant)
        case Change():
            it = facts.record(desk.tx, meant.subject)
            _write(desk, sheet, meant, it.team if it else sheet.place.team)
        case Command():
            _command(desk, sheet, meant)
        case _:
            _declare(desk, sheet, meant)


def _wants_help(said: Command) -> bool:
    """ "help: a DBA for an hour" asks for a hand; "help" alone asks how this works."""
    return said.verb == "help" and bool(said.text)


def _order(desk: Desk, sheet: Sheet, said: Command) -> None:
    done = orders.carry_out(desk, sheet.arrival.id, sheet.person, sheet.place, said, sheet.held.today)
    if isinstance(done, Recorded):
        sheet.recorded.append(done)
    else:
        sheet.refuse(done)


def _about_a_record(desk: Desk, sheet: Sheet, said: Command) -> None:
    """A command about a commitment, a decision or a help request that the author may know of."""
    subject = facts.record(desk.tx, said.subject)
    if subject and not placing.may_know(desk, sheet.place, subject, sheet.person):
        subject = None
    understood = amending.understood_command(desk, sheet.person, said, subject)
    if isinstance(understood, Refusal):
        sheet.refuse(understood)
        return
    said = understood
    outcome = decide(said, renegotiating.held_about(desk, _held_within(desk, sheet, subject), said, subject))
    if isinstance(outcome, Refusal):
        sheet.refuse(outcome)
    else:
        _write(desk, sheet, outcome, subject.team if subject else sheet.place.team)
        reviewing = rounds.cadence_of(desk, sheet.place.occurrence) if sheet.place.occurrence else None
        if subject and one_offs.answers(desk, reviewing, subject):
            sheet.made[sheet.place.occurrence] += 0


def _write(desk: Desk, sheet: Sheet, change: Change, team: str) -> None:
    subject = records.write_down(desk, team, change, author=sheet.person.id, message=sheet.arrival.id)
    sheet.ids.append(subject)
    match change.fact:
        case Promised(occurrence=occurrence) | Offered(occurrence=occurrence):
            sheet.made[occurrence] += 1
        case HelpRequested(commitment="", occurrence=occurrence):
            sheet.made[occurrence] += 0
    sheet.recorded.append(wording.recorded(desk, team, sheet.person, subject, change.fact))


def _held_for(desk: Desk, sheet: Sheet, occurrence: str) -> Held:
    """What is known for a line that stands under the questions of another occurrence than the first."""
    if occurrence in ("", sheet.held.occurrence):
        return sheet.held
    next_review = _next_review(desk, sheet.person, occurrence)
    held, team = sheet.held, placing.team_of(desk, occurrence) or sheet.place.team
    if team != sheet.place.team:
        held = _held(desk, sheet.person, replace(sheet.place, team=team), held.now)
    return replace(held, occurrence=occurrence, next_review=next_review)


def _held_within(desk: Desk, sheet: Sheet, subject: facts.Record | None) -> Held:
    """What is known of those who may know of it, in answer to whichever letter something is said about it: what came
    of a private review is no matter of the whole team, and what is the team's concerns more than two."""
    here = sheet.place.team
    if subject is None or subject.team == here or not (circles.cadence_of(subject.team) or circles.cadence_of(here)):
        return sheet.held
    return _held(desk, sheet.person, replace(sheet.place, team=subject.team), sheet.held.now)


# --- what deciding needs to know -------------------------------------------------------------------


def _held(desk: Desk, person: Person, place: Place, written: datetime) -> Held:
    team = desk.team(place.team) or (person,)
    audience = [member for member in team if member.id != person.id] or [person]
    defaults = desk.rules(place.team)

    def window(reversible: bool) -> datetime:
        length = defaults.window_days if reversible else defaults.window_days_irreversible
        return days.working_end(audience, desk.now, length)

    def longest_hold(closes: datetime, reversible: bool) -> datetime:
        """Nobody's absence makes it longer for all."""
        length = defaults.window_days if reversible else defaults.window_days_irreversible
        return min(days.working_end((member,), closes, length) for member in audience)

    return Held(
        speaker=person,
        team=team,
        now=written.astimezone(ZoneInfo(person.zone)),
        next_review=_next_review(desk, person, place.occurrence),
        window=window,
        longest_hold=longest_hold,
        shifted=lambda day, count: days.shifted(person, day, count),
        occurrence=place.occurrence,
        guests=desk.guests(place.team),
        may_decide_anyway=defaults.decide_anyway,
        cites=desk.citations(place.team),
    )


def _next_review(desk: Desk, person: Person, occurrence: str) -> date:
    """The day an undated commitment is due: the next occurrence's, else a week from now."""
    kept = rounds.cadence_of(desk, occurrence) if occurrence else None
    asked = rounds.find(kept, occurrence)
    later = occurrences.following(kept.cadence, max(asked.start, desk.now)) if kept and asked else None
    if later:
        return later.start.astimezone(ZoneInfo(person.zone)).date()
    return desk.today(person) + timedelta(days=7)
