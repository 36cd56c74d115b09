"""A page of HTML as its tags, its links and its words."""

from __future__ import annotations

from html.parser import HTMLParser


class Elements(HTMLParser):
    """The tags of a page, with their attributes, and its visible words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "background", "action")]

    def handle_data(self, data: str) -> None:
        self.words += data
