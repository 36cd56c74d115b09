"""Every key of the configuration, and how its value is read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from paceline.config import values

Keys = Mapping[str, values.Read]

HOURS: Keys = {
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
    "decide_anyway": values.flag,
    "consent_days": values.working_days,
    "most_open": values.amount_or_none,
    "week": values.weekday_or_off,
    "team_week": values.weekday_or_off,
    "may_decide": values.handles,
    "may_change": values.handles,
    "rights": values.many(values.right),
    "reason_needed": values.flag,
    "agreement_owner": values.handle,
    "agreement_review": values.months,
    "help_at_once": values.amount,
    "help_hours": values.amount,
    "help_when_late": values.flag,
    "escalation": values.handle,
    "escalation_hours": values.amount,
}
RULES: Keys = {**_REVIEW, **HOURS}
"""What an operating agreement may say."""


def keys(folder: Path) -> Mapping[str, Keys]:
    """Every key of every table; relative paths start at `folder`.

    [teams] and [people] hold a table of these keys for each id. [mailbox], [transport] and [calendar] hold
    their connector's settings besides.
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
            "plus_addressing": values.flag,
            "trust": values.choice("dmarc", "token"),
            "authserv_id": values.text,
        },
        "ledger": {"url": values.url(folder, "sqlite", "postgresql")},
        "queue": {"url": values.url(folder, "postgresql", "redis", "rediss", words=("sqlite",))},
        "mailbox": {"connector": values.text},
        "transport": {"connector": values.text},
        "calendar": {
            "connector": values.text,
            "publish": values.many(values.text),
            "vouches_for": values.many(values.domain),
        },
        "feeds": {
            "listen": values.socket,
            "url": values.web_address,
            "folder": values.path(folder),
        },
        "retention": {
            "mails": values.amount_or_none,
            "letters": values.amount_or_none,
            "quarantine": values.amount_or_none,
        },
        "metrics": {"listen": values.socket},
        "defaults": RULES,
        "teams": {
            "name": values.text,
            "readers": values.many(values.text),
            "agreement": values.existing_file(folder),
            **_PLACE,
            **RULES,
        },
        "people": {
            "name": values.text,
            "address": values.address,
            "aliases": values.many(values.address),
            "team": values.text,
            **_PLACE,
            **HOURS,
        },
    }
