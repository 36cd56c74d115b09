"""Google on this machine, until it is stopped.

    python -m fakes.google --port 8400 --user async@acme.example --folder google

Writes key.json and client.json into the folder. What lies in its in/ as *.eml comes to the first user, and then lies in
in/taken; letters to people outside go to out/.
"""

from __future__ import annotations

import argparse
import time
from itertools import count
from pathlib import Path

from fakes.google.server import Google, Letter


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--user", action="append", default=[])
    parser.add_argument("--folder", type=Path, required=True)
    given = parser.parse_args()
    for name in ("out", "in/taken"):
        (given.folder / name).mkdir(parents=True, exist_ok=True)
    number = count(1)

    def out(letter: Letter) -> None:
        (given.folder / "out" / f"{next(number):06}.{letter.recipient}.eml").write_bytes(letter.raw)

    with Google(*given.user, port=given.port, deliver=out) as google:
        google.key_file(given.folder / "key.json")
        google.client_file(given.folder / "client.json")
        print(google.base, flush=True)
        while True:
            for mail in sorted((given.folder / "in").glob("*.eml")):
                google.receive(google.users[0], mail.read_bytes())
                mail.rename(given.folder / "in" / "taken" / mail.name)
            time.sleep(0.2)


if __name__ == "__main__":
    main()
