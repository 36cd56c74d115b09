"""The calendars that people subscribe to: are they served, written, and reached?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

from paceline import app, feed_files
from paceline.clerks.desk import Desk
from paceline.clerks.feeds import Feeds
from paceline.config import Config
from paceline.flow import Service
from paceline.ports import Finding

STALE = timedelta(hours=1)
"""A folder of feeds that is behind for so long is not written any more."""


def look(config: Config, *, from_outside: bool) -> Iterator[Finding]:
    """Mail works without them, so nothing of it is serious but what keeps `paceline run` from starting."""
    feeds = config.feeds
    if feeds.listen:
        yield _port(*feeds.listen)
    if feeds.folder:
        yield _folder(config, feeds.folder)
    yield _reached(config) if from_outside else Finding("feeds", True, f"people's calendars look at {feeds.url}")


def _port(host: str, port: int) -> Finding:
    """The port that the feeds are served on is ours, or free."""
    what, where = "feeds port", f"{host} port {port}"
    if not _is_loopback(host):
        return Finding(
            what, False, f"{where} may be reached from other machines without TLS, and an address is a password",
            'write listen = "127.0.0.1:…" and let a web server add TLS', serious=False,
        )  # fmt: skip
    try:
        with closing(HTTPConnection(host, port, timeout=5)) as asked:
            asked.request("HEAD", "/")
            if asked.getresponse().getheader("Server") == "Paceline":
                return Finding(what, True, f"they are served on {where}")
    except ConnectionRefusedError:
        return Finding(what, True, f"{where} is free; paceline run serves them there")
    except (OSError, HTTPException):
        pass
    return Finding(what, False, f"another program answers on {where}", "write another port into [feeds] listen")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _folder(config: Config, folder: Path) -> Finding:
    what = "feeds folder"
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    if not (nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)):
        mend = "let the user that runs the service write there, and run check as that user"
        return Finding(what, False, f"{nearest} can't be written to", mend, serious=False)
    with app.books(config) as ledger:
        since = feed_files.behind_since(Service(config, ledger, app.SystemClock()))
    if since and app.now() - since > STALE:
        return Finding(
            what, False, f"{folder} was last written on {since:%Y-%m-%d at %H:%M} UTC, and more was recorded since",
            "paceline run or paceline tick writes it; at once: paceline feeds write", serious=False,
        )  # fmt: skip
    return Finding(what, True, f"{folder} is up to date" if folder.exists() else f"{folder} will be made")


def _reached(config: Config) -> Finding:
    """One calendar is fetched as a subscriber's program would, from this machine."""
    url, served = config.feeds.url, "[feeds] folder" if config.feeds.folder else "[feeds] listen"
    with app.books(config) as ledger, ledger.begin() as tx:
        feeds = Feeds(Desk(config, tx, app.now()))
        address = next((feeds.address(whose) for whose in feeds.everyone()), "")
    if not address:
        return Finding("feeds", True, f"people's calendars will look at {url}; there is nobody yet")
    try:
        with urlopen(address, timeout=10) as answer:  # noqa: S310 (the configuration takes http and https only)
            found, got = answer.read(64).startswith(b"BEGIN:VCALENDAR"), "something else than a calendar"
    except HTTPError as error:
        found, got = False, f"{error.code} {error.reason}"
    except (OSError, HTTPException) as error:
        found, got = False, str(getattr(error, "reason", error))
    if not found:
        return Finding(
            "feeds", False, f"people's calendars look at {url}, and this machine got no calendar there: {got}",
            f"lead {url} to {served} in the web server, and let the service run", serious=False,
        )  # fmt: skip
    if _is_loopback(urlsplit(url).hostname or ""):
        mend = "write the web server's https:// address into [feeds] url"
        return Finding(
            "feeds", True, f"a calendar came from {url}, which only this machine reaches", mend, serious=False
        )
    return Finding("feeds", True, f"a calendar came from {url}, as people's calendars fetch it")
