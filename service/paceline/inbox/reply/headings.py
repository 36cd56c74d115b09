"""Headings: which part of the update a line opens, and what of its content stands in the same line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from paceline.domain.statements import Section
from paceline.inbox.grammar import clauses, headings
from paceline.inbox.grammar.headings import HEADINGS, MARKS, Mark
from paceline.inbox.grammar.words import Forms, Hit, Index, either, every, fold
from paceline.inbox.patterns import Pattern

_DRESS = Pattern(r"(?:#{1,6}|[*_~]{1,3}|\d{1,2}[.)](?=\s)|[^\w\s@#([<\"'“„«+/\\.,;:!?-]+|:[a-z_]{2,24}:)\s*")
_BRACKETED = Pattern(r"[\[【]([^\W\d_][^\]】:]{2,30})[\]】]\s*[:–—-]?\s*")
_UNDRESS = Pattern(r"[*_~]{1,3}")
_ENDS = Pattern(r"\s*(?:[:：]|…|\.{3})?\s*[*_~#]{0,6}\s*[:：]?\s*$")
_SPLITS = Pattern(r"\s*[*_~]{0,3}\s*[:：]\s*[*_~]{0,3}\s*|[*_~]{0,3}\s+[-–—=→]{1,2}>?\s+(?=\S)")
_TAIL = Pattern(rf"\s*(?:\(|,|{either(headings.SINCE)}\s)[^:]{{0,80}}[:)：]\s*:?\s*")
_OUR_TAIL = Pattern(rf"\s*(?:$|[:(,…]|{either(headings.SINCE)}\s)")

_LANGUAGES: Index[bool] = Index((forms, True) for row in HEADINGS for forms in (row.forms, row.weak))
_GAP = Pattern(r"\s*([.;|/•·])\s+|,?\s+")
_COLON = Pattern(r"\s*[*_~]{0,3}\s*[:：]\s*[*_~]{0,3}\s*")
_DASH = Pattern(r"\s+[-–—]\s+(?=\S)")
_UNLESS = Pattern(rf"[\s,;:(–—-]{either(clauses.UNLESS)}(?!\w)")
EVERYBODYS = tuple(row.section for row in HEADINGS)
"""Sections for the headings that are known without a template."""

_WEAK = frozenset(form for row in HEADINGS for form in every(row.weak))
_MARKS: Index[Mark] = Index((table, mark) for mark, table in MARKS)


@dataclass(frozen=True, slots=True)
class Opening:
    """A heading as it was written. `content`: the rest of its line. `sure`: a colon, bold or "#" says that it is one.

    `weak`: a plain word such as "Today". `own`: the template's own heading, not another word for it.
    """

    section: Section
    content: str = ""
    sure: bool = False
    weak: bool = False
    own: bool = False
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Marked:
    """ "Decision: we keep SQLite": the mark and what it marks."""

    mark: Mark
    content: str
    languages: frozenset[str]


def opening(text: str, sections: tuple[Section, ...]) -> Opening | None:
    """The heading that an author's line is or begins with."""
    bare, dressed = undressed(text)
    hits = _index(sections).at(fold(bare))
    if not hits:
        return None
    return next((opened for hit in hits if (opened := _opened(bare, hit, dressed))), None)


def openings(first: Opening, sections: tuple[Section, ...]) -> tuple[Opening, ...]:
    """`first` and the headings within its line, each with its own content: "Done: x. Next: y"."""
    if not first.sure or ":" not in first.content:
        return (first,)
    found: list[Opening] = []
    opened, begin = first, 0
    for gap in _GAP.finditer(first.content):
        following = _within(first.content[gap.end() :], sections, set_off=bool(gap[1]))
        if following and first.content[begin : gap.start()].strip():
            found.append(replace(opened, content=first.content[begin : gap.start()]))
            opened, begin = following, len(first.content) - len(following.content)
    return (*found, replace(opened, content=first.content[begin:]))


def _within(text: str, sections: tuple[Section, ...], *, set_off: bool) -> Opening | None:
    """A heading with a colon within a line. Where no mark sets it off it is one of the three that every update has."""
    bare, _ = undressed(text)
    if not set_off and not bare[:1].isupper():
        return None
    for hit in _index(sections).at(fold(bare)):
        colon = _COLON.match(bare, hit.end)
        section, own = hit.meaning
        if colon and (set_off or section.records in {"update", "commitments", "help", "points"}):
            form = fold(bare[: hit.end])
            return Opening(section, bare[colon.end() :], True, form in _WEAK and not own, own)
    return None


def our_opening(text: str, sections: tuple[Section, ...]) -> Section | None:
    """The section of a heading in our own letter, with its prompt: "Done since Mon 23 Nov:"."""
    bare, _ = undressed(text)
    folded = fold(bare)
    for hit in _index(sections).at(folded):
        if _OUR_TAIL.match(folded, hit.end) and (":" in bare or hit.end == len(bare)):
            return hit.meaning[0]
    return None


def marked(text: str) -> Marked | None:
    """A line that says itself what it is."""
    bare, _ = undressed(text)
    for hit in _MARKS.at(fold(bare)):
        split = _COLON.match(bare, hit.end) or (_DASH.match(bare, hit.end) if " " not in bare[: hit.end] else None)
        if split and split.end() < len(bare):
            return Marked(hit.meaning, bare[split.end() :], hit.languages)
    return None


def intended(text: str) -> Marked | None:
    """ "I intend to drop it unless somebody objects by Friday": with such a clause it needs no colon."""
    for hit in _MARKS.at(fold(text)):
        if hit.meaning == "intent" and " " in text[: hit.end] and _UNLESS.search(fold(text), hit.end):
            return Marked(hit.meaning, text[hit.end :].lstrip(), hit.languages)
    return None


def _opened(bare: str, hit: Hit[tuple[Section, bool]], dressed: bool) -> Opening | None:
    section, own = hit.meaning
    form = fold(bare[: hit.end])
    spoken = next((known.languages for known in _LANGUAGES.whole(form)), frozenset[str]())
    rest = bare[hit.end :]

    def found(content: str, *, sure: bool) -> Opening:
        return Opening(section, content, sure, form in _WEAK and not own, own, spoken)

    if _ENDS.match(rest):
        return found("", sure=dressed or ":" in rest or "：" in rest)
    if split := _SPLITS.match(rest):
        return found(rest[split.end() :], sure=":" in split.group() or "：" in split.group())
    if dressed and (closed := _UNDRESS.match(rest)):
        return found(rest[closed.end() :].lstrip(" -–—"), sure=True)
    if section.prompt and fold(rest).startswith(fold(section.prompt)):
        return found(rest[len(section.prompt) :].lstrip(" :"), sure=True)
    if ":" in rest and (tail := _TAIL.match(fold(rest))) and ":" in rest[: tail.end()]:
        return found(rest[tail.end() :], sure=True)
    return None


def undressed(text: str) -> tuple[str, bool]:
    """Without "#", "**" and pictures at the beginning, and whether "#" or "**" were there; "[Done] x" is "Done: x"."""
    dressed = False
    if bracketed := _BRACKETED.match(text):
        text = f"{bracketed[1]}: {text[bracketed.end() :]}"
    for _ in range(4):
        match = _DRESS.match(text)
        if not match or match.end() == len(text):
            break
        dressed = dressed or match.group()[0] in "#*_"
        text = text[match.end() :]
    return text, dressed


@lru_cache(maxsize=64)
def _index(sections: tuple[Section, ...]) -> Index[tuple[Section, bool]]:
    """A form means the first section that claims it: as its heading, as an alias, as one of everybody's words."""
    claims = [
        *((section, True, (section.heading, section.key.replace("_", " "))) for section in sections),
        *((section, False, section.aliases) for section in sections),
        *(
            (home, False, (*every(row.forms), *every(row.weak)))
            for row in HEADINGS
            if (home := _home(row.section, sections))
        ),
    ]
    taken: set[str] = set()
    rows: list[tuple[Forms, tuple[Section, bool]]] = []
    for section, own, written in claims:
        free = tuple(form for form in written if form.strip() and fold(form) not in taken)
        taken.update(fold(form) for form in free)
        rows.append(({"": free}, (section, own)))
    return Index(rows)


def _home(standard: Section, sections: tuple[Section, ...]) -> Section | None:
    """Where a template files what stands under a heading of everybody's: under its own section of that key, or its only
    one that records the same. Thanks have a home in every mail, notes in every update."""
    for section in sections:
        if section.key == standard.key:
            return section
    alike = [section for section in sections if section.records == standard.records]
    if standard.records != "update" and len(alike) == 1:
        return alike[0]
    return standard if standard.records == "thanks" or (sections and standard.records == "notes") else None
