"""What a newer revision of an event changed, in words."""

from __future__ import annotations

from paceline.domain.cadence import Cadence, Span


def changed(was: Cadence, now: Cadence) -> tuple[tuple[str, str, str], ...]:
    """What a newer revision changed, each in words: (what, was, now)."""
    pairs = (
        ("title", was.title, now.title),
        ("length", f"{was.minutes} minutes", f"{now.minutes} minutes"),
        ("template", was.settings.template, now.settings.template),
        ("ask", _span(was.settings.ask), _span(now.settings.ask)),
        ("remind", _span(was.settings.remind), _span(now.settings.remind)),
        ("digest", _span(was.settings.digest), _span(now.settings.digest)),
        ("questions", " / ".join(was.settings.questions), " / ".join(now.settings.questions)),
        ("why", was.settings.why, now.settings.why),
        ("also", ", ".join(was.settings.also), ", ".join(now.settings.also)),
        ("people", _people(was), _people(now)),
    )
    return tuple((what, old, new) for what, old, new in pairs if old != new)


def _people(cadence: Cadence) -> str:
    return ", ".join(sorted(p.name or p.address for p in cadence.participants if not p.declined))


def _span(span: Span | None) -> str:
    if span is None:
        return "off"
    if span.days:
        return f"{span.days} working day{'s' * (span.days > 1)} before"
    minutes = int(span.lead.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    return f"{minutes} minutes before" if rest or not hours else f"{hours} hour{'s' * (hours > 1)} before"
