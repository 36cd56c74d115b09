"""/health and /metrics on a port of this machine, served by a worker's process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic

from paceline import health
from paceline.config import Config
from paceline.health import Vitals
from paceline.ledger import Ledger, figures
from paceline.ledger.figures import Figures
from paceline.local_http import Handler, Server
from paceline.ports import Clock

log = logging.getLogger(__name__)

AT_LEAST = 5.0
"""Seconds between two looks at the ledger."""
SHARE = 20.0
"""A look at a large ledger takes a while: so many times as long passes before the next."""
_TEXT = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class State:
    reasons: Sequence[str]
    metrics: str


class HealthServer(Server):
    def __init__(self, config: Config, clock: Clock, vitals: Vitals) -> None:
        """Takes the port that the configuration names. Raises OSError where it can't."""
        self._url = config.ledger.url
        self._clock = clock
        self._vitals = vitals
        self._looking = threading.Lock()
        self._figures: Figures | None = None
        self._again_at = 0.0
        super().__init__(config.metrics.listen or ("127.0.0.1", 0), _Handler, "health")

    def state(self) -> State:
        now = self._clock.now()
        found = self._looked_up()
        told = health.of_the_ledger(found, now) if found else ("the ledger can't be read",)
        reasons = (*told, *health.of_the_process(self._vitals, now))
        return State(reasons, health.metrics(found, self._vitals, now, healthy=not reasons))

    def _looked_up(self) -> Figures | None:
        """None where the ledger can't be read. One thread at a time, and not more often than it bears."""
        with self._looking:
            if monotonic() >= self._again_at:
                began = monotonic()
                self._figures = self._look()
                self._again_at = monotonic() + max(AT_LEAST, SHARE * (monotonic() - began))
            return self._figures

    def _look(self) -> Figures | None:
        ledger = Ledger(self._url)
        try:
            with ledger.look() as tx:
                return figures.look(tx, self._clock.now())
        except Exception as error:  # noqa: BLE001 (whatever a driver says, this answers)
            log.warning("the ledger can't be read: %s", type(error).__name__)
            return None
        finally:
            ledger.close()


class _Handler(Handler):
    server: HealthServer

    def get(self) -> None:
        path = self.path.partition("?")[0]
        if path not in ("/health", "/metrics"):
            self.answer(HTTPStatus.NOT_FOUND)
            return
        state = self.server.state()
        if path == "/metrics":
            self.answer(HTTPStatus.OK, state.metrics.encode(), _TEXT)
            return
        status = HTTPStatus.SERVICE_UNAVAILABLE if state.reasons else HTTPStatus.OK
        self.answer(status, "".join(f"{line}\n" for line in state.reasons or ("ok",)).encode())
