"""The quick way through a header block finds what the careful one finds, or nothing."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from paceline.inbox.mail.parts import _plain_fields, fields

pieces = st.sampled_from(
    [
        b"Subject: a",
        b"To:",
        b"X-Y:  b ",
        b" folded",
        b"\tfolded: too",
        b"From bo",
        b"--x",
        b"-: y",
        b"no field",
        b"\xe9: c",
    ]
)
breaks = st.sampled_from([b"\r\n", b"\n", b"\r", b"\n\n", b"\r\n\r\n", b"\r\r\n"])


@example([(b"Subject: a", b"\r\n"), (b"Subject: a", b"\n")], b"\r\n")
@example([(b"Subject: a", b"\r\n"), (b"Subject: a", b"\n"), (b"Subject: a", b"\r\n")], b"\r\n")
@given(st.lists(st.tuples(pieces, breaks), max_size=6), st.sampled_from([b"\r\n", b"\n"]))
def test_a_plain_header_block_is_read_as_any_other(lines: list[tuple[bytes, bytes]], last: bytes) -> None:
    raw = b"".join(line + end for line, end in lines) + last + b"body" + last
    assert _plain_fields(raw, 0) in (None, fields(raw))


@given(
    st.lists(pieces.filter(lambda piece: piece[:1] in b"STX"), min_size=1, max_size=6), st.sampled_from(["\r\n", "\n"])
)
def test_a_block_of_fields_goes_the_quick_way(lines: list[bytes], newline: str) -> None:
    raw = newline.encode().join((*lines, b"", b"body"))
    assert _plain_fields(raw, 0) == fields(raw)
