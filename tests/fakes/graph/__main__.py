"""python -m fakes.graph --port 8900 --user team@acme.example [--sent DIRECTORY]

A mail is brought by POST /fake/bring/{user}; letters that went out are written to the directory, one file each.
"""

from __future__ import annotations

import argparse
import signal
from itertools import count
from pathlib import Path

from fakes.graph import Fake


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m fakes.graph")
    parser.add_argument("--port", type=int, default=8900)
    parser.add_argument("--user", action="append", default=[])
    parser.add_argument("--sent", type=Path)
    given = parser.parse_args()
    numbers = count()

    def keep(raw: bytes) -> None:
        if given.sent:
            given.sent.mkdir(parents=True, exist_ok=True)
            part = given.sent / f".{next(numbers):06}"
            part.write_bytes(raw)
            part.replace(given.sent / f"{part.name[1:]}.eml")

    with Fake(*given.user, port=given.port, sent=keep) as fake:
        print(f"{fake.url} tenant={fake.tenant} client_id={fake.client_id} client_secret={fake.secret}", flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
