"""What a template's `shows` puts above the questions: decisions that come back, the agreement, obstacles, goals."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from paceline.agenda import occurrences
from paceline.agenda.one_offs import Review, ReviewedDecision, reviewed_help
from paceline.clerks import agreed, forms, past
from paceline.clerks.desk import Desk
from paceline.domain.decisions import Decision
from paceline.domain.facts import Entry, Upheld, standing
from paceline.domain.help import HelpRequest
from paceline.domain.people import Person
from paceline.ledger import facts
from paceline.ledger.cadences import Kept

WORDS = {
    "decisions": "the decisions that come up for another look",
    "agreement": "what your team has agreed on",
    "help": "what is still in the way",
    "goals": "the goal of the last round",
}
"""What each is called to the organizer."""
MOST_DECISIONS = 8
"""So many come back at once; the others in the next round."""
EVER = datetime(1970, 1, 1, tzinfo=UTC)


def review(desk: Desk, kept: Kept, reader: Person, shows: str, *, beside: bool) -> Review | None:
    """What one who is asked sees; None where nothing of it is theirs to know."""
    if not desk.may_read(reader, kept.team) and shows in ("decisions", "agreement"):
        return None
    names = {**desk.names(kept.team), reader.id: ""}
    match shows:
        case "decisions":
            due = sorted(coming_up(desk, kept), key=lambda it: it.owner != reader.id)
            shown = tuple(_decision(it, names) for it in due[:MOST_DECISIONS])
            return Review(shows=shows, decisions=shown, more=max(0, len(due) - MOST_DECISIONS))
        case "agreement":
            return Review(shows=shows, beside=beside, agreement=agreed.clauses(desk, kept.team))
        case "help":
            open_ = tuple(reviewed_help(it, names) for it in in_the_way(desk, kept))
            return Review(shows=shows, beside=beside, help=open_)
        case "goals":
            goals = tuple(_decision(it, names) for it in set_out(desk, kept))
            return Review(shows=shows, beside=beside, decisions=goals)
    return None


# --- decisions --------------------------------------------------------------------------------------------------------


def coming_up(desk: Desk, kept: Kept) -> list[Decision]:
    """The team's decisions whose review day comes before the next date but one, and those that nobody has looked at for
    longer than the template says; the oldest first."""
    found = forms.template(kept.cadence.settings.template, desk.folders)
    old = desk.now - timedelta(days=found.older_than if found else 180)
    told = facts.decided(desk.tx, kept.team, EVER)
    standing_ones = facts.records(desk.tx, dict.fromkeys(entry.subject for entry in standing(tuple(told))))
    decided = [it for it in standing_ones if isinstance(it, Decision) and it.state == "decided"]
    looked_at = _looked_at(facts.of_all(desk.tx, [it.id for it in decided if it.upheld]))
    last = {it.id: looked_at.get(it.id, it.since or it.opened) for it in decided}
    until = _until(desk, kept)
    due = [it for it in decided if (it.review and it.review <= until) or last[it.id] <= old]
    return sorted(due, key=lambda it: (last[it.id], it.id))


def _until(desk: Desk, kept: Kept) -> date:
    """Up to which day decisions come up now, for there is another date after that."""
    upcoming = occurrences.following(kept.cadence, desk.now)
    later = occurrences.following(kept.cadence, upcoming.start) if upcoming else None
    end = later or upcoming
    return end.start.date() if end else desk.now.date()


def _looked_at(entries: tuple[Entry, ...]) -> dict[str, datetime]:
    return {entry.subject: entry.at for entry in standing(entries) if isinstance(entry.fact, Upheld)}


def set_out(desk: Desk, kept: Kept) -> list[Decision]:
    """What was intended or decided in answer to the last round."""
    sent = past.digests_sent(desk, kept)
    if not sent:
        return []
    last = sent[-1][1].occurrence
    told = facts.decided(desk.tx, kept.team, EVER)
    adopted = facts.records(desk.tx, dict.fromkeys(entry.subject for entry in told))
    everything = (*adopted, *facts.open_items(desk.tx, team=kept.team, prefix="D"))
    found = {it.id: it for it in everything if isinstance(it, Decision) and it.occurrence == last}
    return [it for it in found.values() if it.state != "withdrawn"]


def _decision(it: Decision, names: dict[str, str]) -> ReviewedDecision:
    worries = tuple((names.get(word.person, word.person), word.text) for word in it.worries)
    who = names.get(it.owner, it.owner)
    return ReviewedDecision(it.id, it.title, who, it.state, it.since or it.opened, it.rationale, worries, it.review)


# --- obstacles --------------------------------------------------------------------------------------------------------


def in_the_way(desk: Desk, kept: Kept) -> list[HelpRequest]:
    """The help that was asked for in a cadence and is not closed, whoever has it; the oldest first."""
    ours = tuple(f"{one}/" for one in past.line(desk, kept))
    items = facts.open_items(desk.tx, team=kept.team, prefix="H")
    found = [it for it in items if isinstance(it, HelpRequest) and it.occurrence.startswith(ours)]
    return sorted(found, key=lambda it: (it.opened, int(it.id[1:])))
