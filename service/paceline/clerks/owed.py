"""What the organizer owes those who answered: a word on what was changed since, asked for until it is said."""

from __future__ import annotations

from paceline.clerks import forms, past
from paceline.clerks.desk import Desk
from paceline.domain.facts import AnswersShown, Entry, Updated, standing
from paceline.domain.statements import Section
from paceline.ledger import asks, facts
from paceline.ledger.cadences import Kept
from paceline.letters.templates import Template


def template_of(desk: Desk, kept: Kept | None) -> Template | None:
    """The template of a cadence that is answered without a name; None for others."""
    found = forms.template(kept.cadence.settings.template, desk.folders) if kept else None
    return found if found and found.anonymous and kept and not kept.cadence.settings.questions else None


def of_organizer(template: Template) -> list[Section]:
    return [section for section in template.sections if section.of == "organizer" and section.stays]


def owes(desk: Desk, kept: Kept, template: Template) -> bool:
    """Whether the organizer has still to say what came of the last round."""
    last = _last_round(desk, kept, template)
    return last is not None and not any(entry.at >= last.at for entry in said(desk, kept, template))


def _last_round(desk: Desk, kept: Kept, template: Template) -> Entry | None:
    """The last one that there is something to say about: whose answers were shown, or simply the last."""
    if not template.anonymous:
        sent = past.digests_sent(desk, kept)
        return sent[-1][0] if sent else None
    shown_ones = [e for one in past.line(desk, kept) for e in facts.last_of(desk.tx, f"cadence/{one}", AnswersShown)]
    return max(shown_ones, key=lambda entry: entry.seq, default=None)


def said(desk: Desk, kept: Kept, template: Template) -> list[Entry]:
    """The organizer's updates that say what was changed, oldest first."""
    keys = {section.key for section in of_organizer(template)}
    dates = dict.fromkeys(sent.occurrence for _, sent in past.digests_sent(desk, kept)[-3:])
    dates |= dict.fromkeys(ask.subject for ask in asks.open_of_cadence(desk.tx, kept.cadence.id))
    answered = asks.occurrences_of(desk.tx, kept.cadence.id, desk.now)
    subjects = [f"update/{it}/{kept.organizer}" for it in dict.fromkeys((*dates, *answered))]
    entries = standing(facts.of_all(desk.tx, subjects))
    said = [e for e in entries if isinstance(e.fact, Updated) and keys & {key for key, _ in e.fact.lines}]
    return [entry for entry in said if entry.author == kept.organizer]
