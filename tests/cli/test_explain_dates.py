"""`paceline explain --when`: which day a phrase means, many at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cases import cases
from cli.terminal import paceline

TUESDAY = "2026-11-24T09:00:00+01:00"


def asked(text: str, locale: str = "en", now: str = TUESDAY) -> str:
    return json.dumps({"text": text, "now": now, "locale": locale})


def test_a_line_in_is_a_line_out() -> None:
    ran = paceline("explain", "--when", "-", "--json", stdin=asked("by Friday") + "\n\n" + asked("morgen", "de") + "\n")
    assert ran.records == [
        {"text": "by Friday", "date": "2026-11-27", "ambiguous": False},
        {"text": "morgen", "date": "2026-11-25", "ambiguous": False},
    ]


def test_what_may_be_two_days_is_said_with_both() -> None:
    (read,) = paceline("explain", "--when", "-", "--json", stdin=asked("03/04", "")).records
    assert (read["date"], read["ambiguous"]) == (None, True)
    assert {day[5:] for day in read["date_readings"]} == {"03-04", "04-03"}


def test_what_is_no_day_is_said_as_it_was_written() -> None:
    (read,) = paceline("explain", "--when", "-", "--json", stdin=asked("whenever")).records
    assert read == {"text": "whenever", "date": None, "date_text": "whenever", "ambiguous": False}


def test_a_shift_is_counted_from_a_day_that_is_not_known_here() -> None:
    (read,) = paceline("explain", "--when", "-", "--json", stdin=asked("+3d")).records
    assert (read["date"], read["date_shift"]) == (None, "+3d")


@pytest.mark.parametrize("line", ["tomorrow", '["tomorrow"]', '{"text": "tomorrow"}', '{"text": "x", "now": "soon"}'])
def test_a_line_that_is_none_is_told(line: str) -> None:
    ran = paceline("explain", "--when", "-", "--json", stdin=line + "\n")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: ")
    assert "write it like" in ran.err


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    ran = paceline("explain", "--when", tmp_path / "nowhere")
    assert (ran.code, ran.out) == (1, "")
    assert "can't be read: No such file" in ran.err


@pytest.mark.cases
def test_the_labelled_phrases_go_through_in_one_process_and_in_order() -> None:
    path = cases("dates/recognizers.jsonl")
    labels = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    read = paceline("explain", "--when", path, "--json").records
    assert [each["text"] for each in read] == [label["text"] for label in labels]
    answered = [each["date"] == label["date"] for each, label in zip(read, labels, strict=True) if each["date"]]
    assert sum(answered) / len(answered) > 0.95
