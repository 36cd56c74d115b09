"""Lines that hold nothing to record, told from lines that merely begin like them."""

from __future__ import annotations

from paceline.inbox.grammar import clauses, courtesies
from paceline.inbox.grammar.commands import COMMANDS
from paceline.inbox.grammar.words import Index, either, fold
from paceline.inbox.patterns import Pattern

_GREETINGS: Index[bool] = Index([(courtesies.GREETINGS, True)])
_GREETED: Index[bool] = Index([(courtesies.GREETED, True)])
_CLOSINGS: Index[bool] = Index([(courtesies.CLOSINGS, True)])
_THANKS: Index[bool] = Index([(clauses.THANKS, True)])
_EMPTY: Index[bool] = Index([(courtesies.EMPTY, True)])
_DENIALS: Index[bool] = Index([(courtesies.DENIALS, True)])
_TAILS: Index[bool] = Index([(courtesies.EMPTY_TAIL, True)])
_AS_BEFORE: Index[bool] = Index([(courtesies.AS_BEFORE, True)])
_ASSENT: Index[bool] = Index((row.forms, True) for row in COMMANDS if row.verb in {"ok", "accept", "can't"})
_UNDECIDED: Index[bool] = Index([(courtesies.UNDECIDED, True)])

_NO_DAY_YET = Pattern(rf"(?<![\w'-]){either(courtesies.NO_DAY_YET)}$")

_THOUGH = Pattern(rf"[\s,;(–—-]+{either(courtesies.THOUGH)}(?!\w)")
_WANTED = Pattern(rf"(?<!\w){either(courtesies.WANTED)}(?!\w)")

_MARKS = " \t,;:.!?–—-*_()/"
_NAME = Pattern(r"[^\W\d_][\w.'’-]*|@[\w.+-]+")
_ONLY_MARKS = Pattern(r"[\s!-/:-@\[-`{-~–—•·…“”„«»]*")

_OF = {"of", "the", "and", "for", "at", "&", "|", "de", "la", "du", "des", "von", "der", "für", "di", "van", "para"}

_BESIDES = Pattern(r"^[\W_]+|[\W_]+$")
"""Marks and pictures around what is left."""

_MOST_WORDS = 5
"""Of an empty answer: "no, nothing at the moment, thanks"."""
_LONGEST_NAME = 3
_LONGEST_SIGNATURE = 5
"""Words of a line under a closing."""


def is_greeting(text: str) -> bool:
    """ "Hi", "Good morning Mara,", "Hallo zusammen"; not "Hi, the build is red"."""
    return any(_names_somebody(text[hit.end :]) for hit in _GREETINGS.at(fold(text)))


def is_closing(text: str) -> bool:
    """ "Thanks,", "Best, Ana", "Thanks Ana"; not "Best Practices"."""
    folded = fold(text)
    return "@" not in text and any(
        _is_name(text[hit.end :], also_nothing=True)
        for hit in _CLOSINGS.at(folded)
        if not folded[hit.end : hit.end + 1].isspace() or " " in folded[: hit.end] or _THANKS.whole(folded[: hit.end])
    )


def is_signature(text: str) -> bool:
    """A line under a closing: a name, a role ("Head of Platform"); not "PS Call me"."""
    words = text.strip(_MARKS).split()
    if not 0 < len(words) <= _LONGEST_SIGNATURE or fold(words[0]).replace(".", "") == "ps":
        return False
    return _may_be_name(words[0]) and all(_may_be_name(word) or word in _OF for word in words)


def is_name(text: str) -> bool:
    """One capitalised word and nothing else."""
    return _is_name(text, also_nothing=False) and len(text.split()) == 1


def is_mere_marks(text: str) -> bool:
    """Punctuation without a word: a rule, an empty bullet, three dots."""
    return bool(_ONLY_MARKS.fullmatch(text))


def is_empty_answer(text: str, *, in_section: bool = False) -> bool:
    """ "none", "no blockers this week", "currently nothing, thanks". `in_section`: a mere "not yet" is one too."""
    rest = _BESIDES.sub("", fold(text))
    says_nothing = False
    for _ in range(_MOST_WORDS):
        empty = _EMPTY.at(rest) or (_DENIALS.at(rest) if in_section else ())
        hits = empty or _TAILS.at(rest)
        if not hits:
            break
        says_nothing = says_nothing or bool(empty)
        rest = _BESIDES.sub("", rest[hits[0].end :])
    return says_nothing and not rest


def is_denied(text: str) -> bool:
    """ "Not really, though staging was slow": an empty answer under a heading, with a remark that asks for nothing."""
    folded = fold(text)
    though = _THOUGH.search(folded)
    if though is None or _WANTED.search(folded, though.end()):
        return False
    return is_empty_answer(text[: though.start()], in_section=True)


def begins_empty(text: str) -> bool:
    """ "Nothing special, just support": what is set off behind an empty answer adds nothing that is promised."""
    folded = fold(text)
    return any(folded[hit.end : hit.end + 1] in {",", ";", "."} for hit in _EMPTY.at(folded))


def is_as_before(text: str) -> bool:
    return bool(_AS_BEFORE.whole(fold(text).strip(_MARKS)))


def is_undecided(text: str) -> bool:
    """ "tbd", "ring Ana, tbd"."""
    folded = fold(text).strip(_MARKS)
    return bool(_UNDECIDED.whole(folded) or _NO_DAY_YET.search(folded))


def is_assent(text: str) -> bool:
    """ "ok", "yes": an answer to anything."""
    return bool(_ASSENT.whole(fold(text).strip(_MARKS)))


def courtesy_languages(text: str) -> frozenset[str]:
    hits = _GREETINGS.at(fold(text)) or _CLOSINGS.at(fold(text))
    return hits[0].languages if hits else frozenset()


def _names_somebody(rest: str) -> bool:
    left = rest.strip(_MARKS)
    for _ in range(4):
        if not left:
            return True
        hits = _GREETED.at(fold(left))
        name = _NAME.match(left)
        if not hits and not (name and _may_be_name(name.group())):
            return False
        end = hits[0].end if hits else name.end() if name else 0
        left = left[end:].strip(_MARKS)
    return not left


def _is_name(rest: str, *, also_nothing: bool) -> bool:
    words = rest.replace(",", " ").strip(_MARKS).split()
    if not words:
        return also_nothing
    return len(words) <= _LONGEST_NAME and all(_may_be_name(word.strip(_MARKS)) for word in words)


def _may_be_name(word: str) -> bool:
    return bool(_NAME.fullmatch(word)) and not word[0].islower()
