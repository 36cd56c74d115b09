"""Full-text search: SQLite's FTS5, PostgreSQL's tsvector. What a word is, we say (domain/search.py), and neither of
them: so that both find the same, and a question can hold no operator.

The words of a record stand in `searched_words`, which each database has in its own kind; `searched` says whose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import bindparam, delete, insert, select, text

from paceline.domain.search import MOST_WORDS, Document, Term, words
from paceline.ledger import schema
from paceline.ledger.store import Tx

_table = schema.searched
_PARTED = "\u00b6"
"""Between two texts, so that no phrase reaches from one into the next; it is no word of anybody's."""

_MOST_OCTETS, _WITH_EACH = 1_000_000, 6
"""A tsvector holds less than 2^20 octets: the words, and with each its place (PostgreSQL, 12.9)."""

_known = select(_table).where(_table.c.subject == bindparam("of"))
_add = insert(_table).returning(_table.c.id)
_newer = _table.update().where(_table.c.id == bindparam("of")).values(seq=bindparam("now"), team=bindparam("whose"))
_drop = delete(_table).where(_table.c.id == bindparam("of"))
_drop_words = text("delete from searched_words where rowid = :id")
_drop_vector = text("delete from searched_words where id = :id")
_put_words = text("insert into searched_words (rowid, title, words) values (:id, :title, :words)")
_put_vector = text("insert into searched_words (id, words) values (:id, cast(:words as tsvector))")

_FOUND = {
    "sqlite": """select s.subject from searched_words w join searched s on s.id = w.rowid
                 where searched_words match :wanted and s.team in :teams order by s.seq desc limit :most""",
    "postgresql": """select s.subject from searched_words w join searched s on s.id = w.id
                     where w.words @@ cast(:wanted as tsquery) and s.team in :teams order by s.seq desc limit :most""",
}

_found = {name: text(sql).bindparams(bindparam("teams", expanding=True)) for name, sql in _FOUND.items()}


def keep(tx: Tx, subject: str, found: Document | None) -> None:
    """Let a record be found by its words as they are now; None: by none."""
    known = tx.execute(_known, {"of": subject}).first()
    if known:
        tx.execute(_drop_vector if _is_postgresql(tx) else _drop_words, {"id": known.id})
    if found is None:
        if known:
            tx.execute(_drop, {"of": known.id})
        return
    if known is None:
        row = {"subject": subject, "team": found.team, "seq": found.seq}
        number = tx.execute(_add, row).scalar_one()
    else:
        number = known.id
        tx.execute(_newer, {"of": number, "now": found.seq, "whose": found.team})
    title, rest = words(found.title), _in_a_row(found.texts)
    if _is_postgresql(tx):
        tx.execute(_put_vector, {"id": number, "words": _vector(title, rest)})
    else:
        tx.execute(_put_words, {"id": number, "title": " ".join(title), "words": " ".join(rest)})


def clear(tx: Tx) -> None:
    tx.execute(text("delete from searched_words"))
    tx.execute(delete(_table))


def find(tx: Tx, teams: tuple[str, ...], wanted: tuple[Term, ...], most: int = 20) -> tuple[str, ...]:
    """The subjects of these teams' records that hold all that is wanted: first those that are called so, then those
    that speak of it; the newest first among equals."""
    if not wanted:
        return ()
    write = _to_postgresql if _is_postgresql(tx) else _to_sqlite
    found: dict[str, None] = {}
    for in_title in (True, False):
        asked = {"wanted": write(wanted, in_title), "teams": teams, "most": most}
        found |= dict.fromkeys(tx.execute(_found[tx.dialect.name], asked).scalars())
    return tuple(found)[:most]


def _is_postgresql(tx: Tx) -> bool:
    return tx.dialect.name == "postgresql"


def _in_a_row(texts: Iterable[str]) -> list[str]:
    row: list[str] = []
    for each in texts:
        row += (*words(each), _PARTED)
        if len(row) > MOST_WORDS:
            break
    return row[:MOST_WORDS]


def _to_sqlite(wanted: tuple[Term, ...], in_title: bool) -> str:
    """FTS5's own language; in double quotes all is words (https://sqlite.org/fts5.html, 3.1)."""
    asked = " AND ".join(f'"{" ".join(term.words)}"{"" if term.whole else " *"}' for term in wanted)
    return f"title : ({asked})" if in_title else asked


def _to_postgresql(wanted: tuple[Term, ...], in_title: bool) -> str:
    """A tsquery as text: each word in single quotes, none of which it can hold."""
    weight = "A" if in_title else ""
    return " & ".join(f"({' <-> '.join(_lexemes(term, weight))})" for term in wanted)


def _lexemes(term: Term, weight: str) -> Iterator[str]:
    *first, last = term.words
    mark = weight if term.whole else f"*{weight}"
    yield from (f"'{word}'{':' + weight if weight else ''}" for word in first)
    yield f"'{last}'{':' + mark if mark else ''}"


def _vector(title: tuple[str, ...], rest: list[str]) -> str:
    """A tsvector as text: 'word':place, a title's with the weight A."""
    row = (*((word, "A") for word in title), (_PARTED, ""), *((word, "") for word in rest))
    placed: list[str] = []
    octets = 0
    for at, (word, weight) in enumerate(row[:MOST_WORDS], start=1):
        octets += len(word.encode()) + _WITH_EACH
        if octets > _MOST_OCTETS:
            break
        if word != _PARTED:
            placed.append(f"'{word}':{at}{weight}")
    return " ".join(placed)
