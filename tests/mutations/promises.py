"""Promises that are broken on purpose: a line of the service is another one, and the test that catches it.

docs/security.md lists them; `make mutations` breaks each and sees its test fail.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Broken:
    """`was`, which stands once in the `module`, is `now` as it is imported; the test `caught_by` (below tests/) must
    then fail. `quick`: tried in every run."""

    name: str
    module: str
    was: str
    now: str
    caught_by: str
    quick: bool = False


PROMISES = (
    Broken(
        "the mailbox is told before the mail is stored", "paceline.flow",
        "        now = service.clock.now()\n        with service.ledger.begin() as tx:\n            inbox.store(",
        "        now = service.clock.now()\n        for mail in mails:\n            mailbox.settle(mail)\n"
        "        with service.ledger.begin() as tx:\n            inbox.store(",
        "faults/test_crashes.py::test_a_crash_at_any_door_changes_nothing",
    ),
    Broken(
        "copies of a mail are mails of their own", "paceline.flow",
        "content_id(mail.raw), mail.mailbox", "content_id(mail.raw + mail.uid.encode()), mail.mailbox",
        "scenarios/test_replies.py::test_a_repeated_delivery_counts_once", quick=True,
    ),
    Broken(
        "a mail is another one by each way that it came", "paceline.inbox.mail.identity",
        "if not TRACE.match(field):", "if field:",
        "scenarios/test_replies.py::test_a_repeated_delivery_counts_once",
    ),
    Broken(
        "a letter is marked as sent before it is sent", "paceline.ledger.outbox",
        '.values(state="sending", next_at=bindparam("lease")', '.values(state="sent", next_at=bindparam("lease")',
        "faults/test_crashes.py::test_a_letter_whose_sender_died_with_it_is_repeated_as_the_same_mail_or_dropped",
    ),
    Broken(
        "a letter of which nobody knows whether it went is sent again without a look", "paceline.carrier",
        "    went = _was_sent(letter, recalling)\n    if went:", "    went = False\n    if went:",
        "faults/test_unclear_sends.py::test_a_letter_in_doubt_is_looked_up", quick=True,
    ),
    Broken(
        "a reminder is repeated where nobody knows whether it went", "paceline.carrier",
        'NOT_REPEATED = frozenset({"reminder"})', "NOT_REPEATED = frozenset[str]()",
        "faults/test_unclear_sends.py::test_a_letter_in_doubt_is_looked_up",
    ),
    Broken(
        "a letter has another Message-ID each time", "paceline.inbox.address",
        "{_mac(secret, 'message-id', key)}", "{_mac(secret, 'message-id', key, __import__('secrets').token_hex())}",
        "inbox/test_address.py::test_a_message_id_is_derived_and_leads_to_its_letter",
    ),
    Broken(
        "whoever From names is believed", "paceline.inbox.trust",
        "    return Identity(address, authenticated, why)", "    return Identity(address, True, why)",
        "inbox/test_trust.py::test_nothing_of_our_server_vouches", quick=True,
    ),
    Broken(
        "a verdict below a foreign server's Received is believed", "paceline.inbox.trust",
        'if name == "received" and not _ours(value, authserv_id):', 'if name == "nothing":',
        "inbox/test_trust.py::test_a_forged_field_below_the_border_is_not_read",
    ),
    Broken(
        "anybody's verdict is believed", "paceline.inbox.trust",
        'if written_by != authserv_id and not written_by.endswith("." + authserv_id):', "if not written_by:",
        "inbox/test_trust.py::test_nothing_of_our_server_vouches",
    ),
    Broken(
        "the lower of two verdicts counts", "paceline.inbox.trust",
        "            if result.method not in topmost:\n",
        "            topmost.pop(result.method, None)\n            if True:\n",
        "inbox/test_trust.py::test_of_two_verdicts_the_upper_one_is_ours",
    ),
    Broken(
        "look-alike letters are letters", "paceline.inbox.trust",
        "    if defect := disguise(address):", "    if defect := disguise(address) and '':",
        "inbox/test_trust.py::test_mixed_scripts_are_nobody",
    ),
    Broken(
        "of a doubtful From the address is taken", "paceline.inbox.mail.mailboxes",
        'self.defect = self.defect or "an address where a name belongs"', "pass",
        "inbox/test_mail.py::test_a_doubtful_from_identifies_nobody",
    ),
    Broken(
        "a display name may be an address", "paceline.inbox.mail.mailboxes",
        'name = _LOOKS_LIKE_ADDRESS.sub("", clean(unworded(name)))', "name = clean(unworded(name))",
        "inbox/test_mail.py::test_one_mailbox_is_a_sender",
    ),
    Broken(
        "a signed address opens its letter for everybody", "paceline.clerks.placing",
        "    if letter and letter.person != person.id:", "    if letter and not letter.person:",
        "scenarios/test_replies.py::test_somebody_elses_signed_address_is_no_key", quick=True,
    ),
    Broken(
        "the person is not signed", "paceline.inbox.address",
        '_mac(secret, "reply", key, person)', '_mac(secret, "reply", key)',
        "inbox/test_address.py::test_a_token_is_bound_to_the_letter_the_person_and_the_secret",
    ),
    Broken(
        "a signature is not compared", "paceline.inbox.address",
        '    return hmac.compare_digest(_lower(token).encode("utf-8", "replace"), expected.encode())',
        "    return token[:1] == expected[:1]",
        "properties/test_address.py::test_every_mutation_is_refused",
    ),
    Broken(
        "nobody is asked about an answer from elsewhere", "paceline.clerks.claims",
        "    if letter is None or owner is None", "    if True or letter is None or owner is None",
        "scenarios/test_claims.py::test_she_is_asked_and_nothing_is_recorded",
    ),
    Broken(
        "a stranger's answer is taken down", "paceline.clerks.arrivals",
        "    person = known if identity.authenticated else None",
        "    person = known or people.by_id(desk.tx, 'ana')",
        "scenarios/test_replies.py::test_a_strangers_reply_changes_nothing_and_is_kept",
    ),
    Broken(
        "anybody cancels a series", "paceline.agenda.authority",
        "    if sender and sender.lower() in (organizer, deputy):", "    if sender:",
        "agenda/test_series.py::test_only_the_organizer_or_a_deputy_of_the_same_domain_may_change_a_series",
    ),
    Broken(
        "a series that was called off lives again with an older invite", "paceline.agenda.series",
        "    ended = replace(cadence, sequence=message.sequence,", "    ended = replace(cadence, sequence=-1,",
        "agenda/test_series.py::test_a_cancelled_series_stays_dead",
    ),
    Broken(
        "a rule that names every second is expanded", "paceline.inbox.calendar.recurrence",
        '_matches("DAILY|WEEKLY|MONTHLY|YEARLY")', '_matches("[A-Z]+")',
        "inbox/test_invite.py::test_a_rule_that_may_hang_a_worker_is_refused",
    ),
    Broken(
        "a delay is a bounce", "paceline.inbox.machines.bounces",
        '        permanent=recipient.action == "failed" and', "        permanent=True and",
        "inbox/test_machines.py::test_a_delay_is_never_permanent",
    ),
    Broken(
        "a passing failure is for good", "paceline.inbox.machines.bounces",
        'and not status.startswith(("4", "2"))', 'and status != "4"',
        "inbox/test_machines.py::test_the_action_says_what_became_of_a_letter",
    ),
    Broken(
        "a bounce counts by its own word", "paceline.clerks.automata",
        "        if address.verify(service.secret, token, letter.key, letter.person):", "        if letter:",
        "scenarios/test_unreachable.py::test_an_address_that_was_not_signed_leads_to_no_letter",
    ),
    Broken(
        "an address that takes no mail is written to", "paceline.clerks.mailroom",
        'state="refused" if to.address in to.unreachable else "queued"', 'state="queued"',
        "scenarios/test_unreachable.py::test_no_mail_of_any_kind_goes_there",
    ),
    Broken(
        "a machine is answered", "paceline.clerks.arrivals",
        "    machine = judge(message) or", "    machine = None if judge(message) else",
        "scenarios/test_replies.py::test_an_absence_notice_is_not_answered",
    ),
    Broken(
        "who repeats what they said is answered for ever", "paceline.clerks.replies",
        "    if echoes.goes_on(desk, sheet):", "    if False:",
        "scenarios/test_echoes.py::test_two_answers_and_no_more",
    ),
    Broken(
        "the letters of another such service are a person's mails", "paceline.clerks.arrivals",
        "judge(message) or _another_service(desk, message)", "judge(message)",
        "scenarios/test_echoes.py::test_two_services_that_face_each_other",
    ),
    Broken(
        "every mail of a flood is answered", "paceline.clerks.mailroom",
        "    if posting.answers and to.id and _has_enough(desk, to, posting):", "    if False:",
        "scenarios/test_echoes.py::test_a_flood_is_recorded_and_answered_in_bounds",
    ),
    Broken(
        "a conversation is answered as long as it goes on", "paceline.clerks.mailroom",
        "posting.about, ANSWERS, since) >= ANSWERS_IN_ONE:", "posting.about, ANSWERS, since) >= 10**6:",
        "scenarios/test_budgets.py::test_in_one_conversation_so_many_are_answered_and_all_are_recorded",
    ),
    Broken(
        "letters beyond the hour's measure go at once", "paceline.clerks.mailroom",
        "            not_before=_not_before(desk, to, posting),\n",
        "            not_before=max(desk.now, posting.not_before or desk.now),\n",
        "scenarios/test_budgets.py::test_what_is_more_than_one_person_may_get_waits_for_the_next_hour",
    ),
    Broken(
        "mails have their turn as they came, whoever writes how many", "paceline.ledger.inbox",
        "        turn = min(turn, a.received_at + YIELDS_AT_MOST)\n", "        turn = a.received_at\n",
        "ledger/test_inbox.py::test_one_persons_mails_let_others_go_first_and_keep_their_order",
    ),
    Broken(
        "a mail that can't be handled is tried for ever", "paceline.ledger.inbox",
        '        values["state"] = "quarantined"\n', "        pass\n",
        "ledger/test_inbox.py::test_a_mail_that_fails_waits_while_others_go_on_and_ends_in_quarantine",
    ),
    Broken(
        "a mail that can't be handled is settled in silence", "paceline.flow",
        "        _stumbled(service, arrival, error, now)\n",
        "        with service.ledger.begin() as tx:\n"
        '            inbox.settle(tx, arrival.id, inbox.Settlement("settled", "reply"))\n',
        "test_logs.py::test_a_mail_that_can_not_be_handled_leaves_no_word_of_it",
    ),
    Broken(
        "a mail that was let go is taken in again when it comes again", "paceline.ledger.inbox",
        '    tx.execute(gone.values(state="dropped", raw=b""))',
        "    tx.execute(_table.delete().where(gone.whereclause))",
        "cli/test_quarantine.py::test_what_is_dropped_is_gone_and_not_taken_in_again",
    ),
    Broken(
        "a database that is busy is taken for a mail's fault", "paceline.flow",
        "if arrival is None or service.ledger.is_busy(error):", "if arrival is None:",
        "faults/test_database.py::test_a_mail_is_not_blamed_for_the_database",
    ),
    Broken(
        "a header of any size is decoded", "paceline.inbox.mail.guard",
        "    if octets > HEADER_BLOCK_OCTETS:", "    if octets > 2**40:",
        "inbox/test_mail.py::test_a_bomb_is_refused_before_it_is_parsed",
    ),
    Broken(
        "text goes into a header as it is", "paceline.letters.header",
        "    text = cleaned(text)\n    if text.isascii()", "    if text.isascii()",
        "letters/test_mime.py::test_no_text_changes_the_set_of_fields", quick=True,
    ),
    Broken(
        "people's words are HTML", "paceline.letters.render",
        "        autoescape=html,\n", "        autoescape=False,\n",
        "letters/test_hostile.py::test_what_people_write_adds_no_element",
    ),
    Broken(
        "people's words turn the reading direction", "paceline.letters.visible",
        "    return _ODD.sub(_shown, text) if _ODD.search(text) else text", "    return text",
        "letters/test_hostile.py::test_the_reading_direction_cannot_be_turned",
    ),
    Broken(
        "a cell may be a formula", "paceline.agenda.exports",
        """    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text""", "    return text",
        "scenarios/test_exports.py::test_no_cell_begins_a_formula",
    ),
    Broken(
        "the log holds what is said to it", "paceline.logs",
        "            text = found.sub(instead, text)\n", "            pass\n",
        "test_logs.py::test_what_is_hidden",
    ),
    Broken(
        "of an error all is told", "paceline.logs",
        "if harmless else name\n", "\n", "test_logs.py::test_of_an_error_over_a_mail_only_the_kind_is_told",
    ),
    Broken(
        "what is found is of every team", "paceline.ledger.search",
        "where searched_words match :wanted and s.team in :teams",
        "where searched_words match :wanted and (s.team in :teams or 1)",
        "scenarios/test_many_teams.py::test_no_letter_holds_a_word_an_address_a_link_or_a_token_of_another_team",
    ),
    Broken(
        "an id is known to every team", "paceline.clerks.placing",
        "        return it.team == person.team or it.owner == person.id or of_the_review or asked_here",
        "        return True or of_the_review or asked_here",
        "scenarios/test_many_teams.py::test_no_letter_holds_a_word_an_address_a_link_or_a_token_of_another_team",
    ),
    Broken(
        "open items are of every team", "paceline.ledger.facts",
        "    wanted = {name: value for name, value in asked.items() if value}\n",
        '    wanted = {name: value for name, value in asked.items() if value and name != "team"}\n',
        "scenarios/test_many_teams.py::test_no_letter_holds_a_word_an_address_a_link_or_a_token_of_another_team",
    ),
    Broken(
        "who takes no part has an organizer asked", "paceline.clerks.asking_back",
        "    if heir.team != circles.team_of(known.team) and guests.isdisjoint(heir.addresses):",
        "    if False and guests:",
        "scenarios/test_many_teams.py::test_who_takes_no_part_in_a_review_has_nobody_asked_to_hand_it_over",
    ),
    Broken(
        "the mail of an answer without a name is kept", "paceline.ledger.inbox",
        "    if outcome.forget:", "    if False:",
        "scenarios/test_pulse.py::test_nothing_in_the_ledger_says_whose_an_answer_is",
    ),
    Broken(
        "what lies in the queue is believed", "paceline.queue",
        "            return bytes(super()._unsign(signed))", "            return bytes(signed.rpartition(b':')[0])",
        "test_queue.py::test_what_is_not_signed_is_not_unpickled_and_the_worker_goes_on",
    ),
    Broken(
        "what a mail asks for is done in another transaction than its settling", "paceline.flow",
        "            with service.in_hand(arrival.id):\n",
        "            inbox.settle(tx, arrival.id, Settlement('settled', 'reply'))\n"
        "        with service.ledger.begin() as tx:\n            with service.in_hand(arrival.id):\n",
        "faults/test_crashes.py::test_a_crash_at_any_door_changes_nothing",
    ),
    Broken(
        "the derived tables are behind the facts", "paceline.ledger.facts",
        "if (found := project(tx, subject)))", "if (found := record(tx, subject)))",
        "faults/test_inspection.py::test_sound_books_are_sound_and_are_left_as_they_were",
    ),
    Broken(
        "a mail that we fail on stops those behind it", "paceline.flow",
        "        _stumbled(service, arrival, error, now)\n    return True",
        "        _stumbled(service, arrival, error, now)\n        raise\n    return True",
        "faults/test_poison.py::test_poison_one_at_a_time",
    ),
    Broken(
        "a moment that we fail on stops those behind it", "paceline.flow",
        "        service.failed[moment.key] = now + FAILED_WAITS\n", "        raise\n",
        "faults/test_poison.py::test_a_moment_that_we_fail_on_keeps_no_other_waiting_and_is_tried_again", quick=True,
    ),
)  # fmt: skip
