"""Day phrases, as people write them: on Wednesday 25 November 2026, 10:00 in Berlin, unless a table says otherwise."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pace
import pytest
from cases import cases

from paceline.domain.statements import When
from paceline.inbox.dates import find_when, read_when

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=BERLIN)


def said(when: When | None) -> str:
    """What a When says, short: a day, "?" with days that are asked about, a shift; "-": nothing."""
    if when is None:
        return "-"
    if when.shift:
        return f"+{when.shift[0]}{when.shift[1]}"
    if when.readings:
        return "? " + " ".join(f"{day:%Y-%m-%d}" for day in when.readings)
    return f"{when.day:%Y-%m-%d}" if when.day else "-"


WHOLE = """
en      today                         2026-11-25
en      tonight                       2026-11-25
en      tomorrow                      2026-11-26
en      the day after tomorrow        2026-11-27
en      yesterday                     2026-11-24
en      Friday                        2026-11-27
en      on Wednesday                  2026-11-25
en      this Friday                   2026-11-27
en      coming Wednesday              2026-12-02
en      next Friday                   2026-12-04
en      next Monday                   2026-11-30
en      last Friday                   2026-11-20
en      last Monday                   ? 2026-11-16 2026-11-23
en      Friday next week              2026-12-04
en      Friday the 12th               2027-02-12
en      the 3rd                       2026-12-03
en      the 20th                      2026-12-20
en      in two weeks                  2026-12-09
en      in 3 days                     2026-11-28
en      in 5 working days             2026-12-02
en      a week from Monday            2026-12-07
en      two weeks from now            2026-12-09
en      3 days after Tuesday          2026-12-04
en      Monday two weeks from now     2026-12-07
en      two days ago                  2026-11-23
en      EOD                           2026-11-25
en      COB Friday                    2026-11-27
en      EOW                           2026-11-27
en      end of week                   2026-11-27
en      end of next week              2026-12-04
en      end of the month              2026-11-30
en      month-end                     2026-11-30
en      end of Q1                     2027-03-31
en      end of the year               2026-12-31
en      mid-December                  2026-12-15
en      start of December             2026-12-01
en      early December                -
en      first Monday of next month    2026-12-07
en      last Friday of the month      2026-11-27
en      KW 49                         2026-12-04
en      CW49                          2026-12-04
en      week 49                       2026-12-04
en      Q1                            2027-03-31
en      next week                     2026-12-04
en      in March                      2027-03-31
en      by March                      ? 2027-03-01 2027-03-31
en      by next week                  ? 2026-11-30 2026-12-04
en      the week after next           2026-12-11
en      12 Dec                        2026-12-12
en      Dec 12th                      2026-12-12
en      12 December 2026              2026-12-12
en      24 Nov                        ? 2026-11-24 2027-11-24
en      5 Jan                         2027-01-05
en      until 5 Jan                   2027-01-05
en      Tue 1 Dec                     2026-12-01
en      Wed 1 Dec                     ? 2026-12-01 2026-12-02
en      3-5 Dec                       ? 2026-12-03 2026-12-05
en      Thursday or Friday            ? 2026-11-26 2026-11-27
en      2026-12-03                    2026-12-03
en      3.12.                         2026-12-03
en      12/3                          ? 2026-12-03 2027-03-12
en_US   12/3                          2026-12-03
en_GB   12/3                          2027-03-12
de      3.12.2026                     2026-12-03
?       03/04                         ? 2027-03-04 2027-04-03
?       13/04                         2027-04-13
en      Fri 12/4                      2026-12-04
en      31 Feb                        -
en      Christmas                     2026-12-25
en      2 weeks before Easter         2027-03-14
en      +3d                           +3d
en      +1w                           +1w
en      + 2 weeks                     +2w
de      +3T                           +3d
fr      +1s                           +1w
en      +1m                           -
en      before the next review        -
en      after Friday                  -
en      every Friday                  -
en      asap                          -
en      3                             -
en      in 9999999999 days            -
de      Freitag                       2026-11-27
de      bis spätestens Fr, 4.12.      2026-12-04
de      49. KW                        2026-12-04
de      in der 49. KW                 2026-12-04
de      nächsten Freitag              ? 2026-11-27 2026-12-04
de      nächsten Montag               2026-11-30
de      Freitag nächster Woche        2026-12-04
de      heute in einer Woche          2026-12-02
de      Montag in zwei Wochen         ? 2026-12-07 2026-12-14
de      übermorgen                    2026-11-27
de      in vierzehn Tagen             2026-12-09
de      vor 3 Tagen                   2026-11-22
de      Ende nächster Woche           2026-12-04
de      Monatsende                    2026-11-30
de      Mitte Dezember                2026-12-15
de      am dritten Zwoelften          2026-12-03
de      bis Mittwoch                  2026-11-25
fr      d'ici vendredi                2026-11-27
fr      d'ici la fin de la semaine    2026-11-27
fr      vendredi prochain             ? 2026-11-27 2026-12-04
fr      le 1er décembre               2026-12-01
fr      le 23                         2026-12-23
fr      dans trois jours              2026-11-28
fr      aujourd’hui                   2026-11-25
fr      après-demain                  2026-11-27
fr      la semaine prochaine          2026-12-04
fr      mi-décembre                   2026-12-15
es      el viernes                    2026-11-27
es      pasado mañana                 2026-11-27
es      antes del 3 de diciembre      2026-12-03
es      dentro de dos semanas         2026-12-09
es      la semana que viene           2026-12-04
es      a finales de mes              2026-11-30
es      el día 18                     2026-12-18
es      treinta y uno de diciembre    2026-12-31
pt      sexta-feira                   2026-11-27
pt      até sexta                     2026-11-27
pt      depois de amanhã              2026-11-27
pt      daqui a duas semanas          2026-12-09
pt      até o fim da semana           2026-11-27
pt      até o dia 12                  2026-12-12
it      entro venerdì                 2026-11-27
it      dopodomani                    2026-11-27
it      tra due settimane             2026-12-09
it      entro fine mese               2026-11-30
it      metà dicembre                 2026-12-15
it      il ventotto dicembre          2026-12-28
nl      vrijdag                       2026-11-27
nl      volgende vrijdag              2026-12-04
nl      aanstaande vrijdag            2026-11-27
nl      overmorgen                    2026-11-27
nl      over twee weken               2026-12-09
nl      eind volgende week            2026-12-04
nl      op 3-12                       2026-12-03
nl      de 23e                        2026-12-23
de      by Friday                     2026-11-27
en      bis Freitag                   2026-11-27
?       bis Freitag                   2026-11-27
?       mañana                        2026-11-26
"""

LINES = """
en    ship the importer by Friday, done when it is green on Monday | by Friday            | 2026-11-27
en    C12 to Friday because the vendor is late                     | Friday               | 2026-11-27
en    drop Python 3.11 unless objected by Friday 17:00, reversible | by Friday 17:00      | 2026-11-27
en    we keep SQLite because of 3.12, review in March              | in March             | 2027-03-31
en    Deadline: 3 Dec                                              | Deadline: 3 Dec      | 2026-12-03
en    deploy (by Friday)                                           | by Friday            | 2026-11-27
en    deploy by Friday at the latest.                              | by Friday at the latest | 2026-11-27
en    by the end of next week                                      | by the end of next week | 2026-12-04
en    the importer, in two weeks' time                             | in two weeks' time   | 2026-12-09
en    ship it tomorrow morning                                     | tomorrow morning     | 2026-11-26
en    ship it (Fri)                                                | Fri                  | 2026-11-27
en    by close of business on Friday                               | by close of business on Friday | 2026-11-27
en    by Friday or Monday                                          | by Friday or Monday  | ? 2026-11-27 2026-11-30
en    away until 5 Jan                                             | until 5 Jan          | 2027-01-05
en    the Q1 report by EOD                                         | by EOD               | 2026-11-25
en    +3d vendor is late                                           | +3d                  | +3d
en    Freitag liefere ich den Importer                             | Freitag              | 2026-11-27
de    Freitag liefere ich den Importer                             | Freitag              | 2026-11-27
de    Importer bis Fr, 4.12., 17 Uhr fertig                        | bis Fr, 4.12., 17 Uhr | 2026-12-04
de    Freitag spätestens                                           | Freitag spätestens   | 2026-11-27
de    review the schema by 3 Dec                                   | by 3 Dec             | 2026-12-03
en    write up the outage of Tuesday by Thursday                   | by Thursday          | 2026-11-26
en    the notes of Monday and Tuesday by Friday at the latest      | by Friday at the latest | 2026-11-27
en    the outage of Tuesday by noon tomorrow                       | by noon tomorrow     | 2026-11-26
en    the demo on Monday by Friday                                 | by Friday            | 2026-11-27
en    Tuesday by 17:00                                             | Tuesday by 17:00     | 2026-12-01
en    log in by Friday                                             | by Friday            | 2026-11-27
en    everybody signs in Friday                                    | Friday               | 2026-11-27
en    sign in next Friday                                          | next Friday          | 2026-12-04
en    check in on Friday with Bo                                   | on Friday            | 2026-11-27
en    check in tomorrow                                            | tomorrow             | 2026-11-26
en    hand it in before 3 Dec                                      | before 3 Dec         | 2026-12-03
en    carry on by Friday                                           | by Friday            | 2026-11-27
en    deliver in mid-December                                      | in mid-December      | 2026-12-15
en    deliver in December on the 15th                              | in December on the 15th | 2026-12-15
en    in week 49 on Friday                                         | in week 49 on Friday | 2026-12-04
en    may slip to Friday                                           | Friday               | 2026-11-27
en    ship it by may                                               | by may               | ? 2027-05-01 2027-05-31
en    ship it on 5 may                                             | on 5 may             | 2027-05-05
en    ship it by may the 5th                                       | by may the 5th       | 2027-05-05
en    ship it by 31 Nov                                            | by 31 Nov            | -
en    ship it by Nov 31                                            | by Nov 31            | -
en    ship it by 31.11.                                            | by 31.11.            | -
en    ship it by 2026-11-31                                        | by 2026-11-31        | -
en    ship it by 31 Nov or 3 Dec                                   | by 31 Nov or 3 Dec   | -
en    write up the outage of Tuesday by 17:00                      | by 17:00             | 2026-11-25
de    den Ausfall vom Dienstag aufschreiben bis 17 Uhr             | bis 17 Uhr           | 2026-11-25
de    Ausfall vom Dienstag bis 17 Uhr                              | bis 17 Uhr           | 2026-11-25
en    on or before Friday                                          | on or before Friday  | 2026-11-27
de    Bericht vom Dienstag bis Donnerstag                          | bis Donnerstag       | 2026-11-26
de    ich gebe es ab bis Freitag                                   | bis Freitag          | 2026-11-27
de    Freitag spätestens, Montag ist die Demo                      | Freitag spätestens   | 2026-11-27
nl    log in voor vrijdag                                          | voor vrijdag         | 2026-11-27
es    el informe del martes para el jueves                         | para el jueves       | 2026-11-26
es    entregar en Navidad                                          | en Navidad           | 2026-12-25
fr    livrer pour le 23                                            | pour le 23           | 2026-12-23
fr    au plus tard le 12/12 à 17h30                                | au plus tard le 12/12 à 17h30 | 2026-12-12
es    a más tardar el lunes a las 17:00                            | a más tardar el lunes a las 17:00 | 2026-11-30
pt    entregar até sexta-feira às 17h                              | até sexta-feira às 17h | 2026-11-27
it    consegno entro il 3 dicembre alle 17:30                      | entro il 3 dicembre alle 17:30 | 2026-12-03
nl    uiterlijk vrijdag om 17.00                                   | uiterlijk vrijdag om 17.00 | 2026-11-27
"""

NO_DUE_PHRASE = """
en    migrate from 3.11 to 3.12
en    ship release 5.12
en    prepare Friday's demo
en    prepare the Friday demo
en    write the Q1 report
en    fix yesterday's bug
en    fix the bug from last Friday
en    start from Monday
en    after Friday
en    turn it in after Friday
en    every Friday the report
en    the Black Friday banner
en    do 1/2 of the work
en    24/7 support
en    do 3 reviews
en    set 3 alarms
en    I may do this
en    it may slip
en    march on with it
en    sat with Bo on the design
en    fix the 2nd
en    finish before the next review
en    file 2026-12-03-report.pdf
en    see https://example.org/2026/12/03/x
en    talk to Bo at 17:00
en    raise it by 3.5%
en    ping @mon
de    so machen wir das
de    die Freitagsrunde vorbereiten
de    Version 3.12 ausliefern
de    ab Montag
fr    pour 3 personnes
es    hace 3 días
pt    segunda versão
?     do 3
?     el mar
"""


WEEKDAY_AND_DATE = """
en      Wed 1 Dec                     ? 2026-12-01 2026-12-02
en      Friday 22 Dec                 ? 2026-12-22 2026-12-25
en      Friday 24 Dec                 2026-12-24
de      Montag, 5. Januar             2027-01-05
de      Montag, 5.1.2027              2027-01-05
es      este viernes 6 de enero       ? 2026-11-27 2027-01-06
en_GB   Tuesday 12/1                  2027-01-12
en_US   Tuesday 12/1                  2026-12-01
"""

IN_THEIR_REGION = """
en_US   by Thanksgiving               2026-11-26
en_GB   by Thanksgiving               -
en      by Thanksgiving               -
en_US   by Mother's Day               2027-05-09
en_GB   by Mother's Day               -
en_US   by Memorial Day               2027-05-31
de_DE   bis Muttertag                 2027-05-09
"""

SINCE_AND_UNTIL = """
en      red since Monday, fix by Friday    | by Friday | 2026-11-27
en      since Monday it fails, Tuesday I look at it | Tuesday | 2026-12-01
"""


def phrases(fields: int) -> list[list[str]]:
    """The rows of `due_phrases.txt` that have so many parts after their locale."""
    written = Path(__file__).with_name("due_phrases.txt").read_text("utf-8").splitlines()
    rows = [line for line in written if line and not line.startswith("#")]
    found = [[row[:6].strip(), *(part.strip() for part in row[6:].split("|") if part.strip())] for row in rows]
    return [row for row in found if len(row) == fields + 1]


def rows(table: str) -> list[tuple[str, str]]:
    split = (line.split(maxsplit=1) for line in table.strip().splitlines())
    return [(locale.replace("?", ""), rest) for locale, rest in split]


@pytest.mark.parametrize(("locale", "text", "expected"), phrases(2))
def test_a_phrase_of_a_status_reply_says_a_day(locale: str, text: str, expected: str) -> None:
    assert said(read_when(text, NOW, locale)) == expected


@pytest.mark.parametrize(("locale", "line", "phrase", "expected"), phrases(3))
def test_a_line_of_a_status_reply_says_a_day(locale: str, line: str, phrase: str, expected: str) -> None:
    found = find_when(line, NOW, locale)
    assert found is not None
    assert (line[found.start : found.end], said(found.when)) == (phrase, expected)


@pytest.mark.parametrize(("locale", "line"), phrases(1))
def test_a_line_of_a_status_reply_says_no_day(locale: str, line: str) -> None:
    assert find_when(line, NOW, locale) is None


@pytest.mark.parametrize(("locale", "row"), rows(WEEKDAY_AND_DATE))
def test_a_date_holds_against_its_weekday_where_nobody_knows_the_weekday_by_heart(locale: str, row: str) -> None:
    text, _, expected = row.partition("  ")
    assert said(read_when(text, NOW, locale)) == expected.strip()


@pytest.mark.parametrize(("locale", "row"), rows(IN_THEIR_REGION))
def test_a_holiday_of_some_countries_says_its_day_there(locale: str, row: str) -> None:
    text, _, expected = row.partition("  ")
    assert said(read_when(text, NOW, locale)) == expected.strip()


@pytest.mark.parametrize(("locale", "row"), rows(WHOLE))
def test_a_phrase_says_a_day(locale: str, row: str) -> None:
    text, _, expected = row.partition("  ")
    assert said(read_when(text, NOW, locale)) == expected.strip()


@pytest.mark.parametrize(("locale", "row"), rows(LINES + SINCE_AND_UNTIL.lstrip()))
def test_a_line_holds_a_due_phrase(locale: str, row: str) -> None:
    line, phrase, expected = (part.strip() for part in row.split("|"))
    found = find_when(line, NOW, locale)
    assert found is not None
    assert (line[found.start : found.end], said(found.when)) == (phrase, expected)
    assert found.when.text == phrase


@pytest.mark.parametrize(("locale", "line"), rows(NO_DUE_PHRASE))
def test_a_line_holds_no_due_phrase(locale: str, line: str) -> None:
    assert find_when(line, NOW, locale) is None


@pytest.mark.parametrize(
    ("locale", "text", "instant"),
    [
        ("en", "Friday 17:00", "2026-11-27 16:00"),
        ("en", "5:30 pm tomorrow", "2026-11-26 16:30"),
        ("en", "12am Friday", "2026-11-26 23:00"),
        ("en", "Friday noon", "2026-11-27 11:00"),
        ("en", "by 17:00", "2026-11-25 16:00"),
        ("en", "1 July 2027 9:00", "2027-07-01 07:00"),
        ("en", "2026-12-03T17:00", "2026-12-03 16:00"),
        ("en", "Friday 17:00 UTC", "2026-11-27 17:00"),
        ("en", "Friday 17:00 CET", "2026-11-27 16:00"),
        ("de", "Freitag um 17 Uhr", "2026-11-27 16:00"),
        ("de", "Freitagmittag", None),
        ("fr", "vendredi à 17h30", "2026-11-27 16:30"),
        ("it", "venerdì alle 17.30", "2026-11-27 16:30"),
        ("en", "Friday 17:00 PST", None),
        ("en", "Friday EOD", None),
        ("en", "Friday night", None),
    ],
)
def test_a_time_of_day_is_an_instant_in_the_writers_zone(locale: str, text: str, instant: str | None) -> None:
    expected = datetime.fromisoformat(instant).replace(tzinfo=UTC) if instant else None
    when = read_when(text, NOW, locale)
    assert when.day is not None
    assert when.at == expected


@pytest.mark.parametrize(
    ("text", "begins", "day"),
    [
        ("in March", "2027-03-01", "2027-03-31"),
        ("since March", "2026-03-01", "2026-03-31"),
        ("next week", "2026-11-30", "2026-12-04"),
        ("Q1 2027", "2027-01-01", "2027-03-31"),
        ("Friday", None, "2026-11-27"),
    ],
)
def test_a_period_tells_its_first_day(text: str, begins: str | None, day: str) -> None:
    when = read_when(text, NOW, "en")
    assert (when.begins, when.day) == (date.fromisoformat(begins) if begins else None, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        ("2026-11-27", "Friday", "2026-11-27"),
        ("2026-11-27", "next Friday", "2026-12-04"),
        ("2026-11-27", "coming Friday", "2026-12-04"),
        ("2026-11-27", "last Friday", "2026-11-20"),
        ("2026-11-28", "next Monday", "? 2026-11-30 2026-12-07"),
        ("2026-11-28", "end of the week", "? 2026-11-29 2026-12-04"),
        ("2026-11-29", "next week", "? 2026-12-04 2026-12-11"),
        ("2026-12-31", "tomorrow", "2027-01-01"),
        ("2026-01-31", "in a month", "2026-02-28"),
        ("2026-11-07", "Feb 29", "2028-02-29"),
        ("2026-12-30", "week 1", "2027-01-08"),
    ],
)
def test_the_day_of_writing_decides(today: str, text: str, expected: str) -> None:
    now = datetime.fromisoformat(today).replace(hour=9, tzinfo=BERLIN)
    assert said(read_when(text, now, "en")) == expected


def test_the_day_is_the_writers_own() -> None:
    instant = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    assert said(read_when("today", instant.astimezone(ZoneInfo("Asia/Tokyo")), "en")) == "2026-11-26"
    assert said(read_when("today", instant.astimezone(ZoneInfo("America/New_York")), "en")) == "2026-11-25"


@pytest.mark.parametrize(
    "piece",
    [
        "Friday on on ",
        "by ",
        "3 ",
        "3.12.",
        "1/",
        "+",
        "in 3 days ",
        "next ",
        "\u0301",
        "12:",
        "first day of ",
        "two weeks ",
        "a week on ",
        "in 2-3 ",
        "half a ",
        "the week of ",
        "twenty ",
        "de hoy en ",
        "el mar ",
        "4 Dec '",
    ],
)
def test_a_hostile_line_is_read_in_linear_time(piece: str) -> None:
    line = piece * (400_000 // len(piece))
    with pace.within(0.5):
        find_when(line, NOW, "")
        read_when(line[:2_000], NOW, "")


@pytest.mark.cases
@pytest.mark.parametrize("field", ["text", "sentence"])
def test_the_labelled_phrases_are_read_right_or_asked(field: str) -> None:
    labelled = [json.loads(row) for row in cases("dates/recognizers.jsonl").read_text("utf-8").splitlines()]
    verdicts: Counter[str] = Counter()
    for case in labelled:
        now = datetime.fromisoformat(case["now"]).replace(tzinfo=UTC)
        found = find_when(case["sentence"], now, case["locale"])
        when = read_when(case["text"], now, case["locale"]) if field == "text" else found and found.when
        day = when.day.isoformat() if when and when.day else None
        verdicts["right" if day == case["date"] else "wrong" if day else "asked"] += 1
    assert verdicts["right"] >= 0.9 * len(labelled)
    assert verdicts["wrong"] <= 0.01 * len(labelled)
