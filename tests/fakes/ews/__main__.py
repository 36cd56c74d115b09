"""python -m fakes.ews --port 8080: an Exchange server for another process.

POST /post/<address> brings a mail to a mailbox; GET / gives the letters that left, as JSON.
"""

import argparse
import threading

from fakes.ews import Exchange


def main() -> None:
    parser = argparse.ArgumentParser(prog="fakes.ews", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--address", default="team@acme.example")
    parser.add_argument("--password", default="secret")
    parser.add_argument("--also", nargs="*", default=[], help="more mailboxes, whose letters arrive here")
    given = parser.parse_args()
    with Exchange(given.address, given.password, port=given.port) as exchange:
        for address in given.also:
            exchange.post.open(address)
        print(exchange.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
