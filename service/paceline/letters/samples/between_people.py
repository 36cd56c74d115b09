"""What people tell each other through us: in private, who runs a review, who is away."""

from __future__ import annotations

from datetime import UTC, date, datetime

from paceline.agenda.contents import HereAfterAll, PrivateWords, SeriesNews, ToldAway
from paceline.letters.samples.people import ANA, BO, MARA


def private() -> dict[str, PrivateWords]:
    words = ("I have more on my plate than I can carry, and I would rather not say so to all.",)
    return {
        "usual": PrivateWords(BO, "Ana", "ana", words, "Platform weekly"),
        "two lines": PrivateWords(BO, "Ana", "ana", (*words, "Can we talk on Thursday?")),
    }


def series() -> dict[str, SeriesNews]:
    start = datetime(2026, 12, 21, 9, tzinfo=UTC)
    return {
        "usual": SeriesNews(BO, "every", "Ana and Bo", "Ana", 3, start),
        "each date again": SeriesNews(BO, "every", "Ana and Bo", "Ana", 1, start),
        "asked": SeriesNews(BO, "asked", "Platform weekly", "Mara"),
        "runs": SeriesNews(ANA, "runs", "Platform weekly", "Bo"),
        "not run by them": SeriesNews(ANA, "declined", "Platform weekly", "Bo", reason="I run two already"),
        "nobody runs it": SeriesNews(ANA, "orphaned", "Platform weekly", "Mara"),
    }


def told_away() -> dict[str, ToldAway]:
    return {
        "usual": ToldAway(ANA, "Mara", date(2026, 12, 7)),
        "later on": ToldAway(ANA, "Mara", date(2026, 12, 11), date(2026, 12, 7)),
    }


def here_after_all() -> HereAfterAll:
    return HereAfterAll(MARA, "Bo", date(2026, 12, 7))
