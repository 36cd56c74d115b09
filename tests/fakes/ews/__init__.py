"""A server that speaks Exchange Web Services, for the tests of the connector and for a run of the whole service.

It was written from Microsoft's published reference, and holds its answers in the schema's order of elements. What it
leaves out is said where it is refused.
"""

from fakes.ews.rebuilding import rebuilt
from fakes.ews.server import Exchange
from fakes.ews.store import Item, Letter, Mailbox

__all__ = ["Exchange", "Item", "Letter", "Mailbox", "rebuilt"]
