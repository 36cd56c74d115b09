"""A mail of its own whose subject says it: "Intent: drop Python 3.11", "find postgres", "C12 done".

The body is what comes with it: the reason of what its subject says, or more statements. A body that says the same thing
itself makes the subject its title.
"""

from __future__ import annotations

from dataclasses import replace

from paceline.domain.statements import QUESTIONS, Command, Intent, Reply, Ruling, Statement, Update
from paceline.inbox.quoting import Line, Written
from paceline.inbox.reply import Context, read_reply
from paceline.inbox.reply.confided import ConfidedLine, confided

_ANSWERED_BY_A_LETTER = QUESTIONS | {"calendar", "feed", "preview"}

_LONGEST_REASON = 2_000
"""Characters of a body that are kept as the reason of what its subject says."""


def with_subject(subject: str, written: Written, reply: Reply, context: Context) -> tuple[Written, Reply]:
    """The mail with its subject as its first line, where that says something; else as it is."""
    if apart := confided(subject):
        return _all_private(apart, written, context)
    said = _about_a_record(subject, reply, context) or _said(subject, context)
    if not said or any(_says_the_same(one, other) for one in said for other in reply.statements):
        return written, reply
    if reply.statements and any(_is_question(one) for one in said):
        return written, reply
    words = " ".join(_plain_lines(reply))[:_LONGEST_REASON]
    completed = tuple(_with_reason(one, words, context) for one in said)
    return _headed(subject, written), replace(
        reply,
        statements=(*completed, *reply.statements),
        notes=() if _is_used(completed, words) else reply.notes,
        unclear=() if _is_used(completed, words) else reply.unclear,
    )


def _all_private(apart: ConfidedLine, written: Written, context: Context) -> tuple[Written, Reply]:
    """The body is as private as its subject, up to the first heading."""
    mark = f"private to {apart.to}:" if apart.to else "private:"
    first = (Line(apart.content, mine=True),) if apart.content else ()
    whole = replace(written, lines=(Line(mark, mine=True), *first, *written.lines))
    return whole, read_reply(whole, context)


def _said(subject: str, context: Context) -> tuple[Statement, ...]:
    return read_reply(_one_line(subject), context).statements


def _about_a_record(subject: str, reply: Reply, context: Context) -> tuple[Statement, ...]:
    """The subject names the thing and the body says what: "C12" and "done", "D4 object" and "too risky"."""
    words = " ".join(_plain_lines(reply))
    if reply.statements or not words:
        return ()
    said = _said(f"{subject}: {words}"[:_LONGEST_REASON], context)
    return said if len(said) == 1 and isinstance(said[0], Command) and said[0].subject else ()


def _plain_lines(reply: Reply) -> tuple[str, ...]:
    return (*reply.notes, *(unclear.line for unclear in reply.unclear))


def _says_the_same(one: Statement, other: Statement) -> bool:
    """Two of a kind; of commands, two about one thing or with one verb."""
    match one, other:
        case Command(), Command():
            return (one.verb, one.subject) == (other.verb, other.subject) or bool(
                one.subject and one.subject == other.subject
            )
        case Update(), Update():
            return one.section == other.section
        case ((Ruling() | Intent()), (Ruling() | Intent())):
            return True
        case _:
            return type(one) is type(other)


def _is_question(said: Statement) -> bool:
    return isinstance(said, Command) and said.verb in _ANSWERED_BY_A_LETTER and not (said.verb == "help" and said.text)


def _with_reason(said: Statement, words: str, context: Context) -> Statement:
    """A decision or an intent with the body as its rationale; an intent's window may be said there too."""
    match said:
        case Ruling(rationale=""):
            return replace(said, rationale=words)
        case Intent(rationale=""):
            terms = next((it for it in _said(f"Intent: {words}", context) if isinstance(it, Intent)), said)
            reversible = terms.reversible if said.reversible is None else said.reversible
            return replace(said, rationale=words, closes=said.closes or terms.closes, reversible=reversible)
    return said


def _is_used(said: tuple[Statement, ...], words: str) -> bool:
    """Whether the words of the body are in what the subject says, or a question makes them small talk."""
    return any(
        _is_question(one)
        or (isinstance(one, Command) and bool(one.subject) and bool(words))
        or (isinstance(one, Ruling | Intent) and one.rationale == words)
        for one in said
    )


def _one_line(text: str) -> Written:
    return Written((Line(text, mine=True),))


def _headed(subject: str, written: Written) -> Written:
    return replace(written, lines=(Line(subject, mine=True), *written.lines))
