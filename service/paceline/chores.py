"""What the service does beside its three verbs: at its start, and when the clock can be believed again."""

from __future__ import annotations

from datetime import datetime

from paceline.clerks import agreements, clock, leaving, retention, retiming
from paceline.clerks.desk import Desk
from paceline.flow import Service
from paceline.ledger import people


def know_people(service: Service) -> None:
    """Make the configuration's people so; who is in it no more leaves their team."""
    with service.ledger.begin() as tx:
        for person in people.sync(tx, service.config.people):
            leaving.leave(Desk(service.config, tx, service.clock.now()), person)


def look_at_agreements(service: Service) -> None:
    """At every start: what the configuration says of the teams and their agreements may be another than before."""
    with service.ledger.begin() as tx:
        agreements.look(Desk(service.config, tx, agreements.AT_ONCE))


def keep_no_longer(service: Service) -> None:
    """See to it that mails and letters go when they have been kept as long as was agreed."""
    with service.ledger.begin() as tx:
        retention.arm(Desk(service.config, tx, service.clock.now()))


def newer_rules(service: Service) -> str:
    """The version of the zones' rules that the ledger was planned with, where this process has older ones; else ""."""
    with service.ledger.begin() as tx:
        return retiming.newer_rules(Desk(service.config, tx, service.clock.now()))


def tell_of_clock(service: Service, since: datetime, until: datetime, why: str) -> None:
    """The clock could not be believed for a while: the operator hears of it, now that it is over."""
    with service.ledger.begin() as tx:
        clock.tell(Desk(service.config, tx, service.clock.now()), since, until, why)
