"""Signed reply addresses, as mail systems hand them back to us."""

from __future__ import annotations

import pytest

from paceline.inbox.address import (
    TOKEN_LENGTH,
    is_ours,
    letter_id,
    letter_of,
    letter_of_token,
    message_id,
    reply_address,
    sign,
    token_in,
    verify,
    verp_address,
    verp_token_in,
)

SECRET = b"a secret of thirty-two octets !!"
BASE = "async@acme.example"
KEY = "envelope/ana/2026-11-27"
TOKEN = sign(SECRET, KEY, "ana")
BOUNCE = verp_address(BASE, TOKEN)
REPLY = reply_address(BASE, TOKEN)


def test_a_reply_address_is_the_mailbox_with_a_token():
    assert f"async+{TOKEN}@acme.example" == REPLY
    assert len(TOKEN) == TOKEN_LENGTH == 26
    assert TOKEN.startswith(letter_id(KEY))
    assert letter_of_token(TOKEN.upper()) == letter_id(KEY)


@pytest.mark.parametrize(
    "arrived",
    [
        REPLY,
        REPLY.upper(),
        f"<{REPLY}>",
        f'"async+{TOKEN}"@acme.example',
        f"async-{TOKEN}@acme.example",
        f"async={TOKEN}@ACME.example",
    ],
)
def test_a_token_survives_what_mail_systems_do_to_an_address(arrived):
    found = token_in(["bo@acme.example", arrived], BASE)
    assert found == TOKEN
    assert verify(SECRET, found, KEY, "ana")


@pytest.mark.parametrize(
    "arrived",
    [
        "async@acme.example",
        "async+@acme.example",
        f"async+{TOKEN}@other.example",
        f"async+{TOKEN[:-1]}@acme.example",
        f"async+{TOKEN}a@acme.example",
        f"async+{TOKEN[:-1]}1@acme.example",
        f"asynchronous+{TOKEN}@acme.example",
        f"x+async+{TOKEN}@acme.example",
        "",
        "@",
        "async+" + "a" * 100_000,
    ],
)
def test_what_is_no_reply_address_of_ours_has_no_token(arrived):
    assert token_in([arrived], BASE) == ""


def test_a_mailbox_that_is_a_sub_address_itself_can_have_tokens():
    base = "team+async@mail.example"
    assert token_in([reply_address(base, TOKEN)], base) == TOKEN
    assert token_in([base], base) == ""


def test_a_token_is_bound_to_the_letter_the_person_and_the_secret():
    assert not verify(SECRET, TOKEN, KEY, "bo")
    assert not verify(SECRET, TOKEN, KEY + "x", "ana")
    assert not verify(b"another secret", TOKEN, KEY, "ana")


def test_the_border_between_key_and_person_is_signed_too():
    assert sign(SECRET, "ab", "c")[10:] != sign(SECRET, "a", "bc")[10:]


def test_letters_that_only_look_like_ascii_ones_are_refused():
    kelvin = sign(SECRET, KEY, "ana").replace(TOKEN[0], "\u212a", 1)
    assert not verify(SECRET, kelvin, KEY, "ana")
    key = next(f"k{n}" for n in range(100) if "k" in sign(SECRET, f"k{n}", "ana"))
    assert not verify(SECRET, sign(SECRET, key, "ana").replace("k", "\u212a"), key, "ana")
    assert token_in([reply_address(BASE, sign(SECRET, key, "ana").replace("k", "\u212a"))], BASE) == ""


def test_the_bounce_address_is_told_from_the_reply_address():
    assert f"async+b-{TOKEN}@acme.example" == BOUNCE
    assert verp_token_in([BOUNCE.upper()], BASE) == TOKEN
    assert verp_token_in([REPLY], BASE) == ""
    assert token_in([BOUNCE], BASE) == ""


def test_what_is_ours():
    assert all(is_ours(address, BASE) for address in (BASE, BASE.title(), REPLY, BOUNCE))
    assert not is_ours("async-lee@acme.example", BASE)
    assert not is_ours("bo@acme.example", BASE)


def test_a_message_id_is_derived_and_leads_to_its_letter():
    ours = message_id(SECRET, KEY, "ACME.example")
    assert ours == message_id(SECRET, KEY, "acme.example") != message_id(b"another secret", KEY, "acme.example")
    assert letter_of(ours, "acme.example") == letter_id(KEY)
    assert letter_of(f" {ours.strip('<>').upper()}", "Acme.example") == letter_id(KEY)


@pytest.mark.parametrize(
    "foreign",
    [
        "",
        "<>",
        "<CAF=x@mail.acme.example>",
        f"<{'a' * 10}@acme.example>",
        f"<{TOKEN}@x.test>",
        message_id(SECRET, KEY, "x.test"),
    ],
)
def test_a_foreign_message_id_leads_nowhere(foreign):
    assert letter_of(foreign, "acme.example") == ""


def test_a_message_id_tells_nothing_about_the_token():
    assert message_id(SECRET, KEY, "acme.example")[12:28] not in {TOKEN[10:], sign(SECRET, KEY, "")[10:]}


@pytest.mark.parametrize("base", ["async", "@acme.example", "async@", "a" * 38 + "@acme.example"])
def test_a_base_that_cannot_carry_a_token_is_named(base):
    with pytest.raises(ValueError, match=r"is (no address|too long)"):
        reply_address(base, TOKEN)
