"""What must hold for every letter, person and secret; and that guessing tokens does not pay."""

from __future__ import annotations

import random

from campaigns import FULL
from hypothesis import given
from hypothesis import strategies as st

from paceline.inbox.address import (
    TOKEN_LENGTH,
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

BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
BASE = "async@acme.example"

names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
secrets = st.binary(min_size=16, max_size=64)


@given(secrets, names, names)
def test_what_was_signed_is_found_and_accepted(secret, key, person):
    token = sign(secret, key, person)
    assert verify(secret, token_in([reply_address(BASE, token)], BASE), key, person)
    assert verify(secret, verp_token_in([verp_address(BASE, token)], BASE), key, person)
    assert (
        letter_of_token(token) == letter_of(message_id(secret, key, "acme.example"), "acme.example") == letter_id(key)
    )


@given(secrets, names, names, st.lists(st.booleans(), min_size=60, max_size=60))
def test_the_case_of_an_address_does_not_matter(secret, key, person, upper):
    address = reply_address(BASE, sign(secret, key, person))
    mangled = "".join(c.upper() if up else c for c, up in zip(address, upper, strict=False))
    assert verify(secret, token_in([mangled], BASE), key, person)


@given(secrets, names, names, st.integers(0, TOKEN_LENGTH - 1), st.sampled_from(BASE32 + "01+-=.K\u212a\x00"))
def test_every_mutation_is_refused(secret, key, person, place, letter):
    token = sign(secret, key, person)
    mutated = token[:place] + letter + token[place + 1 :]
    assert verify(secret, mutated, key, person) == (mutated.lower() == token and mutated.isascii())


@given(secrets, names, names, names, names)
def test_a_token_opens_one_letter_of_one_person(secret, key, person, other_key, other_person):
    same = (key, person) == (other_key, other_person)
    assert verify(secret, sign(secret, key, person), other_key, other_person) == same


@given(st.text(max_size=400), st.text(max_size=400))
def test_no_address_and_no_message_id_makes_it_stumble(address, message):
    found = token_in([address], BASE)
    assert found == "" or len(found) == TOKEN_LENGTH
    assert len(letter_of(message, "acme.example")) in (0, 10)


GUESSES = 1_000_000 if FULL else 100_000


def test_guesses_are_all_refused():
    """Half of them anything behind the letter's id, half the token itself with one to three characters changed."""
    guess = random.Random(20261127)
    secret, key, person = b"a secret of thirty-two octets !!", "envelope/ana/2026-11-27", "ana"
    ours, token = letter_id(key), sign(secret, key, person)
    for n in range(GUESSES // 2):
        assert not verify(secret, ours + "".join(guess.choices(BASE32, k=16)), key, person), n
        changed = list(token)
        for place in guess.sample(range(TOKEN_LENGTH), k=1 + n % 3):
            changed[place] = guess.choice(BASE32.replace(token[place], ""))
        assert not verify(secret, "".join(changed), key, person), n
