"""The update in a mail: kept by the occurrence that it is for; words that have no place are named."""

from __future__ import annotations

from collections.abc import Iterable

from paceline.agenda.contents import NotRecorded
from paceline.clerks import placing, wording
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.clerks.sheet import Sheet
from paceline.domain.facts import Entry, Updated, standing
from paceline.domain.people import Person, named
from paceline.domain.statements import Command, Promise, Thanks, Update
from paceline.inbox.reply.headings import marked
from paceline.ledger import asks, facts

NO_PLACE = "it is no command, and there is no update of yours that it could be a note of"
HOW_TO_PLACE = 'reply to the mail that asks for "your update"; there it is kept word for word'
NO_COMMAND = "it is no command"
HOW_TO_ADD = '"Notes: …" adds it to your update, "Next: …" makes it a commitment'


def keep(desk: Desk, sheet: Sheet) -> None:
    """Keep the update of each occurrence that was asked about; a second one replaces the first, its records stay. What
    answers a receipt is added to the update that was received."""
    words, homeless = _words(desk, sheet)
    for occurrence in dict.fromkeys((*words, *sheet.made)):
        if not occurrence or (occurrence not in words and (_is_apart(sheet) or _has_written(desk, sheet, occurrence))):
            continue
        updated = words.get(occurrence, Updated(occurrence, ()))
        if sheet.place.adds:
            updated = _added(_written(desk, sheet, occurrence), updated)
        subject = f"update/{occurrence}/{sheet.person.id}"
        team = placing.team_of(desk, occurrence) or sheet.place.team
        desk.record(team, subject, updated, author=sheet.person.id, message=sheet.arrival.id)
        asks.close(desk.tx, occurrence, "answered", sheet.person.id)
        sheet.recorded.append(wording.update(desk, sheet.person, updated, sheet.made[occurrence]))
        sheet.ids.extend(it for it in sheet.before if it not in sheet.ids)
    if sheet.recorded or sheet.refused or homeless != sheet.reply.notes:
        why, hint = (NO_COMMAND, HOW_TO_ADD) if sheet.place.adds else (NO_PLACE, HOW_TO_PLACE)
        sheet.refused.extend(NotRecorded(line, why, hint) for line in homeless)


def _words(desk: Desk, sheet: Sheet) -> tuple[dict[str, Updated], tuple[str, ...]]:
    """The updates in this mail, by the occurrence under whose questions their lines stand; and the lines that stand
    under none."""
    here = sheet.place.occurrence
    lines: dict[str, list[tuple[str, str]]] = {}
    thanks: dict[str, list[str]] = {}
    homeless: list[str] = []
    for said in sheet.reply.statements:
        match said:
            case Update() | Thanks() if not (said.about or here):
                homeless.append(said.line)
            case Update():
                lines.setdefault(said.about or here, []).append((said.section, said.text))
            case Thanks():
                thanks.setdefault(said.about or here, []).append(_thanks(desk, sheet, said))
    if here and (sheet.place.takes_notes or here in lines):
        lines.setdefault(here, []).extend(("notes", note) for note in sheet.reply.notes)
    else:
        homeless.extend(sheet.reply.notes)
    found = {
        occurrence: Updated(occurrence, tuple(lines.get(occurrence, ())), tuple(thanks.get(occurrence, ())))
        for occurrence in dict.fromkeys((*lines, *thanks))
    }
    return {name: said for name, said in found.items() if said.lines or said.thanks}, tuple(homeless)


def _is_apart(sheet: Sheet) -> bool:
    """Whether a mail of its own only makes commitments that say themselves what they are ("Commitment: …", "@bo: …"):
    none stands under a question of the update that is waited for."""
    said = sheet.reply.statements
    promises = [one for one in said if isinstance(one, Promise)]
    asks_for_help = any(isinstance(one, Command) and one.verb == "help" and not one.subject for one in said)
    if sheet.place.letter or not promises or asks_for_help:
        return False
    return all(one.owner or marked(one.line) for one in promises)


def _has_written(desk: Desk, sheet: Sheet, occurrence: str) -> bool:
    """Whether there is an update that commitments made in another mail would only wipe out."""
    return bool(_written(desk, sheet, occurrence))


def _written(desk: Desk, sheet: Sheet, occurrence: str) -> tuple[Updated, ...]:
    """The updates that were written for an occurrence, oldest first; the last one counts."""
    entries = _standing(desk, sheet.person, occurrence)
    return tuple(entry.fact for entry in entries if isinstance(entry.fact, Updated))


def _standing(desk: Desk, person: Person, occurrence: str) -> tuple[Entry, ...]:
    return standing(facts.of(desk.tx, f"update/{occurrence}/{person.id}"))


def _added(before: tuple[Updated, ...], more: Updated) -> Updated:
    """The update that counts with what was said to its receipt."""
    if not before:
        return more
    last = before[-1]
    lines, thanks = (*last.lines, *more.lines), (*last.thanks, *more.thanks)
    return Updated(more.occurrence, tuple(dict.fromkeys(lines)), tuple(dict.fromkeys(thanks)))


def _thanks(desk: Desk, sheet: Sheet, said: Thanks) -> str:
    """ "to Eve: the rescue": who is thanked by the name that the team uses."""
    names = desk.names(sheet.place.team)
    found = ((handle, named(handle, sheet.held.everybody)) for handle in said.to)
    to = " and ".join(names.get(who[0].id, handle) if len(who) == 1 else handle for handle, who in found)
    return ": ".join(part for part in (f"to {to}" if to else "", said.text) if part)


def earlier(desk: Desk, person: Person, place: Place) -> tuple[str, ...]:
    """What earlier replies to the same ask recorded."""
    if not place.occurrence:
        return ()
    updates = _standing(desk, person, place.occurrence)
    entries: Iterable[str] = (
        entry.subject for update in updates for entry in facts.of_message(desk.tx, update.message)
    )
    return tuple(dict.fromkeys(subject for subject in entries if subject[:1] in facts.FOLDS))
