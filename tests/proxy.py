"""A door before a server on loopback, through which lines pass until it is told otherwise.

with Proxy(port, hide=["IDLE"]) as proxy:      # words that the server's answers lose on the way
    ...                                        # connect to proxy.port
    with proxy.cut(after=3) as broke:          # the answer to the line after three others is lost
        ...
    assert broke()
    with proxy.away(): ...                     # nobody answers
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress


class Proxy:
    """`lines`: what clients said. Where what passes is encrypted there are no lines, and nothing can be hidden."""

    def __init__(
        self, port: int, *, hide: Iterable[str] = (), host: str = "127.0.0.1", encrypted: bool = False
    ) -> None:
        self._target, self._host = port, host
        self._encrypted = encrypted
        self._hide = [f" {word}".encode() for word in hide]
        self.lines: list[bytes] = []
        self.connections = 0
        self._left: int | None = None
        self._lost = False
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self.port = 0

    def __enter__(self) -> Proxy:
        self._door = socket.create_server((self._host, self.port))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._door,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self.hang_up()

    def hang_up(self) -> None:
        for end in list(self._open):
            close(end)

    @contextmanager
    def away(self) -> Iterator[None]:
        self.__exit__()
        yield
        self.__enter__()

    @contextmanager
    def cut(self, after: int) -> Iterator[Callable[[], bool]]:
        self._left, self._lost = after, False
        yield lambda: self._lost
        self._left = None

    def _accept(self, door: socket.socket) -> None:
        while True:
            try:
                client, _ = door.accept()
            except OSError:
                return
            self.connections += 1
            try:
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                client.close()
                continue
            self._open |= {client, server}
            doomed = threading.Event()
            for work in (self._up, self._down):
                threading.Thread(target=work, args=(client, server, doomed), daemon=True).start()

    def _up(self, client: socket.socket, server: socket.socket, doomed: threading.Event) -> None:
        """What the client says, line by line."""
        with suppress(OSError), client.makefile("rb") as said:
            while line := said.read1() if self._encrypted else said.readline():
                self.lines.append(line)
                if self._is_the_one():
                    doomed.set()
                server.sendall(line)
        self._part(client, server)

    def _down(self, client: socket.socket, server: socket.socket, doomed: threading.Event) -> None:
        with suppress(OSError):
            while piece := server.recv(1 << 16):
                if doomed.is_set():
                    break
                for word in self._hide:
                    piece = piece.replace(word, b"")
                client.sendall(piece)
        self._part(client, server)

    def _is_the_one(self) -> bool:
        with self._lock:
            if self._left is None or self._lost:
                return False
            self._left -= 1
            self._lost = self._left < 0
            return self._lost

    def _part(self, *ends: socket.socket) -> None:
        for end in ends:
            self._open.discard(end)
            close(end)


def close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        end.close()
