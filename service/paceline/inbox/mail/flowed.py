"""format=flowed (RFC 3676): paragraphs that the sender's client broke softly are one line again."""

from __future__ import annotations

import re

_DEPTH = re.compile(r">*")


def unflowed(text: str, *, delsp: bool = False) -> str:
    """Lines joined (4.2), space-stuffing undone (4.4); quoted lines come out with a ">" per level and a space.

    The separator "-- " of a signature is never joined (4.3); with `delsp` the space before a soft break goes.
    """
    out: list[list[str]] = []
    soft_depth = -1
    for line in text.splitlines():
        depth = _DEPTH.match(line).end()  # type: ignore[union-attr]
        words = line[depth:].removeprefix(" ")
        soft = words.endswith(" ") and words != "-- "
        kept = words[:-1] if soft and delsp else words
        if depth == soft_depth and words != "-- ":
            out[-1].append(kept)
        else:
            out.append([">" * depth + " " if depth else "", kept])
        soft_depth = depth if soft else -1
    return "\n".join("".join(pieces).rstrip() if pieces[-1] != "-- " else "".join(pieces) for pieces in out)
