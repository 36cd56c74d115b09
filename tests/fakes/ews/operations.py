"""The operations, each from a request's element to an answer's."""

from __future__ import annotations

from fakes.ews.finding import Finding
from fakes.ews.others import Others
from fakes.ews.writing import Writing


class Operations(Finding, Writing, Others):
    """Each is a method that is called as the operation is, in small letters."""
