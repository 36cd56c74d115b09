"""What comes with a verb: a reason, a day, a name. One reader for each shape of the command table."""

from __future__ import annotations

from collections.abc import Callable

from paceline.inbox.grammar.commands import Shape
from paceline.inbox.reply.shapes import of_oneself, of_questions, of_things
from paceline.inbox.reply.shapes.args import Args, Said

SHAPES: dict[Shape, Callable[[Args], Said | None]] = {
    "reason": of_things.reason,
    "words": of_things.needs_words,
    "given": of_things.given,
    "part": of_things.part,
    "set off": of_oneself.set_off,
    "day": of_things.day,
    "name": of_things.name,
    "other": of_things.other,
    "hold": of_things.hold,
    "kept": of_things.kept,
    "alone": of_oneself.alone,
    "until": of_oneself.until,
    "span": of_oneself.span,
    "choice": of_oneself.choice,
    "hour": of_oneself.hour,
    "every": of_oneself.every,
    "heir": of_oneself.heir,
    "date": of_oneself.date,
    "review": of_oneself.review_named,
    "language": of_oneself.language,
    "since": of_questions.since,
    "query": of_questions.query,
    "topic": of_questions.topic,
    "thing": of_questions.thing,
    "id": of_questions.id_alone,
    "fix": of_things.fix,
    "weekdays": of_oneself.of_weekdays,
    "deputy": of_oneself.deputy,
    "apart": of_things.apart,
    "nobody": lambda _: None,
}
