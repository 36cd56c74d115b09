"""huey's queue, over the storage that the configuration names. What lies in it is signed: huey's tasks are pickled, and
whoever could write to the storage would run code in the workers."""

from __future__ import annotations

import hashlib
import hmac

from huey.api import Huey
from huey.serializer import SignedSerializer

from paceline.config import Config


class ForeignTaskError(Exception):
    """Something in the queue was not written by a process that has our secret; it was not unpickled."""


def queue(config: Config, name: str = "paceline") -> Huey:
    """It keeps no results. Raises ForeignTaskError on reading what is not signed with a key of the service's secret."""
    url, signed = config.queue.url, _Signed(config.service.secret)
    if url.startswith("redis"):
        from huey import RedisHuey

        return RedisHuey(name, url=url, results=False, serializer=signed)
    if url.startswith("postgresql"):
        from huey import PostgresHuey

        return PostgresHuey(name, dsn=url, results=False, serializer=signed)
    from huey import SqliteHuey

    config.service.data.mkdir(parents=True, exist_ok=True)
    file = str(config.service.data / "queue.db")
    return SqliteHuey(name, filename=file, results=False, fsync=False, serializer=signed)


class _Signed(SignedSerializer):  # type: ignore[misc]
    """huey's own signs with SHA-1, and says of what it refuses as much as the sender wrote."""

    def __init__(self, secret: bytes) -> None:
        super().__init__(secret=secret)
        self._key = hmac.digest(secret, b"paceline/queue/1", hashlib.sha256)

    def _signature(self, message: bytes) -> bytes:
        return hmac.new(self._key, message, hashlib.sha256).hexdigest().encode()

    def _unsign(self, signed: bytes) -> bytes:
        try:
            return bytes(super()._unsign(signed))
        except (ValueError, TypeError):
            raise ForeignTaskError("what is not signed with this service's secret is not read") from None
