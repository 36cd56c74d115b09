"""The commands: what each is said about, what comes with it, and how people write it."""

from __future__ import annotations

from paceline.inbox.grammar.commands.of_commitments import COMMITMENTS
from paceline.inbox.grammar.commands.of_decisions import DECISIONS
from paceline.inbox.grammar.commands.of_help import HELP_REQUESTS
from paceline.inbox.grammar.commands.of_lessons import LESSONS
from paceline.inbox.grammar.commands.of_oneself import ONESELF
from paceline.inbox.grammar.commands.of_reviews import REVIEWS
from paceline.inbox.grammar.commands.questions import QUESTIONS
from paceline.inbox.grammar.commands.row import (
    AGREEMENT,
    BEST,
    COMMITMENT,
    DECISION,
    HELP,
    INTENT,
    LESSON,
    OF_A_COMMITMENT,
    OF_A_REQUEST,
    OF_ITS_OWNER,
    OFFER,
    OWN_REQUEST,
    REFERRAL,
    REVIEW,
    SELF,
    THANKS,
    UPDATE,
    Kind,
    Row,
    Shape,
)
from paceline.inbox.grammar.commands.words_beside import AWAY, CHOICES, DEPUTY, NO, SMALL_WORDS, TO_CLOSE, WEEK_OF

COMMANDS = (*COMMITMENTS, *LESSONS, *HELP_REQUESTS, *DECISIONS, *REVIEWS, *ONESELF, *QUESTIONS)

__all__ = [
    "AGREEMENT",
    "AWAY",
    "BEST",
    "CHOICES",
    "COMMANDS",
    "COMMITMENT",
    "DECISION",
    "DEPUTY",
    "HELP",
    "INTENT",
    "LESSON",
    "NO",
    "OFFER",
    "OF_A_COMMITMENT",
    "OF_A_REQUEST",
    "OF_ITS_OWNER",
    "OWN_REQUEST",
    "REFERRAL",
    "REVIEW",
    "SELF",
    "SMALL_WORDS",
    "THANKS",
    "TO_CLOSE",
    "UPDATE",
    "WEEK_OF",
    "Kind",
    "Row",
    "Shape",
]
