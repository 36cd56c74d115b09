"""The listener's server: aiosmtpd's SMTP and LMTP sessions, whose mails go to a spool."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session, syntax

from paceline_connectors.filing import Maildir
from paceline_connectors.intake import Intake
from paceline_connectors.lmtp import Place
from paceline_connectors.wire import Unstuffing, is_address

log = logging.getLogger(__name__)

_RECIPIENTS = 100
_LINE_OCTETS = 1 << 16
"""What the reader holds; commands are shorter, the lines of a mail may have any length."""
_PIECE_OCTETS = 1 << 20
_WRITERS = 8
_GRACE_SECONDS = 10.0


class Reception:
    """The server's loop runs in a thread of its own."""

    def __init__(self, place: Place, spool: Maildir, arrived: Callable[[], object]) -> None:
        self._place = place
        self._spool = spool
        self._arrived = arrived
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._address = (place.host, place.port)

    @property
    def address(self) -> tuple[str, int]:
        return self._address

    def start(self) -> None:
        self._spool.make()
        self._spool.sweep()
        _keep_mail_out_of_the_log()
        listening: Future[tuple[str, int]] = Future()
        self._thread = threading.Thread(target=self._run, args=(listening,), name="paceline-lmtp", daemon=True)
        self._thread.start()
        self._address = listening.result()

    def stop(self) -> None:
        thread, self._thread = self._thread, None
        if thread and self._loop:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._stopping.set)
            thread.join()

    def _run(self, listening: Future[tuple[str, int]]) -> None:
        try:
            asyncio.run(self._serve(listening))
        except OSError as error:
            if listening.done():
                raise
            listening.set_exception(error)
        finally:
            listening.cancel()

    async def _serve(self, listening: Future[tuple[str, int]]) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        with ThreadPoolExecutor(_WRITERS, "paceline-spool") as writers:
            door = Door(self._place, self._spool, writers, self._arrived)
            server = await self._loop.create_server(door.porter, self._place.host, self._place.port)
            listening.set_result(server.sockets[0].getsockname()[:2])
            await self._stopping.wait()
            server.close()
            await door.close()


class Door:
    """What all sessions share."""

    def __init__(
        self, place: Place, spool: Maildir, writers: ThreadPoolExecutor, arrived: Callable[[], object]
    ) -> None:
        self.place = place
        self.spool = spool
        self.writers = writers
        self._arrived = arrived
        self.sessions: set[SMTP] = set()
        self.receiving = 0
        self.closing = False

    def porter(self) -> asyncio.Protocol:
        return _Porter(self)

    def refusal(self, peer: object) -> str:
        """Why somebody may not come in, as an answer; "" when they may."""
        if not self.place.admits(peer):
            return "554 5.7.1 Not from this address: see the setting peers"
        if len(self.sessions) >= self.place.connections:
            return "421 4.3.2 Too many connections, try again later"
        return ""

    def tell(self) -> None:
        """Say that a mail was stored; it is safe whether or not anybody hears."""
        try:
            self._arrived()
        except Exception:
            log.warning("nobody could be told that a mail has arrived", exc_info=True)

    def session(self) -> SMTP:
        kind = _LmtpSession if self.place.speaks_lmtp else _SmtpSession
        session = kind(
            self,
            data_size_limit=self.place.max_size,
            enable_SMTPUTF8=True,
            hostname=self.place.hostname,
            ident="Paceline",
            timeout=self.place.timeout,
            loop=asyncio.get_running_loop(),
        )
        self.sessions.add(session)
        return session

    async def close(self) -> None:
        """Wait until the mails under way are answered, or the grace is over."""
        self.closing = True
        loop = asyncio.get_running_loop()
        end = loop.time() + _GRACE_SECONDS
        while self.receiving and loop.time() < end:
            await asyncio.sleep(0.01)

    async def handle_EHLO(  # noqa: N802
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [answers[0], "250-PIPELINING", *answers[1:]]

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.closing:
            return "421 4.3.2 Going down, try again later"
        if address != "<>" and not is_address(address):
            return "553 5.1.7 This can't be an address"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if not is_address(address):
            return "553 5.1.3 This can't be an address"
        if not self.place.takes(address):
            return "550 5.1.1 No such address here"
        if len(envelope.rcpt_tos) >= _RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_exception(self, error: Exception) -> str:
        """aiosmtpd parses addresses with the standard library's parser, which raises for some."""
        log.warning("a session stumbled: %s", type(error).__name__)
        return "500 5.5.2 This can't be understood"


class _Porter(asyncio.Protocol):
    """Meets each connection, and hands it to a session or sends it away."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        if refusal := self._door.refusal(transport.get_extra_info("peername")):
            transport.write(f"{refusal}\r\n".encode())
            transport.close()
        else:
            session = self._door.session()
            transport.set_protocol(session)
            session.connection_made(transport)


class _SmtpSession(SMTP):
    """aiosmtpd's session, but a mail is written to the spool piece by piece as it comes, in lines of any length."""

    line_length_limit = _LINE_OCTETS

    @property
    def door(self) -> Door:
        door: Door = self.event_handler
        return door

    def answers(self, _envelope: Envelope) -> int:
        """How many answers the end of a mail gets."""
        return 1

    def connection_lost(self, error: Exception | None) -> None:
        self.door.sessions.discard(self)
        super().connection_lost(error)

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if await self.check_helo_needed():
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        envelope = self.envelope
        if envelope is None or not envelope.rcpt_tos:
            await self.push("503 5.5.1 No valid recipients")
            return
        self.door.receiving += 1
        try:
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            answer = await self._received(envelope)
            self.envelope = self._create_envelope()
            await self.push("\r\n".join([answer] * self.answers(envelope)))
            if answer.startswith("2"):
                self.door.writers.submit(self.door.tell)
        finally:
            self.door.receiving -= 1

    async def _received(self, envelope: Envelope) -> str:
        sender = (envelope.mail_from or "").strip("<>")
        intake = Intake(self.door.spool, self.door.place.max_size, sender, envelope.rcpt_tos)
        try:
            data = Unstuffing()
            while not data.ended:
                piece = await self._reader.read(_PIECE_OCTETS)
                if not piece:
                    raise ConnectionResetError
                intake.take(data.feed(piece))
            # The reader gave all it had, so what follows the mail (PIPELINING) is put back in its place.
            self._reader.feed_data(data.rest)
        except BaseException:
            intake.discard()
            raise
        return await asyncio.get_running_loop().run_in_executor(self.door.writers, intake.store)


class _LmtpSession(_SmtpSession, LMTP):
    def answers(self, envelope: Envelope) -> int:
        """One for each recipient that was accepted (RFC 2033, 4.2)."""
        return len(envelope.rcpt_tos)


def _keep_mail_out_of_the_log() -> None:
    """aiosmtpd logs addresses and the lines of mails below this level."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)
