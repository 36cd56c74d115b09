"""`paceline init`: a first configuration."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from paceline.cli import first_config
from paceline.cli.commands import FailedError, MisusedError, command_app
from paceline.cli.options import ConfigPath
from paceline.cli.providers import PROVIDERS, Provider
from paceline.config import values

app = command_app()


class Where(StrEnum):
    OWN = "own"
    IMAP = "imap"
    GOOGLE = "google"
    MICROSOFT = "microsoft"
    EXCHANGE = "exchange"


Value = TypeVar("Value")

EXAMPLE = """
\b
Examples:
  paceline init --address async@acme.example --zone Europe/Berlin --person ana@acme.example --person bo@acme.example
  paceline init --provider google --address async@acme.example
"""


@app.command(epilog=EXAMPLE)
def init(
    config: ConfigPath = None,
    address: Annotated[str, typer.Option(help="The service's address, which people will invite.")] = "",
    operator: Annotated[str, typer.Option(help="Who hears of mail that was held.")] = "",
    zone: Annotated[str, typer.Option(help="The IANA time zone where most people are.")] = "",
    authserv_id: Annotated[
        str, typer.Option(help='Whose Authentication-Results count; "none" where your mail server writes none.')
    ] = "",
    smtp: Annotated[str, typer.Option(metavar="HOST", help="The mail server that takes the letters.")] = "",
    provider: Annotated[Where | None, typer.Option(help="Where the service's mail is.")] = None,
    server: Annotated[str, typer.Option(metavar="HOST", help="With imap and exchange: the server there.")] = "",
    team: Annotated[str, typer.Option(help="The first team's name.")] = "",
    person: Annotated[list[str] | None, typer.Option(help="Somebody's address; may be repeated.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")] = False,
) -> None:
    """Write a configuration with a fresh secret, and make the data folder.

    Asks for what is not given, each with a default; without a terminal it asks nothing and takes the defaults.
    A file that is there already is never written over.
    """
    path = (config or Path("paceline.toml")).absolute()
    if path.exists():
        raise _taken(path)
    ask = _asker(ask=sys.stdin.isatty() and not yes)
    address = ask("The service's address", address, f"async@{socket.gethostname()}", values.own_address)
    domain = address.rpartition("@")[2]
    operator = ask("Your own address", operator, f"postmaster@{domain}", values.address)
    zone = ask("Time zone", zone, _zone_here(), values.zone)
    there = PROVIDERS.get(ask(f"Where its mail is ({', '.join(Where)})", provider or "", Where.OWN, _where))
    question = 'Whose Authentication-Results count ("none": the mail server writes none)'
    known = there.authserv_id if there else ""
    authserv_id = ask(question, authserv_id or known, domain, values.text)
    if there and there.server:
        server = ask(there.server, server, f"mail.{domain}", values.text)
    if not there:
        smtp = ask("The mail server that takes the letters", smtp, "localhost", values.text)
    team = ask("The first team's name", team, "Team", values.text)
    people = ask("Its people's addresses", " ".join(person or ()), operator, _addresses)
    chosen: dict[str, str | int] = {
        "service.address": address,
        "service.operator": operator,
        "service.secret": secrets.token_urlsafe(32),
        "service.zone": zone,
        "service.trust": "token" if authserv_id == "none" else "dmarc",
        "service.authserv_id": "" if authserv_id == "none" else authserv_id,
    }
    text = first_config.example()
    if there:
        text = first_config.with_doors(text, there.doors.format(address=address, server=server))
    else:
        chosen |= _letters_to(smtp)
    _write(path, first_config.filled(text, chosen, team, people))
    data = path.parent / "data"
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    print(f"Wrote {path} and made {data}.")
    _say_what_is_next(there)


def _letters_to(smtp: str) -> dict[str, str | int]:
    here = smtp == "localhost"
    security, port = ("none", 25) if here else ("starttls", 587)
    return {"transport.host": smtp, "transport.security": security, "transport.port": port}


def _say_what_is_next(there: Provider | None) -> None:
    if there:
        print(f"It needs pip install '.[{there.packages}]'; at the provider: docs/running.md#{there.page}")
    for step in (*(there.steps if there else ()), "paceline check"):
        print(f"Next: {step}")


def _asker(*, ask: bool) -> Callable[[str, str, str, Callable[[str], Value]], Value]:
    """What was given on the command line, else what is answered, else the default; in any case it is checked."""

    def answer(question: str, given: str, default: str, read: Callable[[str], Value]) -> Value:
        def checked(text: str) -> Value:
            try:
                return read(text)
            except values.UnfitError as unfit:
                raise typer.BadParameter(str(unfit)) from None

        if ask and not given:
            return typer.prompt(question, default=default, value_proc=checked)  # type: ignore[no-any-return]
        try:
            return checked(given or default)
        except typer.BadParameter as wrong:
            raise MisusedError(wrong.message) from None

    return answer


def _where(text: str) -> str:
    if text not in tuple(Where):
        raise values.UnfitError(f'"{text}" is none of them', f"choose one of {', '.join(Where)}")
    return text


def _addresses(text: str) -> tuple[str, ...]:
    return tuple(values.address(one) for one in text.replace(",", " ").split())


def _zone_here() -> str:
    """The machine's own zone by its name, where it has one."""
    try:
        return values.zone(str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2])
    except values.UnfitError:
        return "UTC"


def _write(path: Path, text: str) -> None:
    """A new file that only its owner may read: it holds the secret."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        raise FailedError(f"{path} can't be written: {error.strerror}; name another with --config") from None
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _taken(path: Path) -> FailedError:
    return FailedError(f"{path} is there already; move it away, or name another with --config")
