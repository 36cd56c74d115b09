"""Replies and what is read from them, written as `inbox.replies` says."""

# ruff: noqa: E501  (a row of a table is one line)

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from inbox.replies import ENVELOPE, NOW, OPS, RETRO, WEEKLY, in_words, reply, table

from paceline.domain.asks import Item
from paceline.domain.rules import OF_A_COMMITMENT, OF_A_DECISION, OF_A_HELP_REQUEST
from paceline.domain.statements import Command, Promise, Reply, Section, Thanks, Unclear, Update, When
from paceline.inbox.grammar.commands import COMMANDS as ROWS
from paceline.inbox.grammar.commands import Row
from paceline.inbox.grammar.page import page
from paceline.inbox.grammar.words import LANGUAGES as WORDED
from paceline.inbox.grammar.words import every

# --- a whole mail -----------------------------------------------------------------------------------------------------


def test_what_ana_answers():
    read = reply(
        """Done: schema review, thanks @chen
Next
- ship the importer by Thursday, done when the nightly run is green
- @bo look at the retry logic by 3 Dec
no blockers
2 +3d vendor answers on Monday"""
    )
    thursday = datetime(2026, 12, 3).date()
    assert read.statements == (
        Update("done", "schema review", "Done: schema review, thanks @chen"),
        Thanks("schema review", "Done: schema review, thanks @chen", ("@chen",)),
        Promise(
            "ship the importer",
            "- ship the importer by Thursday, done when the nightly run is green",
            due=When("by Thursday", day=thursday),
            done_when="the nightly run is green",
        ),
        Promise(
            "look at the retry logic",
            "- @bo look at the retry logic by 3 Dec",
            owner="@bo",
            due=When("by 3 Dec", day=thursday),
        ),
        Command(
            "to",
            "2 +3d vendor answers on Monday",
            "C12",
            "vendor answers on Monday",
            When("+3d", shift=(3, "d")),
        ),
    )
    assert (read.notes, read.unclear, read.language) == ((), (), "en")


LETTER = """> Good morning Ana. Three things wait for you.
>
> 1. Your update for Platform weekly (digest Mon 30 Nov, 09:00)
>
> Done since Mon 23 Nov:
>   -
{done}
> Next (each line becomes a commitment; add a day):
>   -
{next}
> Blocked, or where a hand would help:
>   -
{blocked}
> Decisions:
> Thanks:
>
> 2. Due today: publish the API draft (C12, for Eve)
>    Answer with "2 done", "2 +3d the vendor is late", "2 help: …" or "2 drop: …"
{due}
>
> 3. Bo intends to drop Python 3.11 on Tue 1 Dec, 17:00 your time (D4)
>    Nothing to do if you agree. Else "3 object: …", "3 advice: …", "3 hold 2 days"
{intent}
>
> You asked for these at 09:00. "pause", "stop" or "away until 5 Jan" work too.
{end}"""


def letter(**answers: str) -> str:
    places = ("done", "next", "blocked", "due", "intent", "end")
    return LETTER.format(**{place: answers.get(place, ">") for place in places})


def test_answers_between_our_lines_belong_where_they_stand():
    read = reply(
        letter(
            done="schema review\n- release notes",
            next="ship the importer by Thursday",
            blocked="none",
            due="done, it is on the wiki",
            intent="object: the edge nodes still run 3.11",
        )
    )
    assert in_words(read) == (
        "done: schema review | done: release notes | promise: ship the importer [2026-12-03]"
        " | C12 done: it is on the wiki | D4 object: the edge nodes still run 3.11"
    )


def test_prose_under_an_item_is_asked_about():
    read = reply(letter(due="moved to Wednesday, sorry", intent="I am worried about the edge nodes"))
    assert in_words(read) == ("C12 to [2026-12-02]: sorry | ? under-item: 3 ok; 3 object: …; 3 advice: …")


def test_below_our_footer_nothing_is_about_the_last_item():
    read = reply(letter(end="A quiet week, all in all."))
    assert in_words(read) == "note: A quiet week, all in all."


def test_a_closing_and_a_name_end_the_mail():
    read = reply("Hi Mara,\n\nDone\n- the importer\n\nBest regards,\nAna Lima\nPlatform Team")
    assert in_words(read) == "done: the importer"


def test_prose_after_a_list_of_news_is_a_note():
    read = reply("Done\n- the importer\n\nA quiet week otherwise.\n\nDone: the docs\n\nThat is all for now, see you.")
    assert in_words(read) == (
        "done: the importer | done: the docs | note: A quiet week otherwise. | note: That is all for now, see you."
    )


def test_the_bullets_of_the_plans_go_on_after_prose():
    bullets = "- ship it by Friday\n- write it up"
    promises = "promise: ship it [2026-11-27] | promise: write it up"
    for before in ("Next\nA busy week ahead.", "Next\n\nA busy week ahead.\n"):
        assert in_words(reply(f"{before}\n{bullets}")) == f"{promises} | note: A busy week ahead."
    assert in_words(reply("Next\nship it by Friday\nwrite it up")) == promises
    assert in_words(reply(f"Next: rest by Monday\nsome prose\n{bullets}")) == (
        f"promise: rest [2026-11-30] | {promises} | note: some prose"
    )
    assert in_words(reply(f"Next\n- rest by Monday\n\nOther things:\n{bullets}\n- the build is red")) == (
        f"promise: rest [2026-11-30] | {promises} | promise: the build is red | note: Other things:"
    )
    assert in_words(reply("Next\n- rest by Monday\n\nOther things:\n- the build is red")) == (
        "promise: rest [2026-11-30] | note: Other things: | note: - the build is red"
    )


OFFER = "promise @bo: review the schema [2026-12-03]"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Thanks: @eve for the rescue\n", f"thanks @eve: the rescue | {OFFER}"),
        ("Thanks: @eve for the rescue\n\n", f"thanks @eve: the rescue | {OFFER}"),
        ("Thanks\n- @eve for the rescue\n- ", f"thanks @eve: the rescue | {OFFER}"),
        ("Notes\n- slow\n- ", f"notes: slow | {OFFER}"),
        ("Done: x\n", f"done: x | {OFFER}"),
        ("Done\n- x\n", f"done: x | {OFFER}"),
        ("Done\n- x\n\n", f"done: x | {OFFER}"),
        ("Done\n- x\n- ", "done: x | done: @bo: review the schema by 3 Dec"),
    ],
)
def test_an_explicit_offer_is_one_in_any_section_but_a_list_of_news(before: str, expected: str):
    assert in_words(reply(f"{before}@bo: review the schema by 3 Dec")) == expected


def test_prose_after_thanks_is_no_thanks():
    read = reply("Thanks: @eve for the rescue\nThe build is still red")
    assert in_words(read) == "thanks @eve: the rescue | note: The build is still red"


def test_a_heading_leaves_the_item_above():
    read = reply("3.\nok\nDone:\n- the importer\n\nA quiet week.")
    assert in_words(read) == "D4 ok | done: the importer | note: A quiet week."


def test_a_long_objection_without_the_word_is_asked_about_too():
    worry = "I have thought about this a lot, and the edge nodes will not run without the old one for a while"
    assert in_words(reply(letter(intent=worry))) == "? under-item: 3 ok; 3 object: …; 3 advice: …"
    assert in_words(reply(letter(due=worry))) == f"note: {worry}"


def test_under_a_closing_only_names_are_passed_over():
    read = reply("Done: the importer\n\nThanks,\nAna\nHead of Platform\nPS Call me on Monday")
    assert in_words(read) == "done: the importer | note: PS Call me on Monday"


def test_what_stands_under_an_empty_answer_is_kept():
    read = reply(
        "Blocked\n- none\n  - except the staging database\nDecision: none\n  - but Bo has an idea\n2 done\n  - for now"
    )
    assert in_words(read) == (
        "help: none: except the staging database | decision: none; but Bo has an idea | C12 done: for now"
    )


def test_prose_around_the_lists_is_kept_as_notes():
    read = reply("Quiet week.\n\nNext:\n- ship it by Monday\n\nI may be slow on Friday.\n\nCheers")
    assert in_words(read) == "promise: ship it [2026-11-30] | note: Quiet week. | note: I may be slow on Friday."


def test_plain_lines_under_a_heading_are_content_even_after_an_empty_line():
    read = reply("Next\n\nship the importer by Thursday\n\nreview the schema by Friday\n\nThat should be doable.")
    assert in_words(read) == (
        "promise: ship the importer [2026-12-03] | promise: review the schema [2026-11-27]"
        " | note: That should be doable."
    )


def test_a_line_that_the_client_wrapped_is_one_line():
    read = reply(
        "Next\n"
        "- move the nightly import of the partner feeds to the new queue, with a\n"
        "fallback to the old one, by Thursday\n"
        "- move the nightly export of the partner feeds to the new queue as well,\n"
        "next week\n"
        "- write it up\n"
        "  for @eve by Friday"
    )
    assert in_words(read) == (
        "promise: move the nightly import of the partner feeds to the new queue, with a fallback to the old one"
        " [2026-12-03] | promise: move the nightly export of the partner feeds to the new queue as well [2026-12-04]"
        " | promise: write it up [2026-11-27] <@eve>"
    )
    assert read.statements[2].line == "- write it up\n  for @eve by Friday"


def test_sub_bullets_are_details():
    read = reply(
        """Done
- importer
  - parser
  - writer
Next
- migrate staging
  - by Friday
  - backup first
  - done when the smoke test passes"""
    )
    assert in_words(read) == (
        "done: importer: parser; writer | promise: migrate staging [2026-11-27] {the smoke test passes}"
    )


def test_sub_bullets_with_days_are_the_commitments_of_their_title():
    read = reply("Next\n- Importer\n  - ship it by Thursday\n  - @bo: write the docs by Friday")
    assert in_words(read) == (
        "promise: Importer: ship it [2026-12-03] | promise @bo: Importer: write the docs [2026-11-27]"
    )


def test_a_numbered_list_in_a_section_is_a_list():
    read = reply("Next\n1. ship the importer by Thursday\n2. drop Python 3.11 by Friday\n3. read the RFC")
    assert in_words(read) == (
        "promise: ship the importer [2026-12-03] | promise: drop Python 3.11 [2026-11-27] | promise: read the RFC"
    )


def test_numbers_alone_say_what_the_next_lines_are_about():
    read = reply("1.\nDone: schema review\n2.\ndone\n3.\nhold 2 days")
    assert in_words(read) == "done: schema review | C12 done | D4 hold [+2d]"


def test_the_retyped_line_of_ours_sets_the_place():
    read = reply("2. Due today: publish the API draft (C12, for Eve)\ndone yesterday")
    assert in_words(read) == "C12 done: yesterday"


def test_two_updates_in_one_envelope_are_told_apart():
    items = (Item(1, "update", WEEKLY), Item(2, "update", OPS))
    read = reply("1.\nDone: schema review\n2.\nDone: rotated the keys\nNext: rotate the rest by Friday", items=items)
    assert [statement.about for statement in read.statements] == [WEEKLY, OPS, OPS]
    assert in_words(reply("skip", items=items)) == "? which: 1 skip"
    assert in_words(reply("2 skip", items=items)) == f"{OPS} skip"


def test_a_letter_with_one_thing_is_answered_about_that():
    asked = (Item(1, "help", "H3"),)
    assert in_words(reply("take", items=asked, sections=())) == "H3 take"
    assert in_words(reply("part: the migration", items=asked, sections=())) == "H3 part: the migration"
    assert in_words(reply("refer bo@acme.example", items=asked, sections=())) == "H3 refer bo@acme.example"
    assert in_words(reply("can't", items=asked, sections=())) == "H3 can't"
    assert in_words(reply("maybe on Monday", items=asked, sections=())) == ("? under-item: 1 take; 1 part: …; 1 can't")


def test_headings_of_everybody_find_their_section_in_a_template_of_its_own():
    read = reply("Went fine: the release\nKeep: pairing\nNext: write the runbook by Friday\nDone: x", sections=RETRO)
    assert in_words(read) == (
        "well: pairing | promise: write the runbook [2026-11-27] | note: Went fine: the release | note: Done: x"
    )


def test_without_questions_a_heading_makes_no_commitment():
    assert in_words(reply("Next\n- ship the importer by Friday", sections=(), items=())) == (
        "note: Next | note: - ship the importer by Friday"
    )


def test_the_prompt_of_a_heading_may_be_retyped():
    read = reply("Done since Mon 23 Nov: schema review\nBlocked, or where a hand would help: a DBA for an hour")
    assert in_words(read) == "done: schema review | help: a DBA for an hour"


# --- lines of an update -----------------------------------------------------------------------------------------------

HEADINGS = """
Done: schema review                          => done: schema review
done - the importer                          => done: the importer
Done – the importer                          => done: the importer
DONE: the importer                           => done: the importer
**Done:** the importer                       => done: the importer
**Done** the importer                        => done: the importer
*Done*: the importer                         => done: the importer
## Done: the importer                        => done: the importer
- Done: the importer                         => done: the importer
✅ Done: the importer                        => done: the importer
Finished: the importer                       => done: the importer
What I did: the importer                     => done: the importer
Done (last week): the importer               => done: the importer
Done the importer                            => note: Done the importer
Done with the importer, finally              => note: Done with the importer, finally
Next - ship it by Friday                     => promise: ship it [2026-11-27]
To do: ship it by Friday                     => promise: ship it [2026-11-27]
Next time I will ask earlier.                => note: Next time I will ask earlier.
Today: dentist                               => note: Today: dentist
Blocked: waiting for access                  => help: waiting for access
Blockers - waiting for access                => help: waiting for access
Blocked by the vendor                        => note: Blocked by the vendor
Notes: slower this week                      => notes: slower this week
FYI: slower this week                        => notes: slower this week
Thanks: @eve for the rescue                  => thanks @eve: the rescue
Kudos: @eve and @bo for the rescue           => thanks @eve @bo: the rescue
Thanks: the ops team                         => thanks: the ops team
Decisions: we keep SQLite                    => decision: we keep SQLite
Done:                                        => nothing
Blocked: none                                => nothing
Blockers: n/a                                => nothing
Next: -                                      => nothing
Blocked: skip                                => nothing
Blocked: not really, though staging was slow => blocked: not really, though staging was slow
Blocked: nothing this week, thanks           => nothing
"""


@pytest.mark.parametrize(("written", "expected"), table(HEADINGS))
def test_headings(written: str, expected: str):
    assert in_words(reply(written)) == expected


LINES = """
- ship the importer by Friday, done when the nightly run is green => promise: ship the importer [2026-11-27] {the nightly run is green}
- ship the importer, done when the run is green, by Friday        => promise: ship the importer [2026-11-27] {the run is green}
- ship the importer (done when: the run is green) by Friday       => promise: ship the importer [2026-11-27] {the run is green}
- ship the importer (by Friday)                   => promise: ship the importer [2026-11-27]
- by Friday: ship the importer                    => promise: ship the importer [2026-11-27]
- Friday: ship the importer                       => promise: ship the importer [2026-11-27]
- ship the importer - Friday                      => promise: ship the importer [2026-11-27]
- ship the importer tomorrow.                     => promise: ship the importer [2026-11-28]
- importer, ETA Thursday                          => promise: importer [2026-12-03]
- importer, due: Thursday                         => promise: importer [2026-12-03]
- I'll ship the importer by Fri                   => promise: ship the importer [2026-11-27]
- I’ll ship the importer by Fri                   => promise: ship the importer [2026-11-27]
- I will ship the importer in two weeks           => promise: ship the importer [2026-12-11]
- Will do: ship the importer by 12 Dec            => promise: ship the importer [2026-12-12]
- ship the importer                               => promise: ship the importer
- prepare the March report                        => promise: prepare the March report
- make people log in by Friday                    => promise: make people log in [2026-11-27]
- check in on Friday with @bo                     => promise: check in with @bo [2026-11-27]
- everybody signs in Friday                       => promise: everybody signs in [2026-11-27]
- @bo: write up the outage of Tuesday by Thursday => promise @bo: write up the outage of Tuesday [2026-12-03]
- log the date due Friday                         => promise: log the date [2026-11-27]
- ship the importer Friday with Bo                => promise: ship the importer with Bo [2026-11-27]
- review Monday's notes by Thursday               => promise: review Monday's notes [2026-12-03]
- publish the draft for @eve by Friday            => promise: publish the draft [2026-11-27] <@eve>
- publish the draft by Friday for @eve and @bo    => promise: publish the draft [2026-11-27] <@eve> <@bo>
- publish the draft for eve@acme.example          => promise: publish the draft <eve@acme.example>
- find a new vendor by Friday                     => promise: find a new vendor [2026-11-27]
- stop the old cron job by Friday                 => promise: stop the old cron job [2026-11-27]
- help Bo with the release by Friday              => promise: help Bo with the release [2026-11-27]
- 2 more reviews by Friday                        => promise: 2 more reviews [2026-11-27]
- @bo: review the schema by 3 Dec                 => promise @bo: review the schema [2026-12-03]
- @bo look at the retry logic by 3 Dec            => promise @bo: look at the retry logic [2026-12-03]
- @bo to review the schema by 3 Dec               => promise @bo: review the schema [2026-12-03]
- @bo will review the schema                      => promise @bo: review the schema
- @bo could you review the schema by 3 Dec        => promise @bo: review the schema [2026-12-03]
- bo@acme.example: review the schema by 3 Dec     => promise bo@acme.example: review the schema [2026-12-03]
- @me: review the schema by 3 Dec                 => promise: review the schema [2026-12-03]
- @bo and @chen: pair on the importer by Friday   => ? several-owners: @bo: …; @chen: …
- g by 31 Nov                                     => ? no-day: g by Friday
- ring Ana tbd                                    => note: - ring Ana tbd
- ring Ana (day: TBD)                             => note: - ring Ana (day: TBD)
- settle the tbd items by Friday                  => promise: settle the tbd items [2026-11-27]
- ship it, done when it is green, for @eve        => promise: ship it {it is green} <@eve>
- ship it, for @eve, done when it is green        => promise: ship it {it is green} <@eve>
- ship it, done when it is green, for @eve and @bo, by Friday => promise: ship it [2026-11-27] {it is green} <@eve> <@bo>
- ship it (done when it is green, for @eve by Friday) => promise: ship it [2026-11-27] {it is green} <@eve>
- ship it, done when it is green for @eve         => promise: ship it {it is green for @eve}
- ship it, done when it is green, for @eve's team => promise: ship it {it is green, for @eve's team}
- @bo: write up the outage of Tuesday by 17:00    => promise @bo: write up the outage of Tuesday [2026-11-27T16:00Z]
- C12 may slip to Friday                          => ? conditional: C12 done; C12 to Friday because …; C12 at risk: …
- C12 publish the API draft by 31 Nov             => ? no-day: C12 to Friday
- 2 Friday demos by Monday                        => promise: 2 Friday demos [2026-11-30]
- [ ] clean up the queue by Monday                => promise: clean up the queue [2026-11-30]
- [x] rename the repo                             => done: rename the repo
✅ rename the repo                                => done: rename the repo
- should we move to Postgres?                     => note: - should we move to Postgres?
- tbd                                             => note: - tbd
- same as last week                               => ? as-before: ship the importer by Friday
- by Friday                                       => ? nothing-promised: ship the importer by Friday
- thanks @bo for the review                       => thanks @bo: the review
- nothing planned                                 => nothing
- no blockers                                     => nothing
-                                                 => nothing
- C12 publish the API draft by Wednesday          => C12 to [2026-12-02]
- C12 publish the API draft                       => next: C12 publish the API draft
- C12 to Wednesday because the vendor is late     => C12 to [2026-12-02]: the vendor is late
- C12 help page rewritten by Friday               => C12 to [2026-11-27]
- Commitment: ship it by Friday                   => promise: ship it [2026-11-27]
- Decision: ship it on Fridays                    => decision: ship it on Fridays
- away 3 Dec to 7 Dec                             => away [2026-12-07]: 2026-12-03
"""


@pytest.mark.parametrize(("written", "expected"), table(LINES))
def test_lines_of_a_section_that_makes_commitments(written: str, expected: str):
    assert in_words(reply(f"Next\n{written}")) == expected


def test_an_ambiguous_day_is_asked_about():
    read = reply("Next\n- ship the importer by 03/04", locale="en")
    assert in_words(read) == "? ambiguous-day: ship the importer by 4 March"
    assert read.unclear[0].why == "4 March or 3 April?"
    assert isinstance(read.unclear[0].meant, Promise)
    assert in_words(reply("Next\n- ship the importer by 03/04", locale="en_US")) == (
        "promise: ship the importer [2027-03-04]"
    )


DONE = """
- schema review, thanks @chen                => done: schema review | thanks @chen: schema review
- schema review (thanks to @chen and @bo)    => done: schema review | thanks @chen @bo: schema review
- schema review. Thank you @chen for the help with it! => done: schema review | thanks @chen: the help with it
- schema review, thanks Chen!                => done: schema review | thanks Chen: schema review
- thanks @chen for the review                => thanks @chen: the review
- thanks to caching it is fast               => done: thanks to caching it is fast
- [x] schema review                          => done: schema review
- [ ] release notes                          => done: [ ] release notes
- shipped the importer by Friday             => done: shipped the importer by Friday
- @bo: reviewed the schema by Friday         => done: @bo: reviewed the schema by Friday
- 3 reviews done                             => done: 3 reviews done
- 2 closed tickets                           => done: 2 closed tickets
- same as last week                          => done: same as last week
- C12                                        => C12 done
- C12, C14                                   => C12 done | C14 done
- C12 done                                   => C12 done
- C12 shipped to all regions                 => C12 done: to all regions
- C12 half way, more on Monday               => done: C12 half way, more on Monday
- ✅ C12                                     => C12 done
- nothing to report                          => nothing
"""


@pytest.mark.parametrize(("written", "expected"), table(DONE))
def test_lines_of_a_section_of_news(written: str, expected: str):
    assert in_words(reply(f"Done\n{written}")) == expected


DECISIONS = """
Decision: we keep SQLite because it is enough, review in March => decision: we keep SQLite (because it is enough) /2027-03-31/
Decision: we keep SQLite                     => decision: we keep SQLite
Decision: we keep SQLite (review on 1 March) => decision: we keep SQLite /2027-03-01/
Decision: code review is mandatory           => decision: code review is mandatory
Decision: none                               => nothing
Intent: drop Python 3.11 unless objected by Friday 17:00, reversible => intent: drop Python 3.11 [2026-11-27T16:00Z] reversible
Intent: drop Python 3.11 so that we can use the new typing, not reversible => intent: drop Python 3.11 (because we can use the new typing) irreversible
Intent: drop Python 3.11 unless anyone objects by 3 Dec => intent: drop Python 3.11 [2026-12-03]
Intent: drop Python 3.11                     => intent: drop Python 3.11
Intent: ship on Friday unless objected       => intent: ship on Friday
Decision: we drop 3.11 unless objected by 3 Dec => intent: we drop 3.11 [2026-12-03]
**Intent:** drop Python 3.11                 => intent: drop Python 3.11
- Decision: we keep SQLite                   => decision: we keep SQLite
Decision: we move to PostgreSQL (replaces D4) => decision: we move to PostgreSQL -D4
Decision: we move to PostgreSQL, supersedes D4, because it is faster => decision: we move to PostgreSQL (because it is faster) -D4
Decision: wir nehmen PostgreSQL, ersetzt D4  => decision: wir nehmen PostgreSQL -D4
Decision: the importer replaces D-Bus        => decision: the importer replaces D-Bus
Intent: drop 3.11 unless objected by 3 Dec, review on 1 March (replaces D4) => intent: drop 3.11 [2026-12-03] /2027-03-01/ -D4
"""


@pytest.mark.parametrize(("written", "expected"), table(DECISIONS))
def test_decisions_and_intents(written: str, expected: str):
    assert in_words(reply(written)) == expected
    assert in_words(reply(written, sections=(), items=())) == expected


REQUESTS = """
@eve could you look at the logs by Thursday?         => promise @eve: look at the logs [2026-12-03]
@eve: could you look at the logs by Thursday?        => promise @eve: look at the logs [2026-12-03]
@eve please look at the logs by Thursday.            => promise @eve: look at the logs [2026-12-03]
@eve, would you look at the logs by Thursday, done when they are clean? => promise @eve: look at the logs [2026-12-03] {they are clean}
@eve kannst du bitte die Logs bis Donnerstag ansehen? => promise @eve: die Logs ansehen [2026-12-03]
@eve peux-tu regarder les logs avant jeudi ?         => promise @eve: regarder les logs [2026-12-03]
@eve ¿puedes mirar los logs antes del jueves?        => promise @eve: mirar los logs [2026-12-03]
@eve podes ver os logs até quinta?                   => promise @eve: ver os logs [2026-12-03]
@eve puoi guardare i log entro giovedì?              => promise @eve: guardare i log [2026-12-03]
@eve kun je de logs voor donderdag bekijken?         => promise @eve: de logs bekijken [2026-12-03]
@eve can you look at the logs?                       => ? request: @eve: look at the logs by Friday
@eve could you look at the logs on Thursday?         => ? request: @eve: look at the logs by Friday
@eve could you look at the logs by Thursday? I am away then. => ? request: @eve: look at the logs? I am away then by Friday
@eve could you maybe look at the logs by Thursday?   => ? request: @eve: maybe look at the logs by Friday
@eve @bo could you look at the logs by Thursday?     => ? several-owners: @eve: …; @bo: …
@eve what do you think by Thursday?                  => note: @eve what do you think by Thursday?
@eve will look at the logs by Thursday               => note: @eve will look at the logs by Thursday
I asked @eve, could you look at the logs by Thursday? => note: I asked @eve, could you look at the logs by Thursday?
@eve thanks                                          => note: @eve thanks
"""


@pytest.mark.parametrize(("written", "expected"), table(REQUESTS))
def test_what_a_mail_that_answers_nothing_asks_of_a_colleague(written: str, expected: str):
    assert in_words(reply(written, items=(), sections=())) == expected


def test_in_an_answer_a_question_to_a_colleague_is_a_note():
    written = "@eve could you look at the logs by Thursday?"
    assert in_words(reply(written)) == f"note: {written}"


EMPHASIS = """
*C12 done*                                   => C12 done
_C12 done_                                   => C12 done
**C12 done**                                 => C12 done
- *C12 done*                                 => C12 done
*C12* done                                   => C12 done
**C12**: done                                => C12 done
*2 done*                                     => C12 done
*C12 done: my_file works*                    => C12 done: my_file works
*C12 to Thursday because the vendor is late* => C12 to [2026-12-03]: the vendor is late
*@bo: review the schema by 3 Dec*            => promise @bo: review the schema [2026-12-03]
*away until 5 Jan*                           => away [2027-01-05]
*C12 looks good*                             => ? not-for: C12 done; C12 to Friday because …; C12 at risk: …
~C12 done~                                   => note: ~C12 done~
_2 done_ *really*                            => note: _2 done_ *really*
*it went well*                               => note: *it went well*
**Risks:**                                   => note: **Risks:**
**Done** the importer                        => done: the importer
"""


@pytest.mark.parametrize(("written", "expected"), table(EMPHASIS))
def test_bold_and_italics_as_mail_clients_write_them_in_plain_text(written: str, expected: str):
    assert in_words(reply(written)) == expected


BLOCKED = """
- waiting for access                         => help: waiting for access
- C14 waiting for access                     => C14 help: waiting for access
- C14: a DBA for an hour                     => C14 help: a DBA for an hour
- C14 at risk: the vendor is late            => C14 at risk: the vendor is late
- nothing blocked                            => nothing
- no                                         => nothing
- not really, though staging was slow        => blocked: not really, though staging was slow
- eigentlich nicht, obwohl Staging langsam war => blocked: eigentlich nicht, obwohl Staging langsam war
- rien, même si la CI est lente              => blocked: rien, même si la CI est lente
- nothing, though I could use a hand         => help: nothing, though I could use a hand
- nothing, but I need a DBA                  => help: nothing, but I need a DBA
- the vendor, though they called             => help: the vendor, though they called
"""


@pytest.mark.parametrize(("written", "expected"), table(BLOCKED))
def test_lines_of_a_section_that_asks_for_help(written: str, expected: str):
    assert in_words(reply(f"Blocked\n{written}")) == expected


NOT_IN_A_SECTION = """
I'll ship the importer by Friday.            => note: I'll ship the importer by Friday.
- ship the importer by Friday                => note: - ship the importer by Friday
We should move to Postgres by March          => note: We should move to Postgres by March
@bo: review the schema by 3 Dec              => promise @bo: review the schema [2026-12-03]
@bo review the schema by 3 Dec               => note: @bo review the schema by 3 Dec
@bo: nice work                               => note: @bo: nice work
Commitment: ship the importer by Friday      => promise: ship the importer [2026-11-27]
Commitment: @bo will review the schema by Friday => promise @bo: review the schema [2026-11-27]
Thanks @eve for the rescue                   => thanks @eve: the rescue
Help: a DBA for an hour                      => help: a DBA for an hour
help me with the DBA please                  => note: help me with the DBA please
same as last week                            => note: same as last week
find attached the report that you wanted     => note: find attached the report that you wanted
decisions are hard                           => note: decisions are hard
why is this so slow                          => note: why is this so slow
stop the press                               => note: stop the press
back to the drawing board                    => note: back to the drawing board
2 people have joined                         => note: 2 people have joined
2 closed tickets                             => note: 2 closed tickets
10:30 standup                                => note: 10:30 standup
3.5 hours lost                               => note: 3.5 hours lost
Hi, the build is red                         => note: Hi, the build is red
Hi                                           => nothing
Hi all,                                      => nothing
Good morning Mara,                           => nothing
Hello @mara                                  => nothing
Hallo zusammen,                              => nothing
Bonjour à tous,                              => nothing
Thanks,                                      => nothing
Thanks, Ana                                  => nothing
Best regards                                 => nothing
Viele Grüße, Ana                             => nothing
Cheers                                       => nothing
Best, Ana Lima                               => nothing
Thanks, Ana will follow up on this           => note: Thanks, Ana will follow up on this
Best Practices Review                        => note: Best Practices Review
no blockers                                  => nothing
nothing blocked                              => nothing
nothing new this week                        => nothing
all good                                     => nothing
--                                           => nothing
...                                          => nothing
🎉                                           => note: 🎉
ok                                           => D4 ok
"""


@pytest.mark.parametrize(("written", "expected"), table(NOT_IN_A_SECTION))
def test_outside_of_sections_only_explicit_forms_count(written: str, expected: str):
    assert in_words(reply(written)) == expected


def test_an_empty_reply_says_nothing():
    for written in ("", "\n\n", "   "):
        assert reply(written) == Reply("")


# --- commands ---------------------------------------------------------------------------------------------------------

COMMANDS = """
1 skip                                       => weekly skip
skip                                         => weekly skip
2 done                                       => C12 done
2: done                                      => C12 done
2) done                                      => C12 done
2. Done                                      => C12 done
2 - done                                     => C12 done
#2 done                                      => C12 done
- 2 done                                     => C12 done
2 done, it is on the wiki                    => C12 done: it is on the wiki
2 is done                                    => C12 done
2 ✅                                         => C12 done
2 +3d vendor is late                         => C12 to [+3d]: vendor is late
2 +1w                                        => C12 to [+1w]
2 Wednesday                                  => C12 to [2026-12-02]
2 to Wednesday                               => C12 to [2026-12-02]
2 by Wednesday because the vendor is late    => C12 to [2026-12-02]: the vendor is late
2 help: a DBA for an hour                    => C12 help: a DBA for an hour
2 help                                       => C12 help
2 drop: the customer left                    => C12 drop: the customer left
2 at risk, the vendor is late                => C12 at risk: the vendor is late
3 ok                                         => D4 ok
3 object: too risky                          => D4 object: too risky
3 advice: watch the write rate               => D4 advice: watch the write rate
3 hold 2 days                                => D4 hold [+2d]
1 done; 2 done                               => C12 done | ? which: "1 done" on a line of its own
1 done                                       => ? not-for: 1 skip
2 done; 3 object: too risky                  => C12 done | D4 object: too risky
2 done, 3 ok                                 => C12 done | D4 ok
2 done, 3 tests are left                     => C12 done: 3 tests are left
C12 done                                     => C12 done
c12 done                                     => C12 done
#C12 done                                    => C12 done
[C12] done                                   => C12 done
C12: done                                    => C12 done
C12 is done                                  => C12 done
C12 has been done                            => C12 done
C12 done deployed it yesterday               => C12 done: deployed it yesterday
C12 done because Bo helped                   => C12 done: Bo helped
C12 done. Thanks!                            => C12 done
C12 done for @dee                            => C12 done @dee
C12 done for @dee, she is away               => C12 done @dee: she is away
C12, C14 done                                => C12 done | C14 done
C12 and C14 done                             => C12 done | C14 done
done C12                                     => C12 done
done: C12                                    => C12 done
C12 to Friday because the vendor is late     => C12 to [2026-11-27]: the vendor is late
C12 to Friday, the vendor answers on Monday  => C12 to [2026-11-27]: the vendor answers on Monday
C12 move to Fri                              => C12 to [2026-11-27]
C12 will slip to Wednesday, vendor late      => C12 to [2026-12-02]: vendor late
C12 moved to 12 Dec (vendor)                 => C12 to [2026-12-12]: vendor
C12 -> 12 Dec                                => C12 to [2026-12-12]
move C12 to Friday because of the vendor     => C12 to [2026-11-27]: the vendor
C12 +3d                                      => C12 to [+3d]
C12 in two weeks                             => C12 to [2026-12-11]
C12 Friday, the vendor is late               => C12 to [2026-11-27]: the vendor is late
C12 Friday please                            => C12 to [2026-11-27]: please
C12 to May                                   => C12 to [2027-05-31]
C12 5 may                                    => C12 to [2027-05-05]
C12 in may                                   => C12 to [2027-05-31]
C12 may slip to Friday                       => C12 at risk: to Friday
C12 may slip a bit                           => C12 at risk: a bit
C12 may be late I think                      => C12 at risk: I think
C19 accept because Bo is back on Friday      => C19 accept: Bo is back on Friday
C12 drop because the customer left           => C12 drop: the customer left
C12 drop because                             => C12 drop
C12 help:                                    => C12 help
drop C12 because the customer left           => C12 drop: the customer left
C12 at risk the vendor is late               => C12 at risk: the vendor is late
C12 help: a DBA for an hour                  => C12 help: a DBA for an hour
C19 accept                                   => C19 accept
C19 yes                                      => C19 accept
accept C19                                   => C19 accept
C19 decline because I am on leave            => C19 decline: I am on leave
C19 no, I am on leave                        => C19 decline: I am on leave
H3 take                                      => H3 take
take H3                                      => H3 take
H3 part: the migration                       => H3 part: the migration
H3 part I can review it                      => H3 part: I can review it
H3 refer bo@acme.example                     => H3 refer bo@acme.example
H3 refer to @bo, he knows it                 => H3 refer @bo: he knows it
H3 can't                                     => H3 can't
H3 can’t, sorry                              => H3 can't: sorry
H3 no                                        => H3 can't
D4 ok                                        => D4 ok
D4 OK!                                       => D4 ok
D4 +1                                        => D4 ok
D4 👍                                        => D4 ok
D4 ok, watch the write rate                  => D4 ok: watch the write rate | D4 advice: watch the write rate
D4 object: the write rate is too high        => D4 object: the write rate is too high
object D4: too risky                         => D4 object: too risky
D4 no, too risky                             => D4 object: too risky
D4 advice: watch the write rate              => D4 advice: watch the write rate
D4 hold 2 days                               => D4 hold [+2d]
D4 hold 2 days I am travelling               => D4 hold [+2d]: I am travelling
D4 hold a week                               => D4 hold [+1w]
D4 hold until Tuesday                        => D4 hold [2026-12-01]
D4 hold                                      => D4 hold
D4 delegate to @bo                           => D4 delegate @bo
D4 delegate bo@acme.example                  => D4 delegate bo@acme.example
D4 amend: in March instead                   => D4 amend: in March instead
D4 withdraw                                  => D4 withdraw
D4 withdraw because nobody needs it          => D4 withdraw: nobody needs it
D4 decide anyway: support ends in March      => D4 decide anyway: support ends in March
H3 withdraw                                  => H3 done
H3 no longer needed, Bo fixed it             => H3 done: Bo fixed it
H3 done                                      => H3 done
away until 5 Jan                             => away [2027-01-05]
away until 5 Jan, on parental leave          => away [2027-01-05]
I'm away until 5 Jan                         => away [2027-01-05]
OOO until 5 Jan                              => away [2027-01-05]
on vacation until Friday                     => away [2026-11-27]
away 3 Dec to 7 Dec                          => away [2026-12-07]: 2026-12-03
away from 3 Dec to 7 Dec                     => away [2026-12-07]: 2026-12-03
away 3 Dec - 7 Dec                           => away [2026-12-07]: 2026-12-03
away 3-7 Dec                                 => away [2026-12-07]: 2026-12-03
away 30-2 Dec                                => away [2026-12-02]: 2026-11-30
away 31-2 Dec                                => ? ambiguous-day: away until 2 December
away 30 Nov until 2 Dec                      => away [2026-12-02]: 2026-11-30
away tomorrow                                => away [2026-11-28]: 2026-11-28
away next week                               => away [2026-12-04]: 2026-11-30
away for two weeks                           => away [2026-12-10]
away for a month                             => away [2026-12-26]
im Urlaub für drei Wochen                    => away [2026-12-17]
back                                         => back
I'm back                                     => back
@bo away until 5 Jan                         => away of [2027-01-05] @bo
@bo is on vacation next week                 => away of [2026-12-04] @bo: 2026-11-30
@bo ist im Urlaub bis 5. Januar              => away of [2027-01-05] @bo
@bo est en congé jusqu'au 5 janvier          => away of [2027-01-05] @bo
@bo está de vacaciones hasta el 5 de enero   => away of [2027-01-05] @bo
@bo está de férias até 5 de janeiro          => away of [2027-01-05] @bo
@bo è in ferie fino al 5 gennaio             => away of [2027-01-05] @bo
@bo is op vakantie tot 5 januari             => away of [2027-01-05] @bo
@bo away until 5 Jan, deputy @eve            => ? deputy-of-another: @bo away until 5 Jan
pause                                        => pause
pause until 5 Jan                            => pause [2027-01-05]
pause for 2 weeks                            => pause [2026-12-11]
snooze 3 days                                => pause [2026-11-30]
snooze 2d                                    => pause [2026-11-29]
snooze for 3 working days                    => pause [2026-12-02]
pause for a month                            => pause [2026-12-27]
pausiere zwei Wochen                         => pause [2026-12-11]
pause pendant trois semaines                 => pause [2026-12-18]
pausa de dos semanas                         => pause [2026-12-11]
pausa por uma semana                         => pause [2026-12-04]
sospendi per due settimane                   => pause [2026-12-11]
pauze voor drie weken                        => pause [2026-12-18]
pause the deploys                            => note: pause the deploys
preview                                      => preview
preview digest                               => preview: digests
preview the digest                           => preview: digests
Vorschau                                     => preview
aperçu digests                               => preview: digests
vista previa                                 => preview
prévia                                       => preview
anteprima digest                             => preview: digests
voorvertoning                                => preview
stop                                         => stop
unsubscribe                                  => stop
Please stop asking me about this.            => stop
unsubscribe me, please!                      => stop
please help                                  => help
stop digests                                 => stop: digests
stop asking me                               => stop
start                                        => start
start digests                                => start: digests
mine                                         => mine
status                                       => status
status?                                      => status
find postgres                                => find: postgres
find: what we said about postgres            => find: what we said about postgres
find "keep SQLite for now"                   => find: "keep SQLite for now"
find "nightly run" importer                  => find: "nightly run" importer
status team                                  => status
status of the team                           => status
status @bo                                   => status @bo
status of @bo                                => status @bo
status of the importer                       => note: status of the importer
status green                                 => note: status green
Status: green                                => note: Status: green
who owns the importer?                       => owns: importer
who is responsible for the nightly run       => owns: nightly run
wer ist verantwortlich für den Importer?     => owns: Importer
qui s'occupe de l'importateur ?              => owns: importateur
who owns                                     => ? which: who owns the importer
why C12                                      => C12 why
why C12?                                     => C12 why
C12 why                                      => C12 why
decisions                                    => decisions
decisions since May                          => decisions [2026-05-01]
decisions since Monday                       => decisions [2026-11-23]
help                                         => help
undo                                         => undo
undo C18                                     => C18 undo
fix 2: by Friday                             => C12 fix #2 [2026-11-27]: by Friday
fix 7: 3 April                               => fix #7 [2027-04-03]: 3 April
fix 2: by 31 Nov                             => C12 fix #2: by 31 Nov
C12 now Monday                               => C12 to [2026-11-30]
"""


@pytest.mark.parametrize(("written", "expected"), table(COMMANDS))
def test_commands(written: str, expected: str):
    assert in_words(reply(written)) == expected


@pytest.mark.parametrize(("written", "expected"), [row for row in table(COMMANDS) if row[0][0] in "CDH"])
def test_ids_work_in_any_mail(written: str, expected: str):
    assert in_words(reply(written, items=(), sections=())) == expected


UNREAD = """
9 done                                       => ? unknown-number: 2 done
2 dnoe                                       => ? unknown-command: 2 done
C12 dnoe                                     => ? unknown-command: C12 done
C12 drpo because of the vendor               => ? unknown-command: C12 drop because the customer left
D4 objct                                     => ? unknown-command: D4 object: the write rate is too high
C12 waiting for the vendor                   => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
2) not yet, will be Wednesday                => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
C12                                          => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
close C12                                    => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
Please close C12.                            => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
Schließe C12                                 => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
close to C12                                 => note: close to C12
C12 done?                                    => ? conditional: C12 done
C12 done except the docs                     => ? conditional: C12 done
C12 done, but not deployed                   => ? conditional: C12 done
C12 done by Friday                           => ? conditional: C12 done
C12 done when the vendor answers             => ? conditional: C12 done
D4 ok if we keep a fallback                  => ? conditional: D4 ok
C19 accept, but by Friday                    => ? conditional: C19 accept
D4 done                                      => ? not-for: D4 ok; D4 object: …; D4 advice: …
3 done                                       => ? not-for: 3 ok; 3 object: …; 3 advice: …
C12 object: no                               => ? not-for: C12 done; C12 to Friday because …; C12 at risk: …
H3 drop python                               => ? not-for: H3 take; H3 part: …; H3 can't
H3 not needed until Friday                   => ? conditional: H3 no longer needed
C12 Friday is not possible                   => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
C12 until Friday I am away                   => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
C12 now Monday is too late                   => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
C12 a Friday demo is on                      => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
Intent: drop it unless objected by 31 Nov    => ? no-day: Intent: drop it unless objected by Friday
C12 sat on my desk                           => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
C12 march forward                            => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
C12 may                                      => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
C12 may move to Friday                       => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
C12 to 31 Nov                                => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
C12 to Nov 31                                => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
C12 to Nov 31 the vendor is late             => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
2 Wednesday the vendor is late               => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
C19 accept by 10 Dec                         => ? conditional: C19 to 10 December; C19 accept
C19 yes, 10 Dec                              => ? conditional: C19 to 10 December; C19 accept
C19 ok +2d                                   => ? conditional: C19 to +2d; C19 accept
accept C19 by 10 Dec                         => ? conditional: C19 to 10 December; C19 accept
C19 no way                                   => ? conditional: C19 accept; C19 decline because …
C19 no problem                               => ? conditional: C19 accept; C19 decline because …
H3 no problem                                => ? conditional: H3 take; H3 part: …; H3 can't
D4 no way                                    => ? conditional: D4 ok; D4 object: …; D4 advice: …
D4 no problem that anybody on the team could think of => ? conditional: D4 ok; D4 object: …; D4 advice: …
D4 object                                    => ? reason-missing: D4 object: the write rate is too high
H3 refer                                     => ? name-missing: H3 refer @bo
C12 to                                       => ? no-day: C12 to Friday because the vendor is late
away                                         => ? no-day: away until 5 Jan
away from 3 Dec                              => ? no-day: away until 5 Jan
take                                         => ? which: H3 take
C12 and a lot of other things have kept me busy all week => note: C12 and a lot of other things have kept me busy all week
"""


@pytest.mark.parametrize(("written", "expected"), table(UNREAD))
def test_what_looks_like_a_command_but_cannot_be_read_is_asked_about(written: str, expected: str):
    assert in_words(reply(written)) == expected


def test_a_bare_verb_is_about_the_only_item_it_can_be_about():
    two_due = (*ENVELOPE, Item(4, "due", "C14"))
    assert in_words(reply("done", sections=())) == "C12 done"
    assert in_words(reply("object: too risky")) == "D4 object: too risky"
    assert in_words(reply("done", items=two_due, sections=())) == "? which: 2 done; 4 done"
    assert in_words(reply("done", items=(), sections=())) == "? which: C12 done"


def test_done_by_itself_is_a_heading_where_something_follows():
    assert in_words(reply("Done\n- the importer")) == "done: the importer"
    assert in_words(reply("done")) == "C12 done"
    assert in_words(reply("Done\nNext\n- ship it by Friday")) == "promise: ship it [2026-11-27]"


def test_plain_words_are_headings_only_beside_another():
    read = reply("Yesterday: the importer\nToday: ship it by Friday\nBlockers: none")
    assert in_words(read) == "done: the importer | promise: ship it [2026-11-27]"


def test_a_template_may_have_a_plain_word_as_its_heading():
    sections = (Section("today", "Today", "update"),)
    assert in_words(reply("Today: the importer", sections=sections)) == "today: the importer"


def test_commands_end_no_list():
    read = reply("Next\n- ship it by Friday\n2 done\n- write it up by Monday")
    assert in_words(read) == ("promise: ship it [2026-11-27] | C12 done | promise: write it up [2026-11-30]")


def test_the_numbers_of_a_receipt_are_for_fixing():
    receipt = (Item(1, "record", "C18"), Item(2, "line", "by 03/04"))
    assert in_words(reply("fix 1: by Friday", items=receipt)) == "C18 fix #1 [2026-11-27]: by Friday"
    assert in_words(reply("fix 2: 3 April", items=receipt)) == "fix #2 [2027-04-03]: 3 April"
    assert in_words(reply("1 done", items=receipt)) == "? unknown-number: C12 done"


def test_an_offer_is_accepted_declined_or_countered():
    offer = (Item(1, "update", WEEKLY), Item(2, "offer", "C19"))
    for written, expected in table(
        """
        2 accept     => C19 accept
        2 ok         => C19 accept
        2 yes        => C19 accept
        2 no: I am full => C19 decline: I am full
        2 to 12 Dec  => C19 to [2026-12-12]
        2 Monday     => C19 to [2026-11-30]
        accept       => C19 accept
        """
    ):
        assert in_words(reply(written, items=offer)) == expected


# --- languages --------------------------------------------------------------------------------------------------------

LANGUAGES = {
    "de": """
        Erledigt: Schema geprüft, danke @chen => done: Schema geprüft | thanks @chen: Schema geprüft
        Als Nächstes: Importer bis Freitag fertigstellen => promise: Importer fertigstellen [2026-11-27]
        Blockiert: keine                      => nothing
        Hilfe: eine DBA für eine Stunde       => help: eine DBA für eine Stunde
        keine Blocker                         => nothing
        2 erledigt                            => C12 done
        C12 fertig                            => C12 done
        C12 ist erledigt                      => C12 done
        C12 auf Freitag, weil der Lieferant spät dran ist => C12 to [2026-11-27]: der Lieferant spät dran ist
        C12 bis Freitag                       => C12 to [2026-11-27]
        C12 verschieben auf 12.12.            => C12 to [2026-12-12]
        C12 gefährdet: Lieferant              => C12 at risk: Lieferant
        C12 fertig bis auf die Doku           => ? conditional: C12 done
        H3 übernehme ich                      => H3 take
        D4 einverstanden                      => D4 ok
        D4 Einspruch: zu riskant              => D4 object: zu riskant
        D4 warten 2 Tage                      => D4 hold [+2d]
        im Urlaub bis 5. Januar               => away [2027-01-05]
        abwesend vom 3.12. bis 7.12.          => away [2026-12-07]: 2026-12-03
        Entscheidung: wir behalten SQLite, weil es reicht => decision: wir behalten SQLite (because es reicht)
        Absicht: Python 3.11 entfernen, sofern kein Einspruch bis Freitag, umkehrbar => intent: Python 3.11 entfernen [2026-11-27] reversible
        rückgängig                            => undo
        Entscheidungen seit Mai               => decisions [2026-05-01]
    """,
    "fr": """
        Fait : revue du schéma, merci @chen   => done: revue du schéma | thanks @chen: revue du schéma
        Ensuite : livrer l'importeur avant vendredi => promise: livrer l'importeur [2026-11-27]
        Bloqué : rien                         => nothing
        aucun blocage                         => nothing
        2 fait                                => C12 done
        C12 terminé                           => C12 done
        C12 est terminée                      => C12 done
        C12 au 12 décembre parce que le fournisseur tarde => C12 to [2026-12-12]: le fournisseur tarde
        C12 à risque : le fournisseur tarde   => C12 at risk: le fournisseur tarde
        H3 je prends                          => H3 take
        D4 d'accord                           => D4 ok
        D4 objection : trop risqué            => D4 object: trop risqué
        absente jusqu'au 5 janvier            => away [2027-01-05]
        Décision : on garde SQLite parce que ça suffit => decision: on garde SQLite (because ça suffit)
    """,
    "es": """
        Hecho: revisión del esquema, gracias a @chen => done: revisión del esquema | thanks @chen: revisión del esquema
        Siguiente: entregar el importador para el viernes => promise: entregar el importador [2026-11-27]
        Bloqueado: nada                       => nothing
        2 hecho                               => C12 done
        C12 listo                             => C12 done
        C12 al viernes porque el proveedor tarda => C12 to [2026-11-27]: el proveedor tarda
        H3 me encargo                         => H3 take
        D4 de acuerdo                         => D4 ok
        D4 me opongo: demasiado riesgo        => D4 object: demasiado riesgo
        ausente hasta el 5 de enero           => away [2027-01-05]
    """,
    "pt": """
        Feito: revisão do esquema, obrigada a @chen => done: revisão do esquema | thanks @chen: revisão do esquema
        A seguir: entregar o importador até sexta => promise: entregar o importador [2026-11-27]
        Bloqueado: nada                       => nothing
        2 feito                               => C12 done
        C12 concluído                         => C12 done
        C12 para sexta-feira porque o fornecedor atrasou => C12 to [2026-11-27]: o fornecedor atrasou
        H3 assumo                             => H3 take
        D4 concordo                           => D4 ok
        ausente até 5 de janeiro              => away [2027-01-05]
    """,
    "it": """
        Fatto: revisione dello schema, grazie a @chen => done: revisione dello schema | thanks @chen: revisione dello schema
        Prossimi passi: consegnare l'importatore entro venerdì => promise: consegnare l'importatore [2026-11-27]
        Bloccato: niente                      => nothing
        2 fatto                               => C12 done
        C12 a venerdì perché il fornitore tarda => C12 to [2026-11-27]: il fornitore tarda
        H3 ci penso io                        => H3 take
        D4 va bene                            => D4 ok
        in ferie fino al 5 gennaio            => away [2027-01-05]
    """,
    "nl": """
        Gedaan: schema bekeken, dank aan @chen => done: schema bekeken | thanks @chen: schema bekeken
        Volgende stappen: importer opleveren voor vrijdag => promise: importer opleveren [2026-11-27]
        Geblokkeerd: niets                    => nothing
        2 klaar                               => C12 done
        C12 naar vrijdag omdat de leverancier laat is => C12 to [2026-11-27]: de leverancier laat is
        H3 neem ik                            => H3 take
        D4 akkoord                            => D4 ok
        afwezig tot 5 januari                 => away [2027-01-05]
    """,
}


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [(language, *row) for language, rows in LANGUAGES.items() for row in table(rows)],
)
def test_the_language_of_the_request(language: str, written: str, expected: str):
    assert in_words(reply(written, locale=language)) == expected


@pytest.mark.parametrize(
    ("written", "locale", "language"),
    [
        ("Erledigt: Importer", "", "de"),
        ("Bonjour,\nC12 terminé", "", "fr"),
        ("C12 done", "de", "de"),
        ("C12 done", "", "en"),
        ("C12 fertig", "en_GB", "de"),
        ("Done: x\nNext: y\nC12 fertig", "en_GB", "en"),
        ("status", "fr", "fr"),
        ("Hola Mara\nhecho: el importador", "en", "es"),
        ("just words", "nl_BE", "nl"),
        ("just words", "ja", "en"),
    ],
)
def test_the_language_is_that_of_most_known_words(written: str, locale: str, language: str):
    assert reply(written, locale=locale).language == language


# --- bounds -----------------------------------------------------------------------------------------------------------


def test_a_line_longer_than_is_read_is_kept_as_a_note():
    long = "C12 done because " + "x" * 2_000
    read = reply(f"Next\n- {long}")
    assert (read.statements, read.notes) == ((), (f"- {long}",))


def test_verbatim_lines_come_with_everything():
    read = reply("Done:\n   *   schema   review  \n2   done   ")
    assert [statement.line for statement in read.statements] == ["   *   schema   review", "2   done"]


def test_an_unclear_line_says_why_in_words():
    read = reply("9 done")
    assert read.unclear == (
        Unclear("9 done", "there is no number 9 in the mail that you answer", "2 done", "unknown-number"),
    )


def test_a_time_is_an_instant():
    read = reply("Next\n- ship it by Friday 17:00")
    assert isinstance(read.statements[0], Promise)
    assert read.statements[0].due == When(
        "by Friday 17:00", day=NOW.date(), at=datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    )


def test_the_page_about_the_grammar_is_up_to_date():
    written = (Path(__file__).parents[2] / "docs" / "grammar.md").read_text(encoding="utf-8")
    assert written == page(), "python -m paceline.inbox.grammar > docs/grammar.md"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.verb}-{'-'.join(sorted(row.on))}")
def test_the_page_says_which_commands_are_carried_out(row: Row):
    rules = {"due": OF_A_COMMITMENT, "offer": OF_A_COMMITMENT, "help": OF_A_HELP_REQUEST}
    rules |= dict.fromkeys(("intent", "objection", "review"), OF_A_DECISION)
    rules |= dict.fromkeys(("referral", "thank", "request"), OF_A_HELP_REQUEST)
    for kind in row.on & rules.keys():
        assert row.works == (row.verb in rules[kind]), kind


MORE = (Item(4, "offer", "C15"), Item(5, "objection", "D5"), Item(6, "review", "D6"))
MORE += (Item(7, "change", "C16"), Item(8, "counter", "C17"), Item(9, "lesson", "C18"))
MORE += (Item(10, "agreement", "agreement/platform"),)
MORE += (Item(11, "referral", "H4"), Item(12, "thank", "H5"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.verb)
def test_every_command_is_read_from_its_example_and_has_forms_in_every_language(row: Row):
    assert set(row.forms) == set(WORDED)
    example = row.example.replace("C12", "C15") if row.verb in {"accept", "decline"} else row.example
    example = example.replace("D4", "D6") if row.on <= {"review", "agreement"} else example
    read = reply(example, items=(*ENVELOPE, *MORE))
    assert [said.verb for said in read.statements if isinstance(said, Command)] == [row.verb]


ABOUT = {"due": "2", "offer": "4", "change": "7", "counter": "8", "intent": "3", "objection": "5", "review": "6"}
ABOUT |= {"lesson": "9", "agreement": "10", "help": "H3", "self": ""}
ABOUT |= {"referral": "11", "thank": "12", "request": "H9"}
ARGUMENTS = {"words": ": the vendor", "day": " +3d", "name": " @bo", "span": " until 2027-01-05", "query": " postgres"}
ARGUMENTS |= {
    "weekdays": " Fridays",
    "deputy": ": @bo",
    "id": " C12",
    "fix": " 2: by 2026-12-04",
    "other": " C9",
    "thing": " importer",
    "hour": " 10:30",
    "language": " de",
    "every": " 3 weeks",
    "date": " 7 Dec for all",
    "heir": " Platform weekly to @bo",
}
ARGUMENTS |= {"part": ": the vendor", "set off": ": SQL"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.verb}-{'-'.join(sorted(row.on))}")
def test_every_form_of_every_language_is_read(row: Row):
    """Each form of a row, about each kind of thing that the row is for; a form that two rows claim fails here."""
    items = (*ENVELOPE, *MORE)
    for kind in row.on - {"update"}:
        for form in every(row.forms):
            about = "@bo" if row.shape == "nobody" else ABOUT[kind]
            shape = "span" if row.verb == "away of" else row.shape
            written = f"{about} {form}{ARGUMENTS.get(shape, '')}".strip()
            read = reply(written, items=items)
            assert [said.verb for said in read.statements if isinstance(said, Command)] == [row.verb], written
