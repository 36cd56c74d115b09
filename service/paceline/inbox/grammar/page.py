"""The tables as a page for people: docs/grammar.md."""

from __future__ import annotations

from collections.abc import Iterable

from paceline.inbox.grammar import clauses, courtesies, lengths, private, promises, speech
from paceline.inbox.grammar.commands import CHOICES, COMMANDS, COMMITMENT, Row
from paceline.inbox.grammar.doubts import DOUBTS
from paceline.inbox.grammar.giving import GIVEN
from paceline.inbox.grammar.headings import HEADINGS, MARKS
from paceline.inbox.grammar.words import LANGUAGES, Forms

_INTRODUCTION = """\
# What may be written in a reply

<!-- Written by `python -m paceline.inbox.grammar` from the tables in paceline/inbox/grammar. Change those. -->

Case, accents and the kind of apostrophe make no difference, and every language works in every mail. Dates are
read in the sender's zone and locale: `Friday`, `tomorrow`, `3 Dec`, `3.12.`, `in two weeks`, `+3d`.

## How a line is read

1. **Under a heading** of the template a line is what the heading asks for: an update, a commitment, a request
   for help, a decision, thanks or a note. `Done: x`, `Done - x`, `**Done** x`, `## Done` and `- Done: x` are
   all headings. Words that are also plain words (`Today`) are headings only beside another heading.
2. **A list** may go on after an empty line; prose after a list is a note. Where lines are commitments, prose
   before the bullets, between them or behind them is a note too, and the bullets go on being commitments; behind
   an empty line and prose only those with a day. Without bullets the lines right below the heading are the list.
   A question or a line that ends with `tbd` is a note, and a day that no month has (`31 Nov`) is asked about.
   An unknown heading over bullets (`Risks:`) ends the list, and so does prose below `Blocked: none`.
3. **Sub-bullets** are details of the line above. Where only they have days, they are the commitments and the
   line above is their title.
4. **A command** begins with what it is about (`2`, `C12`, `D4`, `H3`), or with its verb (`done C12`). A verb
   by itself is about the item that it stands under, else about the only item it can be about. After a number
   a reason is set off: `2 done, it is on the wiki`; `2 closed tickets` closes nothing. A day alone (`C12 Friday`)
   moves a commitment where nothing follows or a reason is set off; `may`, `might` and their like move none. An
   offer that is accepted for another day (`C12 accept by 10 Dec`) is asked about, and so are `C12 done next week`
   and `C12 drop if …`. It may be put kindly (`please move 2 to Friday`), as a report (`I've shipped C12`), in
   quotation marks, or with a `number` or `re` before it; `can we move 2 to Friday?` is asked about. Several may
   stand in a line: `2 done, 3 ok`. Words about a number that are no command (`2 not yet`, `3 I'd rather wait`) are
   asked about too, above all about an intent; and so is `close C12`, which may be a plan.
5. **Outside of headings** only the marks below, `@bo: … by Friday`, `Thanks @eve …`, `Help: …` and commands
   count. All else is kept verbatim as a note. `@bo: … by Friday` counts under any heading, but for the lines
   of a list of news. In a mail that answers nothing `@bo could you … by Friday?` is such an offer too; without
   "by", or with more than that in the line, it is asked about.
6. **Who promises.** `we` is the author. `@bo: …` and a question to somebody (`@bo can you …?`) are offers; where
   the names of the team are known, `Bo: …`, `Bo will …` and `for Eve` are read as if an @ stood there. `@team`,
   two owners (`Bo and I`), `somebody`, the name of a stranger and what a colleague does (`Bo reviews the schema`)
   are asked about.
7. **What is promised.** `maybe`, `hopefully`, `try to`, `if time permits`, `by Friday, I hope` and `it won't be
   ready` make no commitment, and are asked about; `I won't …` is a note, and so is a line that tells how it is
   (`mostly support duty`), unless a deadline stands in it. `ship it if the vendor answers` is a commitment with
   its condition. Among decisions a question is a note, and a proposal (`we should …`) is asked about.
8. **Several in a line.** `Done: x. Next: y by Friday. Blocked: none` are three headings. `ship it by Thursday, write
   it up by Monday` are two commitments, because both have a deadline; behind a semicolon a day is enough. A sentence
   without a day beside one with a day stays in the update.
9. **One heading left out.** Bullets at the top, above the heading of the template's second part, belong to its first,
   if that records news.
10. **`[x]` and ✅** among the commitments say that a line is done already. An id alone under `Done` is done.
11. **Nothing is guessed.** A line that looks like a command and can't be read is answered with the reason and
   with what works.
12. **Greetings, closings, names below them and answers such as "none"** are passed over, if there is nothing
   else in the line.
"""

_READ_ONLY = "**Not carried out yet:** it is read, and answered with what works instead."

_ABOUT = {
    "due": "a commitment that is due",
    "offer": "an offered commitment",
    "lesson": "a commitment that was closed late",
    "change": "a change of a commitment that you wait for",
    "counter": "another day that is proposed to you",
    "intent": "an intent",
    "objection": "an objection to your intent",
    "review": "a decision that is looked at again",
    "help": "a help request",
    "agreement": "your team's agreement",
    "request": "a help request of your own",
    "referral": "somebody from outside who may be asked for a hand",
    "thank": "help that has ended",
    "update": "an update",
    "self": "yourself, or everything",
}
_NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "it": "Italian",
    "nl": "Dutch",
}


def page() -> str:
    """The whole page, Markdown."""
    return "\n".join((_INTRODUCTION, *_headings(), *_marks(), *_commands(), *_small_words(), *_doubts()))


def _headings() -> Iterable[str]:
    yield "## Headings\n"
    yield "A template has its own headings, and other words for them. These work too, where it has such a part.\n"
    for heading in HEADINGS:
        yield f"**{heading.section.heading}**\n"
        yield from _by_language(heading.forms, heading.weak)


def _marks() -> Iterable[str]:
    yield "## Marks\n"
    yield "Before a colon, anywhere: `Decision: we keep SQLite because it is enough, review in March`,"
    yield "`Intent: drop Python 3.11 unless objected by Friday 17:00, reversible`, `Commitment: ship it by Friday`.\n"
    for mark, table in MARKS:
        yield f"**{mark}**\n"
        yield from _by_language(table)
    yield "**private**: `private: …` is for the organizer, `private to @bo: …` for Bo. Such a line ends with its"
    yield "paragraph, or with its bullet; `private:` alone on a line goes on until the next heading.\n"
    yield from _by_language(private.PRIVATE)
    yield "Before the name:\n"
    yield from _by_language(private.TO)


def _commands() -> Iterable[str]:
    yield "## Commands\n"
    for row in COMMANDS:
        yield f"### {row.verb}: `{row.example}`\n"
        yield f"About {_about(row)}." + ("" if row.works else f" {_READ_ONLY}") + (row.told and f" {row.told}") + "\n"
        yield from _by_language(row.forms)
    yield "### What `stop` and `start` may name\n"
    for what, table in CHOICES:
        yield f"**{what}**\n"
        yield from _by_language(table)


def _about(row: Row) -> str:
    if row.on >= COMMITMENT:
        others = [_ABOUT[kind] for kind in _ABOUT if kind in row.on - COMMITMENT]
        return ", ".join(("a commitment", *others))
    return ", ".join(words for kind, words in _ABOUT.items() if kind in row.on)


def _small_words() -> Iterable[str]:
    yield "## Words within a line\n"
    tables = (
        ("done when", clauses.DONE_WHEN),
        ("by when", clauses.DUE),
        ("for whom", clauses.FOR),
        ("asked of somebody", clauses.REQUESTS),
        ("because", clauses.RATIONALE),
        ("review", clauses.REVIEW),
        ("instead of", clauses.REPLACES),
        ("unless objected", clauses.UNLESS),
        ("reversible", clauses.REVERSIBLE),
        ("not reversible", clauses.IRREVERSIBLE),
        ("thanks", clauses.THANKS),
        ("nothing to say", courtesies.EMPTY),
        ("as before", courtesies.AS_BEFORE),
        ("not decided yet", courtesies.UNDECIDED),
        ("no day yet", courtesies.NO_DAY_YET),
        ("nothing to say, under a heading only", courtesies.DENIALS),
        ("perhaps, after an id", clauses.MAYBE),
        ("perhaps, in a promise", promises.HEDGES),
        ("if there is time", promises.IF_TIME),
        ("not promised", promises.NOT),
        ("how it is", promises.PROSE),
        ("nobody", promises.SOMEBODY),
        ("everybody", promises.EVERYBODY),
        ("we", promises.WE),
        ("not decided", promises.PROPOSALS),
        ("asked kindly", speech.ORDERS_TO_US),
        ("what somebody wants to do", speech.INTENTIONS),
        ("what somebody has done", speech.REPORTS),
        ("may it be done", speech.QUESTIONS),
        ("before a number", speech.NUMBERS),
        ("from me", speech.FROM_ME),
        ("how long, in days", lengths.DAYS),
        ("how long, in weeks", lengths.WEEKS),
        ("how long, in months", lengths.MONTHS),
        *((f"help: {kind}", table) for kind, table in GIVEN),
    )
    for name, table in tables:
        yield f"**{name}**\n"
        yield from _by_language(table)


def _doubts() -> Iterable[str]:
    yield "## When a line can't be read\n"
    yield "| code | why |"
    yield "|---|---|"
    for code, doubt in DOUBTS.items():
        yield f"| `{code}` | {doubt.why} |"
    yield ""


def _by_language(table: Forms, weak: Forms | None = None) -> Iterable[str]:
    for language in LANGUAGES:
        strong = ", ".join(table.get(language, ()))
        plain = ", ".join((weak or {}).get(language, ()))
        words = strong + (f"; beside another heading also: {plain}" if plain else "")
        if words:
            yield f"- {_NAMES[language]}: {words}"
    yield ""
