"""What the author wrote, told from what clients put around it, when nothing is known of the mail that is answered."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from paceline.inbox.attribution import ENDS, attribution_at, quote_follows
from paceline.inbox.closing import Voice
from paceline.inbox.original import above, header_block_at, is_memo, may_be_clients, separates
from paceline.inbox.rows import QUOTED_BY, Mark, Row
from paceline.inbox.signature import signature_start

WRAP = 66
"""A quoted line that is at least so long may have been broken by a client, its rest without a ">"."""

_DEPTH, _BLOCK = attrgetter("depth"), attrgetter("block")

BARRED = 200
"""So many lines in a row are looked at for bars."""


def marked(rows: Sequence[Row]) -> list[Row]:
    """The rows with every attribution marked; own words that stand before one in its row become a row of their own."""
    rows = list(rows)
    if any(map(_DEPTH, rows)):
        _join_broken_quotes(rows)
    before: dict[int, str] = {}
    for at in [at for at, row in enumerate(rows) if not row.depth and row.text.endswith(ENDS)]:
        row = rows[at]
        if row.depth or row.mark is not None:
            continue
        if found := attribution_at(rows, at):
            for wrapped in rows[found[0] : at + 1]:
                wrapped.mark = Mark.ATTRIBUTION
            _quote_barred(rows, at + 1)
            if found[1]:
                before[found[0]] = found[1]
    if any(map(_BLOCK, rows)):
        _settle_blockquotes(rows)
    if not before:
        return rows
    return [new for at, row in enumerate(rows) for new in _split(row, before.get(at, ""))]


def own(rows: Sequence[Row], voice: Voice) -> list[bool]:
    """For each row (as `marked` gives them): did the author write it?"""
    written = _unquoted(rows)
    texts = [row.text for row in rows]
    stretches = _stretches(texts, written)
    if not stretches:
        return written
    signed = [at for at, row in enumerate(rows) if row.mark is not None and row.mark is Mark.SIGNATURE]
    last = stretches[-1][1]
    ending = last if voice.keep_closing and not any(texts[last:]) and not any(map(_DEPTH, rows)) else 0
    said = voice.said
    for start, end in stretches:
        keep_closing = voice.keep_closing and end != ending
        marked = next((at - start for at in signed if start <= at < end), end - start) if signed else end - start
        here = Voice(voice.names, keep_closing, said, voice.elsewhere)
        cut = start + signature_start(texts[start:end], here, marked)
        if cut < end:
            written[cut:end] = [False] * (end - cut)
        said = said or cut > start
    return written


def _quote_barred(rows: Sequence[Row], start: int) -> None:
    """Lines under an attribution that begin with a bar, or a name and ">", are quoted as by ">"."""
    for row in rows[start : start + BARRED]:
        sign = QUOTED_BY.match(row.text)
        if sign:
            row.text, row.depth = row.text[sign.end() :], 1
        elif not row.blank:
            break


def _split(row: Row, before: str) -> tuple[Row, ...]:
    if not before:
        return (row,)
    return Row(before), Row(row.text[len(before) :], row.depth, row.mark, row.block)


def _join_broken_quotes(rows: Sequence[Row]) -> None:
    """A line that a client broke off a quoted one, without a ">" of its own, is quoted too (email_reply_parser#43)."""
    for over, row, under in zip(rows, rows[1:], rows[2:], strict=False):
        if not row.depth and over.depth and under.depth and row.text and over.text and _goes_on(over.text, row.text):
            row.depth = over.depth


def _goes_on(line: str, rest: str) -> bool:
    tail = line.rsplit(None, 1)[-1]
    if "://" in tail:
        return len(rest.split(None, 1)) == 1
    return len(line) >= WRAP and tail[-1] not in ".:?!" and (rest[0].islower() or not rest[0].isalnum())


def _settle_blockquotes(rows: Sequence[Row]) -> None:
    """A plain blockquote with an attribution above it or at its head is the mail answered; else the author's."""
    at = 0
    while at < len(rows):
        end = at + 1
        if rows[at].block:
            end = next((i for i in range(at, len(rows)) if rows[i].block != rows[at].block), len(rows))
            if _is_answered(rows, at, end):
                for row in rows[at:end]:
                    row.depth = max(1, row.depth)
        at = end


def _is_answered(rows: Sequence[Row], start: int, end: int) -> bool:
    over = next((row for row in reversed(rows[max(0, start - 4) : start]) if not row.blank), None)
    if over is not None and (over.mark is Mark.ATTRIBUTION or separates(over)):
        return True
    head = [at for at in range(start, min(start + 12, end)) if not rows[at].blank][:4]
    return any(rows[at].mark is Mark.ATTRIBUTION for at in head) or any(header_block_at(rows, at) for at in head[:1])


def _unquoted(rows: Sequence[Row]) -> list[bool]:
    written = [not row.depth and row.text != "" for row in rows]
    done, said = 0, False
    for at in may_be_clients(rows):
        if at < done:
            continue
        said = said or True in written[done:at]
        done = at
        end = _client_words(rows, at)
        if not end or (not said and is_memo(rows, at, end)):
            done, said = max(end, at + 1), True
            written[at:done] = [True] * (done - at)
            continue
        following = _next_filled(rows, end)
        while not said and following < len(rows) and (more := _client_words(rows, following)):
            following = _next_filled(rows, more)
        answers = following < len(rows) and rows[following].depth > 0
        if not answers and (said or rows[at].mark is not Mark.ATTRIBUTION):
            start = above(rows, at)
            written[start:] = [False] * (len(rows) - start)
            break
        written[at:following] = [False] * (following - at)
        done = following
    return written


def _next_filled(rows: Sequence[Row], start: int) -> int:
    while start < len(rows) and not rows[start].text:
        start += 1
    return start


def _client_words(rows: Sequence[Row], at: int) -> int:
    """Where the attribution, separator or header block that begins here ends (exclusive); 0: somebody's words."""
    end = at
    while end < len(rows) and rows[end].mark is not None and rows[end].mark is Mark.ATTRIBUTION:
        end += 1
    if end > at:
        return end
    if separates(rows[at]):
        return at + 1
    end = header_block_at(rows, at)
    return end or (at + 1 if rows[at].text.startswith("From:") and quote_follows(rows, at) else 0)


def _stretches(texts: Sequence[str], written: Sequence[bool]) -> list[tuple[int, int]]:
    """Runs of own rows, with the blank ones among them: [start, end)."""
    found: list[tuple[int, int]] = []
    start = end = -1
    for at, mine in enumerate(written):
        if not mine:
            continue
        if start < 0:
            start = at
        elif at > end and any(texts[end:at]):
            found.append((start, end))
            start = at
        end = at + 1
    if start >= 0:
        found.append((start, end))
    return found
