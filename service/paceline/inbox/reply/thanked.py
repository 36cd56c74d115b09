"""Lines that thank: whom, and what for."""

from __future__ import annotations

from paceline.domain.statements import Thanks
from paceline.inbox.grammar import clauses
from paceline.inbox.grammar.words import Index, either, fold
from paceline.inbox.patterns import Pattern
from paceline.inbox.reply.cuts import EDGES, tidy
from paceline.inbox.reply.owners import HANDLES
from paceline.inbox.reply.targets import HANDLE, NAME

_WHOM = rf"(?:{HANDLES}|{NAME}(?:\s+{either(clauses.AND)}\s+{NAME})?)"
_THANKED = Pattern(rf"({_WHOM})(?![\w@])[\s,:!.–—-]*")
_INLINE_THANKS = Pattern(
    rf"(?:^|[,;.(!–—-])\s*(?:and\s+|und\s+|et\s+|y\s+|e\s+|en\s+)?{either(clauses.THANKS)}[,:]?\s+"
)
_WHAT_FOR = Pattern(rf"{either(clauses.THANKED_FOR)}\s+")
_NAMES = Pattern(rf"{HANDLE}|{NAME}")
_AND: Index[bool] = Index([(clauses.AND, True)])


def thanks(text: str, line: str) -> Thanks:
    """ "@eve for the rescue": to whom, and what for."""
    match = _THANKED.match(text)
    behind = text[match.end() :] if match else ""
    if not match or (not match[1].startswith("@") and behind and not _WHAT_FOR.match(fold(behind))):
        return Thanks(_what_for(text), line)
    return Thanks(_what_for(behind), line, _names(match[1]))


def inline_thanks(text: str, line: str) -> tuple[str, Thanks | None]:
    """An update line without its thanks, and the thanks: "schema review, thanks @chen". Without a reason of their own
    they are for what the line says."""
    folded = fold(text)
    for match in _INLINE_THANKS.finditer(folded):
        whom = _THANKED.match(text, match.end())
        if not whom:
            continue
        behind = text[whom.end() :]
        if not whom[1].startswith("@") and behind and not _WHAT_FOR.match(fold(behind)):
            continue
        rest = tidy(text[: match.start()])
        return rest, Thanks(_what_for(behind) or rest, line, _names(whom[1]))
    return text, None


def _what_for(text: str) -> str:
    text = text.strip(EDGES + "!()")
    reason = _WHAT_FOR.match(fold(text))
    return text[reason.end() :] if reason else text


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in _NAMES.findall(text) if not _AND.whole(fold(name)))
