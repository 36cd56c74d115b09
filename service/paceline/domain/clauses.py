"""The clauses of an operating agreement: rules that the service acts by, and norms in words, under six headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

HEADINGS = ("Decision rights", "Escalation", "Responsiveness", "Check-ins", "Quality", "Documentation")
"""Numbered from 1. Each may be empty, and is listed as empty."""
RIGHTS = "rights"
"""The key of rules of which there may be many, each a clause: "@bo decides about the database"."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that the service acts by: `key` as in the configuration, the heading that it stands under, its name."""

    key: str
    heading: int
    label: str


RULES = (
    Rule("may_decide", 1, "decides without a window"),
    Rule("decide_anyway", 1, "an intent's owner may decide over an objection"),
    Rule("may_change", 1, "may change this agreement, by an intent"),
    Rule(RIGHTS, 1, ""),
    Rule("help_at_once", 2, "peers who are asked for a hand at a time"),
    Rule("help_hours", 2, "the next ones are asked after"),
    Rule("help_when_late", 2, "peers are asked, too, when what is due is left unanswered"),
    Rule("escalation", 2, "told when nobody is left to ask"),
    Rule("escalation_hours", 2, "and no sooner than"),
    Rule("window_days", 3, "an intent stays open for"),
    Rule("window_days_irreversible", 3, "one that can't be taken back stays open for"),
    Rule("consent_days", 3, "who waits for a commitment may speak of a change for"),
    Rule("send_hour", 3, "what asks is sent at"),
    Rule("workdays", 3, "working days"),
    Rule("starts", 3, "working hours begin at"),
    Rule("ends", 3, "working hours end at"),
    Rule("quiet_from", 3, "nothing is sent from"),
    Rule("quiet_until", 3, "nothing is sent until"),
    Rule("template", 4, "the questions of a review"),
    Rule("ask", 4, "they are asked"),
    Rule("remind", 4, "one reminder comes, before the digest"),
    Rule("digest", 4, "the digest comes"),
    Rule("week", 4, "everybody hears of their own week on"),
    Rule("team_week", 4, "the team's week is told on"),
    Rule("most_open", 5, "open commitments of one person, at most"),
    Rule("reason_needed", 6, "a decision and an intent say why"),
    Rule("agreement_owner", 6, "looked after by"),
    Rule("agreement_review", 6, "it is looked at again after"),
)
"""In the order in which they are numbered."""
BY_KEY = {rule.key: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class Clause:
    """`words` are a rule's value as people write it ("3 working days"), or the norm."""

    number: str
    words: str
    key: str = ""
    """The rule that it sets; empty: a norm."""
    by: str = ""
    """The decision that set it; empty: the configuration, or the agreement's file."""

    @property
    def heading(self) -> int:
        return int(self.number.partition(".")[0])

    @property
    def label(self) -> str:
        return BY_KEY[self.key].label if self.key in BY_KEY else ""

    @property
    def text(self) -> str:
        """As it stands in a letter."""
        return f"{self.label}: {self.words}" if self.label else self.words


@dataclass(frozen=True, slots=True)
class Said:
    """A clause as its source has it, before it is numbered."""

    heading: int
    words: str
    key: str = ""

    @property
    def name(self) -> tuple[str, str]:
        """What tells it from the others of its source: a rule's key; the words of a right and of a norm."""
        return (self.key, "") if self.key not in ("", RIGHTS) else (self.key, self.words)


def numbered(said: Iterable[Said], before: Iterable[Clause] = ()) -> tuple[Clause, ...]:
    """Clauses with numbers behind all that `before` has had under their headings."""
    last = dict.fromkeys(range(1, len(HEADINGS) + 1), 0)
    for clause in before:
        last[clause.heading] = max(last[clause.heading], int(clause.number.partition(".")[2]))
    found = []
    for one in said:
        last[one.heading] += 1
        found.append(Clause(f"{one.heading}.{last[one.heading]}", one.words, one.key))
    return tuple(found)


def in_order(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    return tuple(sorted(clauses, key=lambda clause: tuple(map(int, clause.number.split(".")))))


# --- rights ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Right:
    """`people` (handles) decide about `topics` without a window, or are heard before something about them stands."""

    people: tuple[str, ...]
    decides: bool
    topics: tuple[str, ...]

    @property
    def words(self) -> str:
        who = " and ".join(self.people)
        does = (
            ("decide" if len(self.people) > 1 else "decides")
            if self.decides
            else ("are heard" if len(self.people) > 1 else "is heard")
        )
        return f"{who} {does} about {', '.join(self.topics)}"

    def is_about(self, words: str) -> bool:
        return any(re.search(rf"(?<!\w){re.escape(topic.casefold())}", words.casefold()) for topic in self.topics)


_RIGHT = re.compile(
    r"(@[\w.+-]+(?:@[\w.-]+)?(?:(?:\s*,\s*|\s+(?:and|or|&)\s+)@[\w.+-]+(?:@[\w.-]+)?)*)\s+"
    r"(?:(decides?)|(?:is|are|must be|is to be|are to be)\s+heard)\s+(?:about|on|over)\s+(.{1,300}?)[\s.]*",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"@[\w.+-]*\w(?:@[\w.-]*\w)?")
_ARTICLE = re.compile(r"(?:the|a|an|our|all)\s+", re.IGNORECASE)


def right(words: str) -> Right | None:
    """ "@bo decides about the database, Postgres", "@eve is heard about security"."""
    match = _RIGHT.fullmatch(words.strip())
    if not match:
        return None
    parts = re.split(r"\s*,\s*|\s+and\s+", match[3])
    topics = tuple(topic for part in parts if (topic := _ARTICLE.sub("", part.strip(), count=1).strip(" .")))
    people = tuple(dict.fromkeys(found.lower() for found in _HANDLE.findall(match[1])))
    return Right(people, bool(match[2]), topics) if topics else None
