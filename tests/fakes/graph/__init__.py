"""Microsoft Graph v1.0 and Entra ID, as far as a mailbox and its calendar need them.

Written from Microsoft's published reference. Every answer is checked against the shapes in `shapes`, and a request that
the reference does not know is answered as wrong, so that the connector can't rely on what the real one lacks.
"""

from fakes.graph.server import Fake

__all__ = ["Fake"]
