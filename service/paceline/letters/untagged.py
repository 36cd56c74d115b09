"""A letter for a mail server without plus-addresses (RFC 5233): its reference stands in it, not in its address."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from paceline.letters.write import Letter

_HTML_LINE = (
    '<div class="quiet" style="max-width:600px;margin:0 auto;padding:0 24px 24px;font-family:sans-serif;font-size:13px;'
    'color:#5a6570">{reference}</div>\n'
)
"""As wide as the page's sheet (look.html), in the colours that it has for what is said quietly, dark ones too."""


def untagged(letter: Letter, tagged: str, plain: str, token: str) -> Letter:
    """`tagged` is the reply address that was written into it, `plain` the one that stands there instead.

    The reference ("ref k3fz…") ends the text and the page, where a quote keeps it, and begins the subject that a button
    fills in: what a button opens is a mail of its own, without In-Reply-To.
    """
    reference = f"ref {token}"

    def without(words: str) -> str:
        for written in dict.fromkeys((quote(tagged, safe="@+"), tagged)):
            words = words.replace(f"mailto:{written}?subject=", filled_in(plain, token)).replace(written, plain)
        return words

    page, body, rest = without(letter.html).rpartition("</body>")
    html = page + _HTML_LINE.format(reference=reference) + body + rest if body else rest
    return replace(letter, text=f"{without(letter.text).rstrip()}\n\n{reference}\n", html=html)


def filled_in(plain: str, token: str) -> str:
    """A mailto: link whose subject begins with the reference (RFC 6068)."""
    return f"mailto:{quote(plain, safe='@')}?subject=%5Bref%20{token}%5D%20"
