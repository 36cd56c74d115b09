"""Settings by mail: the organizer answers the confirmation with the lines that the event's text would have."""

from __future__ import annotations

from dataclasses import replace

from paceline.agenda import meant_zone
from paceline.clerks import confirmations, following, forms, persons, rounds
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.domain.cadence import Settings
from paceline.domain.facts import CadenceSet
from paceline.domain.people import Person
from paceline.inbox.calendar.event_text import read_settings
from paceline.inbox.mail import Message
from paceline.inbox.quoting import new_words
from paceline.ledger import cadences
from paceline.ledger.cadences import Kept
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
    persons.learn_readers(desk, said.also, before.cadence.zone)
    noted = replace(before, cadence=replace(before.cadence, remarks=remarks))
    order(desk, arrival, message, person, noted, _over(before.ordered, said))
    return True


def order(desk: Desk, arrival: Arrival, message: Message, organizer: Person, kept: Kept, ordered: Settings) -> None:
    """Let what the organizer orders by mail hold from now on, and confirm what it changes. `kept` has new remarks."""
    before = cadences.get(desk.tx, kept.cadence.id)
    settings = forms.effective(desk.rules(kept.team), kept.cadence.settings, ordered)
    cadence = replace(kept.cadence, settings=settings)
    if settings.zone and before and settings.zone != before.cadence.settings.zone:
        cadence = following.named(desk, meant_zone.read_in(cadence, settings.zone), before)
    team = forms.whose(kept.team, cadence.id, settings, desk.folders)
    now = replace(kept, ordered=ordered, team=team, cadence=replace(cadence, team=team))
    cadences.put(desk.tx, now)
    fact = CadenceSet(now.cadence.title, now.cadence.sequence, now.cadence.stamp)
    desk.record(now.team, f"cadence/{now.cadence.id}", fact, author=organizer.id, message=arrival.id)
    rounds.schedule(desk, now)
    confirmations.send(desk, arrival.id, message, organizer, now, before)


def _over(before: Settings, now: Settings) -> Settings:
    changed = {name: getattr(now, name) for name in now.said}
    return replace(before, **changed, said=tuple(dict.fromkeys((*before.said, *now.said))))
