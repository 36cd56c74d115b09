"""Every key of the configuration, and how its value is read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from paceline.config import values

Keys = Mapping[str, values.Read]

_HOURS: Keys = {
    "send_hour": values.clock,
    "workdays": values.weekdays,
    "starts": values.clock,
    "ends": values.clock,
    "quiet_from": values.clock,
    "quiet_until": values.clock,
}
_PLACE: Keys = {
    "zone": values.zone,
    "locale": values.locale,
    "country": values.country,
    "region": values.text,
}
_REVIEW: Keys = {
    "template": values.text,
    "ask": values.span,
    "remind": values.span_or_off,
    "digest": values.span,
    "window_days": values.working_days,
    "window_days_irreversible": values.working_days,
}


def keys(folder: Path) -> Mapping[str, Keys]:
    """Every key of every table; relative paths start at `folder`.

    [teams] and [people] hold a table of these keys for each id. [mailbox] and [transport] hold their connector's
    settings besides.
    """
    return {
        "service": {
            "address": values.own_address,
            "aliases": values.many(values.address),
            "name": values.text,
            "operator": values.address,
            "zone": values.zone,
            "locale": values.locale,
            "secret": values.secret,
            "secret_file": values.secret_file(folder),
            "data": values.path(folder),
            "templates": values.existing_folder(folder),
            "allow_domains": values.many(values.domain),
            "new_series_a_day": values.amount,
            "trust": values.choice("dmarc", "token"),
            "authserv_id": values.text,
        },
        "ledger": {"url": values.url(folder, "sqlite", "postgresql")},
        "queue": {"url": values.url(folder, "postgresql", "redis", "rediss", words=("sqlite",))},
        "mailbox": {"connector": values.text},
        "transport": {"connector": values.text},
        "feeds": {
            "listen": values.socket,
            "url": values.web_address,
            "folder": values.path(folder),
        },
        "defaults": {**_REVIEW, **_HOURS},
        "teams": {"name": values.text, **_PLACE, **_REVIEW, **_HOURS},
        "people": {
            "name": values.text,
            "address": values.address,
            "aliases": values.many(values.address),
            "team": values.text,
            **_PLACE,
            **_HOURS,
        },
    }
