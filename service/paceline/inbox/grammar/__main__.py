"""Prints docs/grammar.md: `python -m paceline.inbox.grammar > docs/grammar.md`."""

from __future__ import annotations

import sys

from paceline.inbox.grammar.page import page

if __name__ == "__main__":
    sys.stdout.write(page())
