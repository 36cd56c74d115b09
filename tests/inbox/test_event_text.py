from __future__ import annotations

from datetime import timedelta

import pace
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paceline.domain.cadence import Remark, Settings, Span
from paceline.inbox.calendar.event_text import meant_zone, read_event_text, read_settings, read_span, write_span

PLAIN = """What we do here.

template: retro
ask: 2 days before
remind: 4 hours before
digest: 1 hour before
why: so that nobody waits for a meeting
also: bo@acme.example, Eve@acme.example
language: de
questions:
- What went well?
- What did not?

Decision: we keep SQLite
"""

EXPECTED = Settings(
    template="retro",
    ask=Span(days=2),
    remind=Span(lead=timedelta(hours=4)),
    digest=Span(lead=timedelta(hours=1)),
    why="so that nobody waits for a meeting",
    also=("bo@acme.example", "eve@acme.example"),
    language="de",
    questions=("What went well?", "What did not?"),
    said=("template", "ask", "remind", "digest", "why", "also", "language", "questions"),
)


def as_google_sends_it(text: str) -> str:
    linked = text.replace("bo@acme.example", '<a href="mailto:bo@acme.example" target="_blank">bo@acme.example</a>')
    return f"<html-blob>{linked}</html-blob>".replace("\n", "<br>")


def as_outlook_sends_it(text: str) -> str:
    paragraphs = "".join(
        f"<p class=MsoNormal><span lang=EN-US>{line or '&nbsp;'}<o:p></o:p></span></p>\n" for line in text.split("\n")
    )
    return f"<html><head><style>p {{margin: 0}}</style></head><body>{paragraphs}</body></html>"


@pytest.mark.parametrize("written", [lambda text: text, as_google_sends_it, lambda text: text.replace("\n", "\r\n")])
def test_settings_are_read_from_the_description(written: object) -> None:
    read = read_event_text(written(PLAIN))  # type: ignore[operator]
    assert read.settings == EXPECTED
    assert read.remarks == ()
    assert read.words == "What we do here.\n\n\nDecision: we keep SQLite"


def test_settings_are_read_from_outlooks_html_where_there_is_no_text() -> None:
    assert read_settings("", as_outlook_sends_it(PLAIN)) == (EXPECTED, ())
    assert read_settings("ask: 3 days before", as_outlook_sends_it(PLAIN))[0].ask == Span(days=3)


def test_nothing_written_is_the_defaults() -> None:
    assert read_settings("") == (Settings(), ())


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2 days before", Span(days=2)),
        ("2d", Span(days=2)),
        ("1 working day before", Span(days=1)),
        ("the day before", Span(days=1)),
        ("a week before", Span(days=5)),
        ("4 hours before", Span(lead=timedelta(hours=4))),
        ("4h", Span(lead=timedelta(hours=4))),
        ("one hour before the digest", Span(lead=timedelta(hours=1))),
        ("90 min", Span(lead=timedelta(minutes=90))),
        ("30 Minutes before.", Span(lead=timedelta(minutes=30))),
        ("at nine", None),
        ("0 days before", None),
        ("99 days before", None),
        ("", None),
    ],
)
def test_a_span_is_written_in_many_ways(text: str, span: Span | None) -> None:
    assert read_span(text) == span


@given(
    st.one_of(
        st.builds(Span, days=st.integers(1, 20)),
        st.builds(Span, lead=st.integers(1, 20160).map(lambda m: timedelta(minutes=m))),
    )
)
def test_what_is_written_as_a_hint_is_read_as_meant(span: Span) -> None:
    assert read_span(write_span(span)) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2 Tage vorher", Span(days=2)),
        ("am Vortag", Span(days=1)),
        ("eine Stunde vorher", Span(lead=timedelta(hours=1))),
        ("deux jours ouvrés avant", Span(days=2)),
        ("30 minutes avant la réunion", Span(lead=timedelta(minutes=30))),
        ("tres días hábiles antes", Span(days=3)),
        ("1 hora antes", Span(lead=timedelta(hours=1))),
        ("2 dias úteis antes", Span(days=2)),
        ("una settimana prima", Span(days=5)),
        ("2 giorni lavorativi prima", Span(days=2)),
        ("twee dagen van tevoren", Span(days=2)),
        ("4 uur", Span(lead=timedelta(hours=4))),
        ("2 Tage Urlaub", None),
        ("siebzig Tage vorher", None),
    ],
)
def test_a_span_is_written_in_seven_languages(text: str, span: Span | None) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize(
    "written",
    [
        "Vorlage: retro\nFragen: 2 Tage vorher\nErinnern: aus\nZusammenfassung: 1 Stunde vorher\nSprache: Deutsch",
        "Modèle : retro\nDemander : 2 jours avant\nRappel : non\nRésumé : 1 heure avant\nLangue : allemand",
        "Plantilla: retro\nPreguntar: 2 días antes\nRecordar: nunca\nResumen: 1 hora antes\nIdioma: alemán",
        "Modelo: retro\nPerguntar: 2 dias antes\nLembrar: não\nResumo: 1 hora antes\nLíngua: alemão",
        "Modello: retro\nChiedere: 2 giorni prima\nRicordare: mai\nRiepilogo: 1 ora prima\nLingua: tedesco",
        "Sjabloon: retro\nVragen: 2 dagen ervoor\nHerinneren: uit\nSamenvatting: 1 uur ervoor\nTaal: Duits",
    ],
)
def test_settings_are_read_in_the_organizers_language(written: str) -> None:
    hour = Span(lead=timedelta(hours=1))
    said = ("template", "ask", "remind", "digest", "language")
    expected = Settings(template="retro", ask=Span(days=2), remind=None, digest=hour, language="de", said=said)
    assert read_settings(written) == (expected, ())
    assert read_settings(as_google_sends_it(written)) == (expected, ())


def test_a_word_for_asking_and_for_questions_is_what_its_value_says() -> None:
    assert read_settings("Fragen: 2 Tage vorher")[0] == Settings(ask=Span(days=2), said=("ask",))
    assert read_settings("Fragen:\n- Was ist neu?")[0] == Settings(questions=("Was ist neu?",), said=("questions",))
    assert read_settings("Vragen: wat is er nieuw?")[0].questions == ("wat is er nieuw?",)
    assert read_settings("Fragen: an Bo")[1] == (Remark("Fragen: an Bo", "ask: 2 days before"),)


def test_each_setting_knows_its_line() -> None:
    read = read_event_text("Hello\n- Ask : 3d\nquestions:\n- What?\n\nBye")
    assert read.sources == (("ask", "- Ask : 3d"), ("questions", "What?"))


@pytest.mark.parametrize(
    ("line", "review"),
    [
        ("review: D4", "D4"),
        ("Review: decision d4.", "D4"),
        ("review: commitments", "commitments"),
        ("review: commitments of @bo", "commitments of @bo"),
        ("review: commitments of the team", "commitments of @team"),
        ("prüfen: Zusagen von @bo", "commitments of @bo"),
    ],
)
def test_an_event_may_review_what_is_on_record(line: str, review: str) -> None:
    settings, remarks = read_settings(line)
    assert (settings.review, remarks) == (review, ())
    assert settings.said == ("review", "template")


def test_a_review_of_something_else_is_named() -> None:
    assert read_settings("review: the budget")[1] == (Remark("review: the budget", "review: D4"),)


@pytest.mark.parametrize(
    ("text", "title", "asked"),
    [
        ("Hello\n\nagenda\n\nSee you", "Planning", True),
        ("Tagesordnung", "Planning", True),
        ("", "Agenda", True),
        ("Agenda\n- numbers\n- the plan", "Planning", False),
        ("Agenda: numbers, then the plan", "Planning", False),
        ("the agenda", "Agenda of the board", False),
    ],
)
def test_an_agenda_is_asked_for_by_a_line_of_its_own_in_a_single_event(text: str, title: str, asked: bool) -> None:
    assert (read_event_text(text, title=title, once=True).settings.template == "agenda") is asked
    assert read_event_text(text, title=title).settings == Settings(), "a series has an agenda of its own"


def test_reminders_are_switched_off() -> None:
    assert read_settings("Remind: off")[0].remind is None


@pytest.mark.parametrize("line", ["- ask: 3 days before", "* Ask : 3 days before", "**ask**: 3 days before", "ASK: 3d"])
def test_a_key_is_known_with_bullets_and_in_any_case(line: str) -> None:
    assert read_settings(line)[0].ask == Span(days=3)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("remined: 4h", "remind: 4 hours before"),
        ("templat: retro", "template: retro"),
        ("digests: 1 hour before", "digest: 1 hour before"),
        ("ask: whenever", "ask: 2 days before"),
        ("also: Bo", "also: bo@example.com"),
        ("nudge: 2 hours before", ""),
        ("errinern: 4 Stunden vorher", "erinnern: 4 Stunden vorher"),
        ("Sprache: egal wie", "language: de"),
    ],
)
def test_a_line_that_looks_like_a_setting_is_named(line: str, hint: str) -> None:
    settings, remarks = read_settings(f"Hello all\n\n{line}\n\nSee you")
    assert settings == Settings()
    assert remarks == (Remark(line, hint),)


def test_a_word_near_zone_is_one_only_with_a_zone() -> None:
    assert read_settings("zonne: Europe/Paris")[1] == (Remark("zonne: Europe/Paris", "zone: Europe/Paris"),)
    assert read_settings("bone: broth\nZona: Norte\nFuso: 3")[1] == ()
    assert read_settings("Zona: Europe/Madrid")[0].zone == "Europe/Madrid"
    assert meant_zone("Tijdzone: W. Europe Standard Time") == "Europe/Berlin"
    assert meant_zone("the time zone of London") == ""


def test_a_stranger_between_settings_is_named() -> None:
    assert read_settings("template: retro\ntone: friendly\nask: 2 days before")[1] == (Remark("tone: friendly"),)


@pytest.mark.parametrize(
    "prose",
    [
        "Agenda: numbers, then the plan",
        "Note: bring cake",
        "https://wiki.acme.example/weekly",
        "Tel.: +49 30 123456",
        "Budget: 4000",
        "We ask: what is next?",
        "Moved from Tuesday: Bo is away",
        "10:30 start",
        "Sprecher: Bo",
        "Buch: Refactoring",
        "Resumen: de la semana",
        "Auch: Kuchen",
        "Ort: Raum 2",
    ],
)
def test_prose_is_no_setting(prose: str) -> None:
    assert read_settings(f"Hello\n\n{prose}\n\nSee you")[1] == ()


def test_prose_beside_a_setting_is_prose() -> None:
    assert read_settings("Agenda: numbers\ntemplate: retro\nNote: bring cake")[1] == ()


TEAMS = """
________________________________________________________________________________
Microsoft Teams meeting
Join: https://teams.microsoft.com/meet/3123?p=a
Meeting ID: 312 345 678 901
Passcode: aB3dE4
________________________________
Need help?<https://aka.ms/JoinTeamsMeeting> | System reference<https://teams.microsoft.com/l/meetup-join/19>
For organizers: Meeting options<https://teams.microsoft.com/meetingOptions/>
________________________________________________________________________________
"""
MEET = """
-::~:~::~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~::~:~::-
Join with Google Meet: https://meet.google.com/abc-defg-hij
Or dial: (DE) +49 30 300195060 PIN: 123456789#

Please do not edit this section.
-::~:~::~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~::~:~::-
"""
ZOOM = """
Mara Brandt is inviting you to a scheduled Zoom meeting.
Join Zoom Meeting
https://acme.zoom.us/j/123456?pwd=abc
Meeting ID: 123 456
Passcode: 998877
One tap mobile
+4971038,,123456#,,,,*998877# Germany
"""


@pytest.mark.parametrize("boilerplate", [TEAMS, MEET, ZOOM], ids=["Teams", "Meet", "Zoom"])
def test_meeting_software_says_nothing(boilerplate: str) -> None:
    read = read_event_text(f"The weekly.\ntemplate: retro\n{boilerplate}\nwhy: below it counts too")
    assert read.settings.said == ("template", "why")
    assert read.remarks == ()
    assert read.words == "The weekly."


def test_a_question_ends_with_an_empty_line_or_the_next_key() -> None:
    asked = read_settings("questions: What is new?\n1. And then?\n\n* Who helps?\nwhy: x\nquiet")[0]
    assert asked.questions == ("What is new?", "And then?", "Who helps?")
    assert asked.why == "x"


def test_of_many_lines_that_look_like_a_setting_the_first_are_named_and_the_rest_are_words() -> None:
    with pace.within(0.2):
        read = read_event_text("\n".join(f"zone: Nowhere{n}" for n in range(1_000)))
    assert [remark.line for remark in read.remarks] == [f"zone: Nowhere{n}" for n in range(6)]
    assert read.words.splitlines() == [f"zone: Nowhere{n}" for n in range(6, 1_000)]


@pytest.mark.parametrize(
    "bomb", ["<", "<!--", "<a ", '<a x=">', "&", " ", "questions:\n", "remined: 4h\n", "_" * 12 + "\n", "a@", "a:"]
)
def test_a_long_description_is_read_in_no_time(bomb: str) -> None:
    with pace.within(0.2):
        read_settings("<p>" + bomb * (1_000_000 // len(bomb)))


@given(st.text(), st.text())
def test_any_text_is_read(text: str, html: str) -> None:
    read_settings(text, html)
