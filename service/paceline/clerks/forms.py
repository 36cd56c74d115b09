"""What is asked: a cadence's template with the event's own questions in the place of the template's."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from paceline.config import Defaults
from paceline.domain import circles
from paceline.domain.cadence import Settings
from paceline.domain.people import Person
from paceline.domain.statements import Section
from paceline.letters import templates
from paceline.letters.templates import Template


@lru_cache(maxsize=64)
def template(name: str, folders: tuple[Path, ...]) -> Template | None:
    """A template by its name, read once; None where there is none."""
    return templates.load(name, folders)


def sections(settings: Settings, folders: tuple[Path, ...]) -> tuple[Section, ...]:
    """The questions: those of the event's text where it has some, else the template's, else the default template's."""
    if settings.questions:
        return tuple(_own(number, heading) for number, heading in enumerate(settings.questions, start=1))
    found = template(settings.template, folders) or template(templates.DEFAULT, folders)
    return found.sections if found else ()


def asked(every: tuple[Section, ...], *, organizer: bool, first: bool, last: bool) -> tuple[Section, ...]:
    """Those of a cadence's questions that one person is asked on one date of it; all, where none would be left."""
    rounds = {"all": True, "first": first, "later": not first, "last": last, "not last": not last}
    found = tuple(it for it in every if rounds[it.rounds] and (it.of == "everybody" or organizer))
    return found or every


def effective(defaults: Defaults, *layers: Settings) -> Settings:
    """The team's defaults, with what each layer says (the event's text, then the organizer's mail) in their place."""
    settings = Settings(template=defaults.template, ask=defaults.ask, remind=defaults.remind, digest=defaults.digest)
    for layer in layers:
        settings = replace(settings, **{name: getattr(layer, name) for name in layer.said})
    return replace(settings, said=tuple(dict.fromkeys(name for layer in layers for name in layer.said)))


def whose(team: str, cadence: str, settings: Settings, folders: tuple[Path, ...]) -> str:
    """Under whose name a cadence's words are kept: its team's, or a circle's where its template is private. A private
    series keeps the circle that it has, from the one that it goes on with, too."""
    found = template(settings.template, folders)
    if found is None or not found.private:
        return circles.team_of(team)
    return team if circles.cadence_of(team) else circles.circle(team, cadence)


def zone(person: Person) -> ZoneInfo:
    return ZoneInfo(person.zone)


def _own(number: int, heading: str) -> Section:
    """A question of the event's own; where its words are a heading that we know, it records what that one does."""
    standard = template(templates.DEFAULT, ())
    wanted = heading.rstrip(":?").casefold()
    for section in standard.sections if standard else ():
        if wanted in {section.heading.casefold(), *(alias.casefold() for alias in section.aliases)}:
            return Section(section.key, heading, section.records, section.aliases, section.prompt)
    return Section(f"question{number}", heading)
