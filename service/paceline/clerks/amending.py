"""An intent that would change the agreement: read, and refused where it can't be carried out, before anybody reads it.

Its title is written anew in our words, from which the change is read again when it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from paceline.clerks import forms
from paceline.clerks.desk import Desk
from paceline.config import clauses
from paceline.config.values import UnfitError
from paceline.domain import circles
from paceline.domain.agreement import DEFAULT, DROP, Agreement, Amendment, amendment_of, title
from paceline.domain.clauses import BY_KEY, HEADINGS, RIGHTS, Clause, right
from paceline.domain.decisions import Decision
from paceline.domain.outcome import Refusal
from paceline.domain.people import Person, named
from paceline.domain.statements import Command, Intent, Ruling
from paceline.inbox.grammar.commands import COMMANDS
from paceline.inbox.grammar.words import either, fold
from paceline.ledger import facts

_AGREEMENT = either(next(row.forms for row in COMMANDS if row.verb == "agreement"))
_PLACE = re.compile(
    rf"(?:{_AGREEMENT})\s*[,:]?\s+#?(\d)(?:\.(\d{{1,3}})|(?=\s*[:=]))(?![\d.])(?:, [^:]*(?=:))?\s*[:=–—-]?\s*"
)
_NAMED = re.compile(rf"(?:{_AGREEMENT})\s*[,:]?\s+([a-z][a-z_ -]{{2,30}}?)\s*[:=]\s*")
_ALONE = re.compile(rf"(?:{_AGREEMENT})\s*[:.]?")
_GOES = frozenset(
    {
        *("drop", "dropped", "remove", "removed", "delete", "deleted", "strike"),
        *("entfällt", "streichen", "supprimer", "quitar", "togliere", "schrappen"),
    }
)
_BACK = frozenset({"default", "the default", "as configured", "reset"})
LONGEST = 500


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody wrote, taken apart: the clause it is about or the heading, and the words."""

    number: str
    words: str
    clause: Clause | None


def understood(desk: Desk, team: str, speaker: Person, said: Ruling | Intent) -> Ruling | Intent | Refusal:
    """The same, with its title in our words where it changes the agreement of the team."""
    if of_an_agreement(desk, said.replaces) and not _is_about(said.title):
        return Refusal(said.line, f"{said.replaces} changed the agreement, which goes on", _EXAMPLE)
    if not _is_about(said.title):
        return said
    if isinstance(said, Ruling):
        return Refusal(said.line, "the agreement is changed by an intent", f'"Intent: {said.title}"')
    if circles.cadence_of(team):
        hint = "the same line in a mail of its own, which the whole team reads"
        return Refusal(said.line, "the agreement is the team's, and this review is private", hint)
    settled = _settled(desk, team, speaker, said.title, said.line)
    if isinstance(settled, Refusal):
        return settled
    it = desk.agreement(team)
    clause = it.clause(settled.number)
    replaces = said.replaces or _standing(desk, clause)
    return replace(said, title=title(settled, it), replaces=replaces)


def understood_command(desk: Desk, speaker: Person, said: Command, it: facts.Record | None) -> Command | Refusal:
    """ "D4 amend: four working days" is about the clause that D4 is about; "D4 reverse" names no other words."""
    change = amendment_of(it.title) if isinstance(it, Decision) else None
    if change is None or not isinstance(it, Decision):
        return said
    if said.verb == "reverse":
        return Refusal(said.line, f"{it.id} changed the agreement", f'"Intent: agreement {change.number}: … because …"')
    if said.verb != "amend" or not said.text:
        return said
    text = said.text if _is_about(said.text) else f"agreement {change.number}: {said.text}"
    settled = _settled(desk, it.team, speaker, text, said.line)
    return settled if isinstance(settled, Refusal) else replace(said, text=title(settled, desk.agreement(it.team)))


def corrected(desk: Desk, speaker: Person, it: Decision, words: str, line: str) -> str | Refusal:
    """The title that `words` make of it: those of an intent about a clause are the clause's new words."""
    change = amendment_of(it.title)
    if change is None:
        if not _is_about(words):
            return words
        return Refusal(line, f"{it.id} is not about the agreement", _EXAMPLE)
    text = words if _is_about(words) else f"agreement {change.number}: {words}"
    settled = _settled(desk, it.team, speaker, text, line)
    if isinstance(settled, Refusal):
        return settled
    if settled.number != change.number:
        return Refusal(line, f"{it.id} is about agreement {change.number}", '"undo", and say it anew')
    return title(settled, desk.agreement(it.team))


def of_an_agreement(desk: Desk, decision: str) -> bool:
    """Whether this decision has changed an agreement."""
    it = facts.record(desk.tx, decision) if decision else None
    return isinstance(it, Decision) and amendment_of(it.title) is not None


def _standing(desk: Desk, clause: Clause | None) -> str:
    """The decision that set the clause, if it stands."""
    before = facts.record(desk.tx, clause.by) if clause and clause.by else None
    return before.id if isinstance(before, Decision) and before.state == "decided" else ""


def _is_about(words: str) -> bool:
    folded = fold(words)
    return bool(_PLACE.match(folded) or _named_rule(folded) or _ALONE.fullmatch(folded))


def _named_rule(folded: str) -> tuple[str, int] | None:
    """The rule that is called by its key ("agreement window_days: 3"), and where its value begins."""
    match = _NAMED.match(folded)
    key = re.sub(r"[ -]+", "_", match[1].strip()) if match else ""
    return (key, match.end()) if match and key in BY_KEY else None


def _settled(desk: Desk, team: str, speaker: Person, words: str, line: str) -> Amendment | Refusal:
    it = desk.agreement(team)
    if refused := _may_not(desk, team, speaker, line):
        return refused
    asked = _asked(it, words, line)
    if isinstance(asked, Refusal):
        return asked
    if not asked.words:
        return Refusal(line, "it does not say what it should be", _like(asked))
    if len(asked.words) > LONGEST:
        return Refusal(line, f"a clause has at most {LONGEST} characters", _like(asked))
    found = _goes(asked) or _reads(desk, team, asked, line)
    if isinstance(found, Refusal):
        return found
    if asked.clause and asked.clause.words == found.words:
        return Refusal(line, f"agreement {asked.number} says so already")
    return found


def _asked(it: Agreement, words: str, line: str) -> _Asked | Refusal:
    if named_rule := _named_rule(fold(words)):
        key, ends = named_rule
        clause = it.rule(key)
        heading = str(BY_KEY[key].heading)
        return _Asked(clause.number if clause and key != RIGHTS else heading, words[ends:].strip(), clause)
    match = _PLACE.match(fold(words))
    if not match:
        return Refusal(line, "it does not say which clause", f'{_EXAMPLE}; "agreement" sends it with its numbers')
    under, rest = int(match[1]), words[match.end() :].strip()
    if not 1 <= under <= len(HEADINGS):
        return Refusal(line, f"the agreement has {len(HEADINGS)} headings", '"agreement" sends it with its numbers')
    if not match[2]:
        return _Asked(str(under), rest, None)
    number = f"{under}.{int(match[2])}"
    clause = it.clause(number)
    if clause is None:
        adds = f'"Intent: agreement {under}: …" adds one under {HEADINGS[under - 1]}'
        return Refusal(line, f"the agreement has no clause {number}", f'"agreement" sends it; {adds}')
    return _Asked(number, rest, clause)


def _goes(asked: _Asked) -> Amendment | None:
    """A clause that is dropped; a rule that acts goes back to what the configuration says."""
    plain = asked.words.casefold().strip(" .!")
    if asked.clause is None or plain not in _GOES | _BACK:
        return None
    acts = asked.clause.key not in ("", RIGHTS)
    if plain in _BACK and not acts:
        return None
    return Amendment(asked.number, DEFAULT if acts else DROP)


def _reads(desk: Desk, team: str, asked: _Asked, line: str) -> Amendment | Refusal:
    """The words as they will stand: a rule's value must be one."""
    key = asked.clause.key if asked.clause else (RIGHTS if asked.number == "1" and right(asked.words) else "")
    if not key:
        return Amendment(asked.number, " ".join(asked.words.split()))
    try:
        words = clauses.settled(key, _with_ids(desk, team, key, asked.words))
    except UnfitError as unfit:
        return Refusal(line, unfit.wrong, _like(asked, key))
    except _UnknownError as unknown:
        return Refusal(line, f'nobody in your team is called "{unknown.handle}"', _everybody(desk, team))
    if key == "template" and forms.template(words, desk.folders) is None:
        return Refusal(line, f'there is no template "{words}"', _like(asked, key))
    if _turns_the_day_round(desk, team, key, words):
        return Refusal(line, "the working day would end before it begins", _like(asked, key))
    return Amendment(asked.number, words)


class _UnknownError(LookupError):
    def __init__(self, handle: str) -> None:
        super().__init__(handle)
        self.handle = handle


_HANDLE = re.compile(r"@[\w.+-]*\w(?:@[\w.-]*\w)?")
_OF_PEOPLE = ("may_decide", "may_change", "agreement_owner", "escalation", RIGHTS)


def _with_ids(desk: Desk, team: str, key: str, words: str) -> str:
    """Colleagues by their ids, however they were named. Raises _UnknownError."""
    if key not in _OF_PEOPLE:
        return words
    members = desk.team(team)

    def as_id(match: re.Match[str]) -> str:
        found = named(match[0], members)
        if len(found) != 1:
            raise _UnknownError(match[0])
        return f"@{found[0].id}"

    if key != RIGHTS and "@" not in words and len(found := named(words, members)) == 1:
        return f"@{found[0].id}"
    settled = _HANDLE.sub(as_id, words)
    if key != RIGHTS and "@" not in settled and clauses.read(key, settled):
        raise _UnknownError(words)
    return settled


def _turns_the_day_round(desk: Desk, team: str, key: str, words: str) -> bool:
    if key not in ("starts", "ends"):
        return False
    rules = replace(desk.rules(team), **{key: clauses.read(key, words)})
    return bool(rules.starts >= rules.ends)


def _may_not(desk: Desk, team: str, speaker: Person, line: str) -> Refusal | None:
    allowed = {one.id for handle in desk.rules(team).may_change for one in named(handle, desk.team(team))}
    if not allowed or speaker.id in allowed:
        return None
    names = desk.names(team)
    who = " and ".join(names.get(one, one) for one in sorted(allowed))
    why = f"only {who} may propose a change of the agreement ({desk.cites(team, 'may_change')})"
    return Refusal(line, why, f'"@{min(allowed)}: …", which asks them to')


def _everybody(desk: Desk, team: str) -> str:
    return "; ".join(f"@{person.id}" for person in desk.team(team)[:8])


def _like(asked: _Asked, key: str = "") -> str:
    key = key or (asked.clause.key if asked.clause else "")
    words = clauses.example(key) or "we do [task] with [tool] to get [objective]"
    return f'"Intent: agreement {asked.number}: {words} because …"'


_EXAMPLE = '"Intent: agreement 3.1: 3 working days because …"'
