"""What a person wrote is found wherever the client put it, and no line of ours is taken for theirs."""

from __future__ import annotations

import pace
import pytest
from inbox.clients import CLIENTS, LETTER, Edited, mail
from inbox.wordings import ATTRIBUTIONS, BLOCKS, DEVICES, SEPARATORS

from paceline.inbox.mail import Message
from paceline.inbox.quoting import Line, Written, letter_words, new_words

OURS = {" ".join(line.split()) for line in LETTER.splitlines()}
PLAIN = tuple((line, False) for line in LETTER.splitlines())

UPDATE = (
    "Done: schema review, thanks @chen",
    "Next",
    "- ship the importer by Thursday, done when the nightly run is green",
    "- @bo look at the retry logic by 3 Dec",
    "no blockers",
    "2 +3d vendor answers on Monday",
)
TYPED_UNDER = {
    "  -": (),
    "Done since Mon 23 Nov:": ("schema review",),
    "Next (each line becomes a commitment; add a day):": ("- ship the importer by Thursday",),
    "Blocked, or where a hand would help:": ("nothing",),
    "Decisions:": ("we keep SQLite because it is enough",),
    "Thanks:": ("@chen for the schema review",),
    "2. Due today: publish the API draft (C12, for Eve)": ("2 done",),
    "3. Bo intends to drop Python 3.11 on Tue 1 Dec, 17:00 your time (D4)": ("3 object: the edge nodes need it",),
}


def above() -> tuple[Edited, list[str]]:
    return Edited(UPDATE, PLAIN), list(UPDATE)


def below() -> tuple[Edited, list[str]]:
    return Edited((), PLAIN, ("", *UPDATE)), list(UPDATE)


def between() -> tuple[Edited, list[str]]:
    lines: list[tuple[str, bool]] = []
    for line, _ in PLAIN:
        lines.append((line, False))
        lines += [(typed, True) for typed in TYPED_UNDER.get(line, ())]
    return Edited((), tuple(lines)), [answer for answers in TYPED_UNDER.values() for answer in answers]


def in_the_heading() -> tuple[Edited, list[str]]:
    typed = {
        "Done since Mon 23 Nov:": "schema review",
        "Thanks:": "@chen for the schema review",
        "Decisions:": "none yet",
    }
    lines = tuple((f"{line} {typed[line]}" if line in typed else line, False) for line, _ in PLAIN)
    return Edited((), lines), ["schema review", "none yet", "@chen for the schema review"]


def in_the_placeholder() -> tuple[Edited, list[str]]:
    typed = iter(("  - schema review", "  - ship the importer by Thursday"))
    lines = tuple((next(typed, line) if line == "  -" else line, False) for line, _ in PLAIN)
    return Edited((), lines), ["- schema review", "- ship the importer by Thursday"]


def trimmed() -> tuple[Edited, list[str]]:
    """All but the question that is answered was deleted."""
    start = next(at for at, (line, _) in enumerate(PLAIN) if line.startswith("2. Due"))
    return Edited((), (*PLAIN[start : start + 2], ("2 +3d the vendor is late", True))), ["2 +3d the vendor is late"]


def deleted() -> tuple[Edited, list[str]]:
    return Edited(UPDATE, ()), list(UPDATE)


POSITIONS = (above, below, between, in_the_heading, in_the_placeholder, trimmed, deleted)


def said(written: Written) -> list[str]:
    """The author's lines, without the sign with which a client shows a list, and without white space that it added."""
    lines = (" ".join(line.text.split()) for line in written.lines if line.mine and line.text.strip())
    return ["- " + line[2:] if line[:2] in ("• ", "* ") else line for line in lines]


def plain(lines: list[str]) -> str:
    return " ".join(" ".join(lines).replace("’", "'").split())


@pytest.mark.parametrize("position", POSITIONS, ids=lambda position: position.__name__)
@pytest.mark.parametrize("client", CLIENTS)
def test_all_that_was_typed_is_found_and_nothing_of_ours_is(client, position):
    edited, typed = position()
    written = new_words(CLIENTS[client](edited), LETTER)
    assert plain(said(written)) == plain(typed)
    assert {" ".join(line.text.split()) for line in written.lines if not line.mine} <= OURS


@pytest.mark.parametrize("client", CLIENTS)
def test_an_answer_stands_under_the_heading_under_which_it_was_typed(client):
    edited, _ = between()
    lines = [line for line in new_words(CLIENTS[client](edited), LETTER).lines if line.text.strip(" -")]
    headings = [line.text for line in lines if not line.mine]
    for heading, (answer, *_) in ((h, a) for h, a in TYPED_UNDER.items() if a):
        at = next(i for i, line in enumerate(lines) if line.text == heading)
        assert plain([lines[at + 1].text]).removeprefix("- ") == plain([answer]).removeprefix("- ")
    assert headings.index("Decisions:") < headings.index("Thanks:")


# --- what is ours, and what only looks like it ----------------------------------------------------


def test_the_example_of_our_letter_typed_by_the_author_is_the_authors():
    answer = ("2 +3d the vendor is late", "away until 5 Jan", "2 done", "Thanks:", "@eve")
    for client in CLIENTS.values():
        assert plain(said(new_words(client(Edited(answer, PLAIN)), LETTER))) == plain(list(answer))


def test_a_whole_line_of_our_letter_typed_anew_is_the_authors():
    """The letter that explains the commands holds them as lines; whoever types one means it."""
    sent = "Write one of these:\nC12 done\naway until 5 Jan\nC12 to Friday\nAnd that is all there is to it, really.\n"
    said_above = "C12 done\naway until 5 Jan"
    assert new_words(mail(said_above), sent).text == said_above
    copy = "\n".join(f"> {line}" for line in sent.splitlines())
    reply = f"{said_above}\n\nOn 27 Nov 2026, at 09:01, Paceline <a@acme.example> wrote:\n\n{copy}"
    assert new_words(mail(reply), sent).text == said_above


def test_a_command_of_many_words_typed_anew_is_the_authors():
    line = "C12 to Friday because the vendor is late again"
    sent = (
        f"Write one of these, and nothing else is needed:\n{line}\nC12 done\nAnd that is all there is to it, really.\n"
    )
    copy = "\n".join(f"> {ours}" for ours in sent.splitlines())
    assert new_words(mail(f"{line}\n\nOn 27 Nov 2026, Paceline <a@acme.example> wrote:\n{copy}"), sent).text == line


def test_a_word_of_a_short_heading_of_ours_may_begin_a_line_of_the_authors():
    typed = ("thanks to everyone, nothing was decided", "and a review. Thanks: @chen")
    lines = [(line, False) for line, _ in PLAIN]
    at = next(i for i, (line, _) in enumerate(lines) if line == "Decisions:")
    lines[at + 1 : at + 1] = [(line, True) for line in typed]
    for name in ("gmail", "outlook", "gmail_typed_inside_the_quote"):
        written = new_words(CLIENTS[name](Edited((), tuple(lines))), LETTER)
        assert said(written) == list(typed)
        assert [line.text for line in written.lines if not line.mine].count("Thanks:") == 1


def test_what_a_gateway_adds_below_our_letter_is_not_the_authors():
    copy = "\n".join(f"> {line}" for line in (*LETTER.splitlines(), "", "This mail was scanned by Gate 5."))
    assert new_words(mail(f"2 done\n\nOn 27 Nov 2026, Paceline wrote:\n{copy}"), LETTER).text == "2 done"


def test_an_attribution_in_a_language_that_nobody_taught_us():
    said_by = "Ar Gwe, 27 Tach 2026 am 09:01, Paceline <a@acme.example> ysgrifennodd:"
    copy = "\n".join(f"> {line}" for line in LETTER.splitlines())
    assert new_words(mail(f"2 done\n\n{said_by}\n{copy}"), LETTER).text == "2 done"


def test_an_answer_in_a_row_with_lines_of_ours():
    ours = "> 3. Bo intends to drop Python 3.11 on Tue 1 Dec, 17:00 your time (D4)"
    row = f'{ours} 3 object: no "So that we can use the new\n> typing everywhere; reversible."'
    assert new_words(mail(row), LETTER).text == "3 object: no"


def test_a_line_that_a_client_changed_a_little_is_still_ours():
    copy = LETTER.replace("Three things wait", "3 things wait").replace("publish the API draft", "publish API draft")
    reply = "\n".join(f"> {line}" for line in copy.splitlines())
    assert (
        new_words(mail(f"On Fri, 27 Nov 2026, Paceline <a@acme.example> wrote:\n{reply}\n\nall fine"), LETTER).text
        == "all fine"
    )


def test_the_labels_of_buttons_are_ours():
    """A client that shows the HTML part quotes what only that part says."""
    text = "1. Due today: publish the API draft  C12\n   Answer with a word.\n\nYou get this because you promised it.\n"
    page = (
        "<h2>1. Due today: publish the API draft C12</h2><p>Answer with a word.</p>"
        '<div><a href="mailto:x@acme.example?subject=Re&amp;body=done">It is done</a>'
        '<a href="mailto:x@acme.example?subject=Re&amp;body=help">I need help</a></div>'
        "<p>You get this because you promised it.</p>"
    )
    reply = (
        "On 27 Nov 2026, at 09:01, Paceline <a@acme.example> wrote:\n\n"
        "> 1. Due today: publish the API draft C12\n> done\n> Answer with a word.\n"
        "> It is done I need help\n> You get this because you promised it.\n"
    )
    assert new_words(mail(reply), letter_words(text, page)).text == "done"
    assert new_words(mail(page=f'<p>done</p><blockquote type="cite">{page}</blockquote>'), text).text == "done"


def test_what_somebody_else_answered_in_a_thread_is_not_the_authors():
    """Bo answered between our lines, Ana answers Bo: our letter is a quote in a quote now."""
    bos = "\n".join(
        f"> > {line}" + ("\n> 2 done\n> > 2 help" if line.startswith("2. Due") else "") for line in LETTER.splitlines()
    )
    reply = f"I agree with Bo\n\nOn Sat, 28 Nov 2026, Bo <bo@acme.example> wrote:\n\n> so be it\n>\n{bos}\n"
    assert new_words(mail(reply), LETTER).text == "I agree with Bo"


def test_an_answer_may_be_a_sign():
    reply = LETTER.replace("(C12, for Eve)", "(C12, for Eve)\n👍")
    assert new_words(mail("\n".join(f"> {line}" for line in reply.splitlines())), LETTER).text == "👍"


def test_lines_of_ours_are_given_as_they_were_sent():
    written = new_words(mail(" Done  since Mon 23 Nov : schema review\n> Thanks:"), LETTER)
    assert written.lines[0] == Line("Done since Mon 23 Nov:", mine=False)
    assert written.text.startswith("schema review")


@pytest.mark.parametrize(
    "closing",
    [
        "Best regards,\nAna",
        "Viele Grüße\nAna Stone",
        "Cheers,\nAna\n\n--\nAna Stone | Acme\n+49 30 1234567",
        "Sent from my iPad",
        "Ana",
    ],
)
def test_a_closing_above_our_letter_is_no_update(closing):
    for name in ("gmail", "outlook", "html_only", "apple_mail"):
        edited = Edited((*UPDATE, "", *closing.splitlines()), PLAIN)
        assert plain(said(new_words(CLIENTS[name](edited), LETTER))) == plain(list(UPDATE))


def test_thanks_to_somebody_is_no_closing():
    for thanks in ("Thanks\n- @eve for the rescue", "Thanks\nEve and Bo", "Thanks:\nEve"):
        text = f"Done\n- the importer\n\n{thanks}"
        assert new_words(mail(text), LETTER).text == text


def test_an_older_letter_in_the_thread_is_not_the_authors():
    reply = "1 done\n\nOn Fri, 27 Nov 2026, Paceline <a@acme.example> wrote:\n> Something else entirely.\n> 2 done\n"
    assert new_words(mail(reply), LETTER).text == "1 done"


# --- without knowing what was sent ----------------------------------------------------------------

OWN = "Two lines of mine,\nand the second ends here."


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_an_attribution_ends_the_authors_words(language):
    for quote in ("> old words\n> and more", "old words\nand more"):
        for gap in ("\n", "\n\n"):
            assert new_words(mail(f"{OWN}{gap}{ATTRIBUTIONS[language]}\n\n{quote}")).text == OWN


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_an_answer_below_the_quote_is_kept(language):
    assert new_words(mail(f"{ATTRIBUTIONS[language]}\n> old words\n>\n> and more\n\n{OWN}")).text == OWN


@pytest.mark.parametrize("language", BLOCKS)
@pytest.mark.parametrize("rule", ["", "________________________________\n", "-----Original Message-----\n"])
def test_a_block_of_headers_ends_the_authors_words(language, rule):
    assert new_words(mail(f"{OWN}\n\n{rule}{BLOCKS[language]}\n\nold words\nand more")).text == OWN


@pytest.mark.parametrize("line", SEPARATORS)
def test_a_separator_ends_the_authors_words(line):
    assert new_words(mail(f"{OWN}\n\n{line}\n\nold words\nand more")).text == OWN


@pytest.mark.parametrize("line", DEVICES)
def test_the_line_of_a_device_is_not_the_authors(line):
    assert new_words(mail(f"{OWN}\n\n{line}")).text == OWN
    assert new_words(mail(f"{OWN}\n\n{line}\n\n> old words")).text == OWN


STATUS = "Done\n- the importer\n- two reviews\n\nNext\n- ship it by Friday\n\nBlocked\nNothing"


@pytest.mark.parametrize(
    "text",
    [
        STATUS,
        "- one\n- two\n- three",
        "Next:\n---\n- ship it\n- test it",
        "Done: x\n\n--------\n\nNext: y by Friday, see https://acme.example/y",
        "From Monday to Friday: away\nTo Bo: thanks",
        "On Friday we ship:\n- the importer",
        "Decision: we keep SQLite. Bo wrote: it is enough",
        "At 10:00 I wrote the tests",
        "Thanks: @eve",
        "Sent from the office to Bo: the contract\nmore",
        "Write to bo@acme.example:\n- the password is wrong",
        "> is this how one quotes\nyes",
        "From: bo@acme.example\n- the new key",
        "A> B means that A is larger\nso be it",
    ],
)
def test_an_update_keeps_every_line(text):
    expected = "yes" if text.startswith(">") else text
    assert new_words(mail(text)).text == expected
    assert new_words(mail(text), LETTER).text == expected


def test_a_heading_is_no_closing_where_the_sender_is_not_known():
    text = "Done\n- the importer\n\nThanks\nEve\n- for the rescue"
    assert new_words(Message(text=text)).text == text


def test_a_legal_notice_is_not_the_authors():
    notice = (
        "This message is confidential and intended solely for the addressee. If you are not the\n"
        "intended recipient, please delete it. Acme Ltd, registered in England, 123456."
    )
    assert new_words(mail(f"{STATUS}\n\n{notice}")).text == STATUS
    assert (
        new_words(mail(f"{OWN}\n\nThe contract is confidential; I sent it to legal on Monday morning.")).text.count(
            "\n"
        )
        == 3
    )


def test_answers_between_quoted_lines_are_kept():
    text = "On Fri, 27 Nov 2026, Bo wrote:\n> Will it be done?\n\nYes.\n\n> By when?\n\nFriday.\n> --\n> Bo\n"
    assert new_words(mail(text)).text == "Yes.\n\nFriday."


def test_words_before_an_attribution_in_its_line_are_kept():
    assert new_words(mail("sure On Wed, Apr 4, 2012 at 3:59 PM, bo@acme.example wrote:\n> Hi")).text == "sure"


def test_what_was_cut_is_told():
    assert "old words" in new_words(mail(f"{OWN}\n\n{ATTRIBUTIONS['en']}\n> old words")).elided


# --- HTML -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quote",
    [
        '<div class="gmail_quote"><p class="gmail_attr">x</p><blockquote class="gmail_quote">old</blockquote></div>',
        '<div class="moz-cite-prefix">x</div><blockquote type="cite" cite="mid:1@x">old</blockquote>',
        '<blockquote type="cite"><div>On 27 Nov 2026, at 09:01, Bo wrote:</div><div>old</div></blockquote>',
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Bo</div><div class="x_Word">old</div>',
        "<div><b>Von:</b> Bo &lt;b@x.test&gt;<br><b>Gesendet:</b> Montag<br><b>An:</b> Ana</div><p>old</p>",
        '<div class="protonmail_quote">On Monday Bo wrote:<blockquote class="protonmail_quote">old</blockquote></div>',
        '<div id="yahoo_quoted_12345678" class="yahoo_quoted">On Monday Bo wrote:<div>old</div></div>',
        '<div name="quote"><b>Sent:</b> Monday<div name="quoted-content">old</div></div>',
        '<hr id="zwchr"><div>From: Bo</div><div>old</div>',
        '<hr id="stopSpelling">Date: Thu, 26 Jun 2014<br>Subject: x<br>From: b@x.test<br>old',
        '<span id="OLK_SRC_BODY_SECTION"><div>old</div></span>',
        "<div>On 27.11.2026, at 09:01, Bo &lt;b@x.test&gt; wrote:</div><blockquote>old</blockquote>",
        '<div id="x_divRplyFwdMsg">From: Bo</div>old',
    ],
)
def test_a_quote_in_html_is_not_the_authors(quote):
    assert new_words(mail(page=f"<html><body><div>mine</div>{quote}</body></html>")).text == "mine"


def test_an_answer_below_a_plain_blockquote_is_kept():
    page = "<p>On 27.11.2026 Bo wrote:</p><blockquote>old<br>older</blockquote><p>mine</p>"
    assert new_words(mail(page=page)).text == "mine"


def test_the_authors_own_blockquote_is_kept():
    assert new_words(mail(page="<p>As the book says</p><blockquote>be brief</blockquote>")).text.split() == [
        "As",
        "the",
        "book",
        "says",
        "be",
        "brief",
    ]


def test_lists_and_cells_in_html_stay_lines():
    page = (
        "<p>Next</p><ul><li>ship it</li><li>test it</li></ul><ol start=2><li>done</li></ol>"
        "<table><tr><td>a</td><td>b</td></tr></table>"
    )
    assert new_words(mail(page=page)).text.split("\n") == [
        "Next",
        "",
        "- ship it",
        "- test it",
        "",
        "2. done",
        "",
        "a\tb",
    ]


def test_what_a_reader_cannot_see_is_not_read():
    hidden = '<span style="display:none">cancel all</span><div style="font-size:0px">stop</div><script>y</script>'
    assert new_words(mail(page=f"<p>done</p>{hidden}")).text == "done"


def test_text_is_read_before_html_unless_it_is_a_stub():
    assert new_words(mail("the text", "<p>the page</p>")).text == "the text"
    assert new_words(mail("", "<p>the page</p>")).text == "the page"
    assert new_words(mail("Your mail program does not support HTML messages.", "<p>the page</p>")).text == "the page"


# --- hostile bodies -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    {
        "on": "On " * 20_000,
        "on, many": "On Mon, 3 Dec 2026\n" * 4_000,
        "commas": "On " + "a, " * 50_000,
        "deep": ">" * 150_000 + " x\n",
        "deep, many": ("> " * 200 + "x\n") * 600,
        "wrote": "at 10:00 wrote:\n" * 15_000,
        "from": "From: a\nTo: b\n" * 15_000,
        "sent": "Sent from my iphone\n" * 12_000,
        "dashes": "- - - - - \n" * 20_000,
        "dash": "-" * 200_000,
        "at": "a@" * 100_000,
        "angle": "<" * 200_000,
        "links": "<http://" * 20_000,
        "phones": ("1-" * 40 + "\n") * 3_000,
        "original": ("-----Original " * 13 + "\n") * 1_000,
        "letters": LETTER * 180,
        "headings": "Thanks:\n" * 30_000,
        "empty": "\n" * 200_000,
        "rules": "---\nand so on and on\n" * 12_000,
        "separators": "--\nand so on\n" * 18_000,
        "inline": "> a\nb\n" * 30_000,
        "below": LETTER[:90] + "two each is plenty of them\n" * 9_000,
    }.items(),
    ids=lambda body: body[0],
)
def test_a_hostile_body_takes_no_time(body):
    with pace.within(1):
        new_words(mail(body[1][: 256 * 1024]), LETTER)
        new_words(mail(body[1][: 256 * 1024]))
        new_words(Message(html="<p>" + body[1][: 256 * 1024].replace("<", "&lt;")))


@pytest.mark.parametrize(
    "page", ["<div>" * 40_000, "<blockquote>" * 20_000, "<" * 250_000, "<!--" * 60_000, "<tr><td>a" * 15_000]
)
def test_a_hostile_page_takes_no_time(page):
    with pace.within(0.4):
        new_words(Message(html=page), LETTER)
