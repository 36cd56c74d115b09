"""The server that the connector is tested with, held against exchangelib's own models, in the schema's order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from exchangelib import BASIC, Account, Build, CalendarItem, Configuration, Credentials, Message, Version
from exchangelib import UTC as EWS_UTC
from exchangelib.items import MeetingRequest
from exchangelib.protocol import close_connections
from fakes.ews import Exchange, Item, appointments
from fakes.ews.soap import local
from icalendar import Calendar

from connectors.calendar_contract import GUEST, US, event, series
from connectors.mailbox_contract import mail
from connectors.transport_contract import letter


@pytest.fixture
def server() -> Iterator[Exchange]:
    with Exchange() as server:
        yield server


@pytest.fixture
def account(server: Exchange) -> Iterator[Account]:
    """As anybody would use exchangelib, with nothing of the connector's."""
    configuration = Configuration(
        service_endpoint=server.url,
        credentials=Credentials(US, "secret"),
        auth_type=BASIC,
        version=Version(build=Build(15, 1, 2507, 44)),
    )
    yield Account(US, config=configuration, access_type="delegate", default_timezone=EWS_UTC)
    close_connections()


def add(server: Exchange, raw: bytes) -> Item:
    return server.post.open(US).add("calendar", "CalendarItem", entries=Calendar.from_ical(raw).walk("VEVENT"))


@pytest.mark.parametrize("raw", [event("a@x", guests=(US, GUEST)), series("b@x")], ids=["meeting", "series"])
def test_an_items_properties_are_in_the_schemas_order(server: Exchange, raw: bytes) -> None:
    known = [field.field_uri.partition(":")[2] for field in CalendarItem.FIELDS if getattr(field, "field_uri", None)]
    item = add(server, raw)
    for entry in item.entries:
        names = [local(each) for each in appointments.properties(item, entry) if each is not None]
        assert names == sorted(names, key=known.index)


def test_mail_is_found_fetched_moved_and_synchronized(server: Exchange, account: Account) -> None:
    box = server.post.open(US)
    for n in range(3):
        box.add("inbox", "Message", raw=mail(f"{n}"))
    list(account.inbox.sync_items(only_fields=["id"]))
    state = account.inbox.item_sync_state
    box.add("inbox", "MeetingRequest", raw=mail("3"))
    assert [(what, type(item)) for what, item in account.inbox.sync_items(sync_state=state, only_fields=["id"])] == [
        ("create", MeetingRequest)
    ]
    found = list(account.inbox.all().order_by("datetime_received").only("size"))
    assert [each.size for each in found] == [len(mail(f"{n}")) for n in range(4)]
    fetched = list(account.fetch(found, only_fields=["mime_content"]))
    assert [each.mime_content for each in fetched] == [mail(f"{n}") for n in range(4)]
    found[0].move(account.sent)
    assert [item.raw for item in box.within("sentitems")] == [mail("0")]
    found[1].delete()
    assert len(box.within("inbox")) == 2


def test_a_draft_is_sent(server: Exchange, account: Account) -> None:
    draft = Message(account=account, folder=account.drafts, mime_content=letter(1))
    draft.save()
    assert server.post.letters == []
    draft.send()
    assert [each.raw for each in server.post.letters] == [letter(1)]
    assert account.sent.filter(message_id="<letter-1@acme.example>").exists()


def test_a_series_is_read_and_accepted(server: Exchange, account: Account) -> None:
    add(server, event("a@x", guests=(US,)))
    add(server, series("b@x"))
    single, weekly = sorted(account.calendar.all().only("uid", "start"), key=lambda each: each.uid)
    [weekly] = account.fetch([weekly], only_fields=["recurrence", "modified_occurrences", "deleted_occurrences"])
    assert weekly.recurrence.boundary.number == 4
    assert (len(weekly.modified_occurrences), len(weekly.deleted_occurrences)) == (1, 1)
    single.accept()
    assert server.post.meeting_answers == [("a@x", US, "ACCEPTED")]
