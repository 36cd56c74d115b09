"""`paceline preview`: any letter with sample data."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paceline.cli.commands import FailedError, MisusedError, command_app
from paceline.cli.options import AsJson, ConfigPath, config_if_any
from paceline.cli.output import show

if TYPE_CHECKING:
    from paceline.letters import Letter
    from paceline.letters.samples import Sample

app = command_app()

EXAMPLE = """
\b
Examples:
  paceline preview
  paceline preview digest
  paceline preview digest --sample meet --as html > digest.html
  paceline preview --template sprint
  paceline preview --as page > letters.html
"""
FILES = {"help": "help_ask"}
"""Letters whose file is called otherwise than what writes them."""
COLUMNS = {"letter": "letter", "sample": "sample", "subject": "subject"}


class Look(StrEnum):
    TEXT = "text"
    HTML = "html"
    PAGE = "page"
    MAIL = "mail"


@app.command(epilog=EXAMPLE)
def preview(
    letter: Annotated[str, typer.Argument(metavar="[LETTER]", help="Without it, all are listed.")] = "",
    sample: Annotated[str, typer.Option(help="Which of its samples.")] = "usual",
    template: Annotated[str, typer.Option(help="How this template asks; no letter is named beside it.")] = "",
    look: Annotated[
        Look, typer.Option("--as", help="The plain text, the HTML part, a page with all samples, or the whole mail.")
    ] = Look.TEXT,
    as_json: AsJson = False,
    config: ConfigPath = None,
) -> None:
    """Show any letter with sample data, as text, HTML or a page.

    Your own templates are used where the configuration names their folder.
    """
    found = config_if_any(config)
    folders = (found.service.templates,) if found and found.service.templates else ()
    if template and letter:
        raise MisusedError("either a letter or --template; a template is shown by the envelope that asks with it")
    chosen = (_asked_with(template, folders),) if template else _chosen(letter)
    if look is Look.PAGE:
        print(_page([(each, _written(each, folders)) for each in chosen]))
    elif not (letter or template):
        show((_record(each, _written(each, folders)) for each in chosen), COLUMNS, as_json=as_json)
    else:
        one = chosen[0] if template else _sample(chosen, sample)
        print(_shown(one, _written(one, folders), look), end="")


def _asked_with(name: str, folders: tuple[Path, ...]) -> Sample:
    """The envelope that asks with this template; all that is wrong with its file is told at once."""
    from paceline.letters import templates
    from paceline.letters.samples import Sample
    from paceline.letters.samples.reviews import asked_with

    try:
        found = templates.load(name, folders)
    except templates.TemplateProblem as problem:
        raise FailedError(str(problem)) from None
    if found is None:
        raise MisusedError(f'there is no template "{name}"; there are {", ".join(templates.known(folders))}')
    return Sample("envelope", found.name, asked_with(found))


def _chosen(letter: str) -> tuple[Sample, ...]:
    """The samples of the letter that is named, by itself or by its file, or all."""
    from paceline.letters.samples import samples

    name = FILES.get(letter, letter).replace("-", "_")
    if name and name not in samples():
        raise MisusedError(f'there is no letter "{letter}"; there are {", ".join(samples())}')
    return samples()[name] if name else tuple(each for named in samples().values() for each in named)


def _sample(chosen: tuple[Sample, ...], name: str) -> Sample:
    found = next((each for each in chosen if each.name == name), None)
    if found is None:
        raise MisusedError(f'there is no sample "{name}" of it; there are {", ".join(each.name for each in chosen)}')
    return found


def _written(sample: Sample, folders: tuple[Path, ...]) -> Letter:
    from jinja2 import TemplateError

    from paceline import letters
    from paceline.letters.samples import REPLY_TO

    try:
        written: Letter = getattr(letters, sample.letter)(sample.content, REPLY_TO, folders)
    except TemplateError as error:
        place = f"{getattr(error, 'name', '') or 'a template'}, line {getattr(error, 'lineno', '?')}"
        raise FailedError(f"{sample.letter} ({sample.name}) can't be written: {place}: {error.message}") from None
    return written


def _record(sample: Sample, letter: Letter) -> dict[str, str]:
    return {
        "letter": sample.letter,
        "sample": sample.name,
        "subject": letter.subject,
        "text": letter.text,
        "html": letter.html,
    }


def _shown(sample: Sample, letter: Letter, look: Look) -> str:
    match look:
        case Look.HTML:
            return letter.html
        case Look.MAIL:
            return _mail(sample, letter)
    return f"Subject: {letter.subject}\n\n{letter.text}"


def _mail(sample: Sample, letter: Letter) -> str:
    """As it would be handed to a transport; "paceline explain --answer-to" reads it."""
    from paceline.letters.mime import assemble
    from paceline.letters.samples import REPLY_TO
    from paceline.letters.samples.people import START

    reader = getattr(sample.content, "reader", None)
    octets = assemble(
        letter,
        sender=("Paceline", "async@acme.example"),
        to=(reader.name, reader.address) if reader else ("", sample.content.address),
        reply_to=REPLY_TO,
        message_id=f"<preview.{sample.letter}@acme.example>",
        date=START,
    )
    return octets.decode("ascii").replace("\r\n", "\n")


def _page(written: list[tuple[Sample, Letter]]) -> str:
    from paceline.letters.page import Page, Shown, page

    shown = (Shown(f"{each.letter}: {each.name}", letter.subject, letter.text, letter.html) for each, letter in written)
    return page(Page("Letters", tuple(shown)))
