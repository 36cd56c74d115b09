"""What an organizer answers when we asked back: the people behind a list, or that somebody else runs the series now."""

from __future__ import annotations

import re
from dataclasses import replace

from paceline.clerks import asking_back, persons, rounds, settings
from paceline.clerks.desk import Desk
from paceline.clerks.placing import Place
from paceline.domain import circles
from paceline.domain.facts import HandedOver
from paceline.domain.people import Person
from paceline.inbox.addressees import addressees, only_addressees
from paceline.inbox.mail import Message
from paceline.inbox.quoting import new_words
from paceline.ledger import cadences, inbox, people
from paceline.ledger.cadences import Kept
from paceline.ledger.inbox import Arrival

MOST_PEOPLE = 100
"""How many people may be named for a series by mail."""


def take(desk: Desk, arrival: Arrival, message: Message, person: Person, place: Place) -> bool:
    """Do what the answer to a question of ours says; False where it says nothing of the kind, or is not the
    organizer's."""
    if place.letter is None or place.letter.kind not in (asking_back.KIND, "confirmation"):
        return False
    words = new_words(message, place.words_for(message)).text
    _, what, event, *more = place.letter.key.split("/")
    if place.letter.kind == "confirmation":
        what, event, more = ("people" if _names_people(desk, what, words) else ""), what, []
    kept = cadences.get(desk.tx, event)
    if kept is None or kept.ended or kept.organizer != person.id:
        return False
    match what, more:
        case "people", []:
            return _name_people(desk, arrival, message, person, kept, words)
        case "organizer", [who, which]:
            return _hand_over(desk, arrival, message, kept, words, (who, int(which)), place.letter.about)
    return False


def _names_people(desk: Desk, event: str, words: str) -> bool:
    """Whether the answer to a confirmation is the one to our question, which came with it: addresses and no more."""
    return only_addressees(words) and asking_back.asked_for_people(desk, event)


def _name_people(desk: Desk, arrival: Arrival, message: Message, person: Person, kept: Kept, words: str) -> bool:
    ours = {*person.addresses, *desk.config.service.addresses}
    named = [each for each in addressees(words) if each.address not in ours]
    if not named:
        return False
    everybody = {each.address: each for each in (*kept.ordered.people, *named)}
    asked = tuple(everybody.values())[:MOST_PEOPLE]
    persons.learn(desk, asked, circles.team_of(kept.team), kept.cadence.zone)
    said = tuple(dict.fromkeys((*kept.ordered.said, "people")))
    settings.order(desk, arrival, message, person, kept, replace(kept.ordered, people=asked, said=said))
    if len(everybody) > len(asked):
        asking_back.about_cut(desk, arrival, message, person, kept, len(everybody), MOST_PEOPLE)
    return True


_YES = re.compile(r"\W*(?:(?:please )?hand (?:it |this )?over|yes|ja|oui|sí|sì|sim)\b", re.IGNORECASE)
_NO = re.compile(r"\W*(?:keep(?: it)?|no|nein|non|não|nee)\W*$", re.IGNORECASE)


def _hand_over(
    desk: Desk, arrival: Arrival, message: Message, kept: Kept, words: str, to: tuple[str, int], held: str
) -> bool:
    """The series is theirs from now on, and what they had sent is taken in."""
    first = next((line for line in words.splitlines() if line.strip()), "")
    heir = people.by_id(desk.tx, to[0])
    if heir is None or len(heir.addresses) <= to[1] or not _YES.match(first):
        return bool(_NO.match(first))
    theirs = replace(kept, organizer=heir.id, cadence=replace(kept.cadence, organizer=heir.addresses[to[1]]))
    cadences.put(desk.tx, theirs)
    subject = f"cadence/{kept.cadence.id}"
    desk.record(kept.team, subject, HandedOver(heir.id), author=kept.organizer, message=arrival.id)
    rounds.schedule(desk, theirs)
    inbox.take_again(desk.tx, held)
    asking_back.about_heir(desk, arrival, message, kept, heir)
    return True
