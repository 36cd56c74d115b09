"""Lines of an update: headings, what stands under them, and lines that say themselves what they are."""

from __future__ import annotations

from dataclasses import replace

from paceline.domain.statements import Command, Section, Update
from paceline.inbox.grammar.doubts import unclear
from paceline.inbox.reply import commands, courtesies, decided, promised
from paceline.inbox.reply.confided import confided
from paceline.inbox.reply.content import Desk, content, ruled, vowed
from paceline.inbox.reply.days import is_settled, readings_in_words
from paceline.inbox.reply.headings import Opening, intended, marked, opening, openings, our_opening
from paceline.inbox.reply.lines import Beginning, Entry, numbered, without_emphasis
from paceline.inbox.reply.named import is_list_item, named, of_ids
from paceline.inbox.reply.owners import owner_marked
from paceline.inbox.reply.reading import Reading, accepts
from paceline.inbox.reply.targets import Target


def ours(reading: Reading, entry: Entry) -> bool:
    """A line of our letter says where the next one stands: under an item, in a section, or outside of both."""
    if entry.mine:
        return False
    item = numbered(entry.text)
    place = reading.targets.number(item.number) if item and item.mark and not entry.indent else None
    section = our_opening(entry.text, reading.sections)
    if place:
        reading.go_to(place)
    elif section:
        reading.open(section)
    elif entry.gap and not entry.indent and not entry.text.startswith(("-", "*", "•")):
        reading.leave()
    return True


def mark(reading: Reading, entry: Entry) -> bool:
    """ "Decision: …", "Intent: …", "Commitment: …" count anywhere and open no section."""
    mark = marked(entry.text) or intended(entry.text)
    if not mark or mark.mark == "thanks":
        return False
    if courtesies.is_empty_answer(mark.content) and not entry.details:
        return True
    reading.speaks(mark.languages)
    text = "; ".join((mark.content, *entry.details))
    match mark.mark:
        case "commitment":
            reading.say(vowed(mark.content, entry, reading.days))
        case "intent" | "experiment":
            reading.say(decided.intent(text, entry.line, reading.days, trial=mark.mark == "experiment"))
        case _:
            reading.say(ruled(mark.content, text, entry.line, reading.days))
    return True


def heading(reading: Reading, entry: Entry) -> bool:
    text, place = _behind_its_update(reading, entry)
    opened = opening(text, reading.sections)
    if (
        not opened
        or not accepts(reading, entry, opened)
        or not (opened.sure or _is_heading(reading, replace(entry, text=text), opened))
    ):
        return False
    plain = without_emphasis(text)
    if reading.at_item and not place and commands.bare(plain, reading.at_item, entry.line, reading.days, loose=False):
        return False
    if place:
        reading.go_to(place)
    for part in openings(opened, reading.sections):
        reading.open(part.section, bulleted=entry.bullet)
        reading.speaks(part.languages)
        if part.content:
            _inline(reading, replace(entry, text=part.content, bullet=False))
    return True


def _behind_its_update(reading: Reading, entry: Entry) -> tuple[str, Target | None]:
    """ "1. Done: schema review", where 1 is the update that was asked for."""
    one = numbered(entry.text)
    place = reading.targets.number(one.number) if one else None
    if one and one.rest and place and "update" in place.kinds and not is_list_item(reading, one):
        return one.rest, place
    return entry.text, None


def _is_heading(reading: Reading, entry: Entry, opened: Opening) -> bool:
    """Without a colon, a word that is also a command or a courtesy is a heading where something follows it."""
    if opened.content:
        return True
    following = reading.following()
    follows = following is not None and not opening(following.text, reading.sections)
    follows = follows and following is not None and (following.bullet or not begins(reading, following))
    if courtesies.is_closing(entry.text):
        return follows and following is not None and (following.bullet or "@" in following.text)
    if commands.verb_alone(entry.text):
        return follows or (reading.headings > 1 and not reading.at_item)
    return follows or not entry.bullet


def _inline(reading: Reading, entry: Entry) -> None:
    """The content that stands in its heading's own line."""
    reading.style = "inline"
    text = entry.text
    reading.answered_empty = courtesies.is_empty_answer(text, in_section=True)
    if reading.answered_empty or courtesies.is_mere_marks(text) or commands.is_skip(text):
        return
    for heard in of_ids(reading, entry.text, entry):
        reading.hear(heard)
        return
    _write_down(reading, entry)


def in_section(reading: Reading, entry: Entry) -> bool:
    one = numbered(entry.text)
    if one and one.rest and is_list_item(reading, one):
        reading.counted = one.number
        entry = replace(entry, text=one.rest, bullet=True)
    if reading.interrupted and entry.bullet and promised.is_promise_with_day(entry.text, reading.days):
        reading.open(reading.interrupted)
    if reading.forgotten and entry.bullet and not reading.section:
        reading.say(Update(reading.forgotten.key, entry.text, entry.line))
        return True
    if not reading.section or not _still_in_section(reading, entry):
        return False
    reading.style = reading.style if reading.style == "bullets" else "bullets" if entry.bullet else "plain"
    if not (entry.bullet and not entry.details and commands.is_skip(entry.text)) and not _mention(reading, entry):
        _write_down(reading, entry)
    return True


def _still_in_section(reading: Reading, entry: Entry) -> bool:
    """A list may go on after an empty line; prose behind a list, or behind an answer in the heading's line, may not."""
    records = reading.section.records if reading.section else ""
    promises = records == "commitments"
    if _is_unknown_heading(reading, entry) or (reading.answered_empty and not entry.bullet):
        if promises:
            reading.interrupt()
        else:
            reading.close()
        return False
    if promises and _leads_to_a_list(reading, entry):
        return False
    if entry.bullet or reading.style == "":
        return True
    if entry.last and entry.gap and courtesies.is_name(entry.text):
        stays = False
    elif records == "thanks" and reading.style == "inline":
        stays = "@" in entry.text
    elif promises and (entry.gap or reading.style != "plain"):
        loose = reading.style == "plain" or (reading.style == "inline" and not entry.gap)
        stays = promised.has_day(entry.text, reading.days) and (loose or owner_marked(entry.text))
    else:
        stays = reading.style == "plain" or not entry.gap
    if not stays and promises and entry.gap:
        reading.interrupt()
    elif not stays:
        reading.close()
    return stays


def _is_unknown_heading(reading: Reading, entry: Entry) -> bool:
    """ "Risks:" behind the bullets of a section and over bullets of its own."""
    following = reading.following()
    if entry.bullet or entry.details or reading.style != "bullets" or not following or not following.bullet:
        return False
    return entry.text.rstrip("*_ ").endswith(":") or (entry.text[:1] in "*_#" and entry.text[-1:] in "*_#")


def _leads_to_a_list(reading: Reading, entry: Entry) -> bool:
    """Prose before the bullets of a section of commitments: it promises nothing, and they are still its lines."""
    following = reading.following()
    if entry.bullet or entry.details or entry.ticked is not None or (entry.gap and reading.style == "bullets"):
        return False
    return bool(following and following.bullet) and not promised.has_day(entry.text, reading.days)


def _mention(reading: Reading, entry: Entry) -> bool:
    """ "C12 publish the API draft by Friday" among the plans moves C12; it is no second commitment."""
    targets, rest = reading.targets.leading_ids(entry.text)
    if not targets or not targets[0].subject.startswith("C") or not reading.section:
        return False
    if reading.section.records != "commitments":
        return False
    day = reading.days.due(rest)
    if doubt := commands.perhaps(targets[0], rest, entry.line):
        reading.say(doubt)
    elif day and not is_settled(day.when):
        hint = f"{targets[0].typed} to Friday"
        code = "ambiguous-day" if day.when.readings else "no-day"
        reading.say(unclear(entry.line, code, hint, days=readings_in_words(day.when)))
    elif day:
        reading.say(Command("to", entry.line, targets[0].subject, "", day.when))
    else:
        reading.say(Update(reading.section.key, entry.text, entry.line))
    return True


def _write_down(reading: Reading, entry: Entry) -> None:
    if reading.section:
        for said in content(entry, _desk(reading, reading.section)):
            reading.say(said)


def _desk(reading: Reading, section: Section) -> Desk:
    return Desk(section, reading.sections, reading.targets, reading.days, reading.names)


def begins(reading: Reading, entry: Entry) -> Beginning:
    """Whether a line stands by itself: it is no continuation of the one above, and no detail of it."""
    text = entry.text
    if apart := confided(text):
        return "words" if apart.content else "place"
    said = marked(text)
    if said and said.mark != "thanks":
        return "words"
    opened = opening(text, reading.sections)
    if opened and not opened.weak and (opened.sure or not opened.content):
        return "place"
    if courtesies.is_closing(text) or courtesies.is_greeting(text):
        return "place"
    return "words" if named(reading, without_emphasis(text), entry) else ""
