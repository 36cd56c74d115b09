"""An SMTP server that takes everything and keeps nothing, in a process of its own: `python -m bench.sink [ROUND TRIP]`.

It offers PIPELINING and prints its port. ROUND TRIP, in seconds, is waited before each answer: answers to commands that
came together leave together, as over a long line.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_ANSWERS = {
    b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 20000000\r\n",
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 bye\r\n",
}
_END = b"\r\n.\r\n"


class Session(asyncio.Protocol):
    def __init__(self, round_trip: float) -> None:
        self._round_trip = round_trip
        self._octets = b""
        self._in_letter = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._answer(b"220 sink ready\r\n")

    def data_received(self, data: bytes) -> None:
        self._octets += data
        answers = list(self._answers())
        if answers:
            self._answer(b"".join(answers))

    def _answers(self) -> Iterator[bytes]:
        while True:
            end = _END if self._in_letter else b"\r\n"
            found, end, rest = self._octets.partition(end)
            if not end:
                return
            self._octets = rest
            verb = b"" if self._in_letter else found[:4].upper()
            self._in_letter = verb == b"DATA"
            yield _ANSWERS.get(verb, b"250 ok\r\n")

    def _answer(self, answer: bytes) -> None:
        if self._round_trip:
            asyncio.get_running_loop().call_later(self._round_trip, self._write, answer)
        else:
            self._write(answer)

    def _write(self, answer: bytes) -> None:
        self._transport.write(answer)
        if answer.endswith(_ANSWERS[b"QUIT"]):
            self._transport.close()


@contextmanager
def sink(round_trip: float = 0.0) -> Iterator[int]:
    """Its port, as long as it listens."""
    command = (sys.executable, "-m", "bench.sink", str(round_trip))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield int(process.stdout.readline())
        finally:
            process.terminate()


async def main(round_trip: float) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Session(round_trip), "127.0.0.1", 0, backlog=200)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else 0.0))
