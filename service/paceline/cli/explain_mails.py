"""`paceline explain PATH…`: each mail's reading, as JSON or for people."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from paceline.cli import reading, record
from paceline.cli.commands import FailedError, MisusedError
from paceline.cli.instants import instant
from paceline.cli.output import show_json
from paceline.cli.reading import Circumstances, Letter, Reading
from paceline.domain.statements import Section
from paceline.inbox.mail import Unreadable
from paceline.letters import templates
from paceline.letters.visible import visible

if TYPE_CHECKING:
    from paceline.config import Config

_TYPES = {".txt": b"text/plain", ".html": b"text/html", ".htm": b"text/html", ".ics": b"text/calendar"}
_OF_A_MAIL = (b"received:", b"message-id:", b"mime-version:", b"return-path:", b"delivered-to:", b"content-type:")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line said about the mails."""

    at: str = ""
    locale: str = ""
    answer_to: Path | None = None
    template: str = ""


def explain_mails(paths: Iterable[Path], wanted: Wanted, config: Config | None, *, as_json: bool) -> int:
    circumstances = _circumstances(wanted, config)
    if config is None or wanted.answer_to or wanted.template:
        return explain_each(paths, circumstances, as_json=as_json)
    from paceline.cli.kept_letters import kept_letters

    with kept_letters(config) as look_up:
        return explain_each(paths, replace(circumstances, look_up=look_up), as_json=as_json)


def explain_each(paths: Iterable[Path], circumstances: Circumstances, *, as_json: bool) -> int:
    """Shows every mail, whatever is wrong with another; 1 where one could not be opened or a reader failed."""
    code = 0
    for path in paths:
        found, complaint = _reading(path, circumstances)
        if complaint:
            print(visible(f"error: {path}: {complaint}"), file=sys.stderr)
            code = 1
        if as_json:
            show_json(record.mail(str(path), found))
        else:
            _show(path, found)
    return code


def _show(path: Path, found: Reading) -> None:
    from paceline.cli import view

    print("\n".join(view.of(str(path), found)), end="\n\n")


def _reading(path: Path, circumstances: Circumstances) -> tuple[Reading, str]:
    """What a file says, and what went wrong here rather than in the mail."""
    try:
        raw = as_mail(path.suffix.lower(), path.read_bytes())
        stored = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        why = f"it can't be read: {error.strerror}"
        return reading.refused(why), why
    try:
        return reading.read(raw, circumstances, otherwise=stored), ""
    except Exception as error:  # noqa: BLE001 - one mail that a reader fails at must not hide the others; it is told
        why = f"a defect of Paceline: {_where(error)}"
        return reading.refused(why), why


def as_mail(suffix: str, data: bytes) -> bytes:
    """A bare text, page or event as the mail that would carry it; what has the headers of a mail stays as it is."""
    head = data[:4096].lower().lstrip()
    if suffix not in _TYPES or any(line.startswith(_OF_A_MAIL) for line in head.split(b"\n\n")[0].splitlines()):
        return data
    kind = _TYPES[suffix]
    return b"Content-Type: %b; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n%b" % (kind, data)


def _where(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}: {error}"


def _circumstances(wanted: Wanted, config: Config | None) -> Circumstances:
    service = config.service if config else None
    zone = service.zone if service else "UTC"
    return Circumstances(
        sections=_sections(wanted.template or (config.defaults.template if config else templates.DEFAULT), config),
        letter=_letter(wanted.answer_to) if wanted.answer_to else Letter(),
        at=instant(wanted.at, zone) if wanted.at else None,
        locale=_locale(wanted.locale) if wanted.locale else "",
        zone=zone,
        people=config.people if config else (),
        us=service.addresses if service else frozenset(),
    )


def _sections(name: str, config: Config | None) -> tuple[Section, ...]:
    own = (config.service.templates,) if config and config.service.templates else ()
    try:
        template = templates.load(name, own)
    except templates.TemplateProblem as problem:
        raise FailedError(str(problem)) from None
    if template is None:
        raise MisusedError(f'there is no template "{name}"; there are {", ".join(templates.known(own))}')
    return template.sections


def _letter(path: Path) -> Letter:
    try:
        found = reading.letter(path.read_bytes())
    except OSError as error:
        raise FailedError(f"{path} can't be read: {error.strerror}") from None
    if isinstance(found, Unreadable):
        raise FailedError(f"{path} is refused: {found.reason}")
    return found


def _locale(text: str) -> str:
    from paceline.config import values

    try:
        return values.locale(text)
    except values.UnfitError as unfit:
        raise MisusedError(str(unfit)) from None
