"""The grammar of day phrases: rows of (a pattern over the kinds of signs, the kind they become, what they mean).

Kinds of words: d weekday, j weekdays ("Mondays"), m month, n number in figures, c number in words, h half, 1 "a",
o ordinal, y year, t "two thousand", u unit, r today and its neighbours, H named day, N next, T this, C coming, L last,
v early and late, a article, B by, O on, I in, F from and after, S since, G before, g ago, A ago (in front), Z from now,
E end of, K start of, M middle of, l the end of this unit, w week of a day, W week number, Q quarter, D date in figures,
P time of day, k o'clock, @ at (a time), p part of a day, e end of the day, V every, | or; marks are themselves, _ is
another word, x another number. The rows make X a day, R a period, J a day by counting.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from paceline.inbox.dates import counted, dated, periods, times, weekdays
from paceline.inbox.dates.meaning import Meaning, Reading, Sign, any_of
from paceline.inbox.dates.signs import signs


@dataclass(frozen=True, slots=True)
class Row:
    """`weak`: whether what is made speaks of a day only in company; None: as its parts do."""

    pattern: re.Pattern[str]
    kind: str
    meant: Callable[[list[Sign], Reading], Meaning | None]
    weak: bool | None


def phrases(line: str, reading: Reading) -> list[Sign]:
    """The line's signs, day phrases put together to signs of kind "X" or "R"."""
    found = signs(line, reading.language)
    kinds = "".join(sign.kind for sign in found)
    if not _MAY_BE_A_DAY.search(kinds):
        return found
    for row in ROWS:
        changed = _put_together(found, kinds, row, reading)
        if changed is not None:
            found = changed
            kinds = "".join(sign.kind for sign in found)
    return found


_MAY_BE_A_DAY = re.compile("[dmorDHXlePWQutwj]|[aBOG][nc]")


def _put_together(found: list[Sign], kinds: str, row: Row, reading: Reading) -> list[Sign] | None:
    """The signs with each match of the row's pattern put together, left to right; None: nothing was."""
    result: list[Sign] = []
    at = 0
    for match in row.pattern.finditer(kinds):
        parts = found[match.start() : match.end()]
        if row.meant is times.on_day and any_of(parts, "B") and _only_says_which(found[: match.start()], reading):
            continue
        made = _made(parts, row, reading)
        if made is not None:
            result += found[at : match.start()]
            result.append(made)
            at = match.end()
    return [*result, *found[at:]] if at else None


def _only_says_which(before: list[Sign], reading: Reading) -> bool:
    """ "The outage of Tuesday by 17:00": the time is not Tuesday's."""
    last = next((sign for sign in before[:-4:-1] if sign.kind != "a" or sign.text in reading.language.genitives), None)
    return last is not None and last.text in reading.language.genitives


def _made(parts: list[Sign], row: Row, reading: Reading) -> Sign | None:
    try:
        meaning = row.meant(parts, reading)
    except (OverflowError, ValueError):
        return None
    if meaning is None:
        return None
    weak = all(part.weak for part in parts if part.kind not in _SAY_NOTHING) if row.weak is None else row.weak
    return Sign(row.kind, parts[0].start, parts[-1].end, parts[0].text, weak=weak, meaning=meaning)


_SAY_NOTHING = "aBOI,-/–|nc"


def _row(
    pattern: str,
    kind: str,
    meant: Callable[[list[Sign], Reading], Meaning | None],
    *,
    weak: bool | None = False,
) -> Row:
    return Row(re.compile(pattern), kind, meant, weak)


_COUNT = "[nc1]u"

ROWS = (
    # years and times
    _row("t[a|]?[c1]", "y", times.year),
    _row("(?<=[mo,])cc", "y", times.year_in_halves),
    _row("@?[ncPD]k|@[PD]|@n(?![a,]{0,2}m)", "P", times.clock),
    _row("I(?:[nc1][-–/|BOIa@][nc]|D)u|I1u[|][nc]", "X", counted.either),
    # dates
    _row("D[.]?a?m(?:a{0,2}y)?|[on][-–/][on]a?m(?:a{0,2}y)?", "X", dated.two_days),
    _row("[noc]a{0,2}m,?'n(?![uk:])|m[no],?'n(?![uk:])|n-m-n|[no]m,?n(?![_ukdm:./-])", "X", dated.short_year),
    _row("[noc]a{0,2}m[,I]?a{0,2}y|[noc]a{0,2}m|oua{0,2}m", "X", dated.named_month),
    _row("ma{0,2},?a?[noc](?:,?[aI]{0,2}y)?(?![uk:])", "X", dated.named_month),
    _row("m[-/]n[-/]y|n[-/]m[-/]y|y[-/]m[-/]n|y[-/]n[-/]m|m[-/]y[-/]n|n[-/]y[-/]m", "X", dated.named_month),
    _row("m[-/]n(?![-/])|n[-/]m", "X", dated.named_month),
    _row("oo|o/[on]|nan", "X", dated.two_numbers, weak=True),
    _row("(?:[TC],?a?)?d[,(]?[aO]{0,2}[DX]|[DX][(]d[)]", "X", weekdays.with_date),
    _row("D", "X", dated.in_figures, weak=None),
    _row("(?<![INaLTCc])[nc1]uO?[dr]|[dr]u", "X", counted.week_after),
    _row("r", "X", dated.relative, weak=None),
    # periods
    _row("(?<![nc1])a?uFN(?![adXHm])", "R", periods.after_next),
    _row("(?:w|(?<![nc1oNL])u[aF]{1,2})X", "R", periods.week_of),
    _row("ua?Nd", "X", weekdays.of_next),
    _row("[NTCL]a{0,2}u|ua?[NTCL](?![dHXu])", "R", periods.from_now),
    _row("(?<![nc1oNTCLE])a?u", "R", periods.weekend),
    _row("(?:Wn|oW)(?:[/a]{0,2}y)?", "R", periods.week_number),
    _row("Q[noc](?:[-/a]{0,2}y)?|o[uQ](?:[/a]{0,2}y)?|y-?Qn", "R", periods.quarter, weak=True),
    _row("[NTCL]?a?H(?:[aI]{0,3}[yR])?", "X", dated.holiday, weak=None),
    _row("[NTL]?a?m(?:[a/]{0,3}y)?|m[NL]", "R", periods.month, weak=True),
    _row("oa?u[aI]{0,3}R", "R", periods.nth_week),
    # days of periods
    _row("va?R", "_", times.nothing),
    _row("[oL]a?d[aIO]{0,3}[Ru]", "X", weekdays.nth),
    _row("[oL]a?u[aIO]{0,3}[Ru]", "X", periods.nth_day),
    _row("[no]a{0,3}R|R[aO,]{0,3}o|[no]a{1,3}u(?![aNTCL])", "X", periods.number_of_month),
    _row("d,?[aOI]{0,3}R|R,?[aO]{0,3}d", "X", weekdays.of_week),
    _row("[Ee]a{0,3}[RudXy]|l(?:a{0,2}R)?", "X", periods.end),
    _row("(?<!1)Ma{0,2}[Ruy]", "X", periods.middle),
    _row("Ka{0,2}[Ruy]", "X", periods.start),
    # weekdays
    _row("a?dFN", "X", weekdays.after_next),
    _row("va?d", "X", weekdays.weekday),
    _row("d,?a{0,2}o|d,?a{0,2}[cn](?![u:k])", "X", weekdays.with_number, weak=None),
    _row("[TCN]{1,2}a?d|La?d|d[NCL]", "X", weekdays.weekday),
    _row("[NTCv]a?X", "X", times.the_same),
    # counting
    _row(f"h{_COUNT}|I?{_COUNT}h", "_", times.nothing),
    _row(f"{_COUNT}[aF]{{0,2}}F[aO]{{0,2}}[dX]|{_COUNT}Ga?[dX]|(?<=[aO])u[FG]a?[dX]", "J", counted.from_anchor),
    _row(f"[Xd]I{_COUNT}|a?[Xd]Icu?|a?X[Oa]cu?", "X", counted.then_counted),
    _row(f"(?:{_COUNT}[|,]?){{1,4}}Z|[nc]jZ|I[aNC]{{0,2}}[nc1]N?uZ?", "J", counted.ahead),
    _row(f"[GA]{_COUNT}|{_COUNT}g", "J", counted.ago),
    _row("d,?J|J,?[aO]{0,2}d", "X", counted.on_weekday),
    _row("J", "X", counted.only_day),
    # what is left: days by one word or number, then times with them, and days beside days
    _row("d", "X", weekdays.weekday, weak=None),
    _row("[aBOG][nc]|[aBOG]?o", "X", dated.number_alone, weak=True),
    _row("X,?(?!B[Pp]{1,2}[OIa]{0,2}X)[OIBa@G]{0,2}[Pp]{1,2}|Xa?e", "X", times.on_day, weak=None),
    _row("[Pp][OIaB]{0,2}X|e[aOI]{0,2}X", "X", times.on_day),
    _row("e|(?<=B)P", "X", times.today),
    _row("Va?o?[XRd]", "_", times.nothing),
    _row("X[aBO]{0,2}[|/–][aBO]{0,2}X", "X", dated.either_day, weak=None),
)
