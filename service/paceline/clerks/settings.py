"""Settings by mail: the organizer answers the confirmation with the lines that the event's text would have."""

from __future__ import annotations

from dataclasses import replace

from paceline.clerks import confirmations, forms, persons, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.domain.cadence import Settings
from paceline.domain.facts import CadenceSet
from paceline.domain.people import Person
from paceline.inbox.calendar.event_text import read_settings
from paceline.inbox.mail import Message
from paceline.inbox.quoting import new_words
from paceline.ledger import cadences
from paceline.ledger.inbox import Arrival


def change(desk: Desk, arrival: Arrival, message: Message, person: Person, place: Place) -> bool:
    """Take the settings in a reply to the confirmation, and name a line that is nearly one; False where it holds
    neither, or is not the organizer's."""
    cadence = place.letter.about.partition("/")[0] if place.letter else ""
    before = rounds.current(desk, cadence)
    if place.letter is None or before is None or before.organizer != person.id:
        return False
    said, remarks = read_settings(new_words(message, place.words_for(message)).text)
    if not said.said and not any(remark.hint for remark in remarks):
        return False
    ordered = _over(before.ordered, said)
    settings = forms.effective(desk.config.defaults_of(before.team), before.cadence.settings, ordered)
    kept = replace(before, ordered=ordered, cadence=replace(before.cadence, settings=settings, remarks=remarks))
    persons.learn_readers(desk, settings.also, before.cadence.zone)
    cadences.put(desk.tx, kept)
    fact = CadenceSet(kept.cadence.title, kept.cadence.sequence, kept.cadence.stamp)
    desk.record(kept.team, f"cadence/{kept.cadence.id}", fact, author=person.id, message=arrival.id)
    rounds.schedule(desk, kept)
    confirmations.send(desk, arrival.id, message, person, kept, before)
    return True


def _over(before: Settings, now: Settings) -> Settings:
    changed = {name: getattr(now, name) for name in now.said}
    return replace(before, **changed, said=tuple(dict.fromkeys((*before.said, *now.said))))
