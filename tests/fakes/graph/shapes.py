"""The published properties of what Graph gives, and their types; an answer with any other is the fake's own mistake.

https://learn.microsoft.com/graph/api/resources/message and its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
WALL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}")

SHAPES: dict[str, dict[str, str]] = {
    "message": {
        "id": "str", "createdDateTime": "time", "lastModifiedDateTime": "time", "changeKey": "str",
        "categories": "str*", "receivedDateTime": "time", "sentDateTime": "time", "hasAttachments": "bool",
        "internetMessageId": "str", "subject": "str", "bodyPreview": "str", "importance": "str",
        "parentFolderId": "str", "conversationId": "str", "isRead": "bool", "isDraft": "bool", "webLink": "str",
        "body": "itemBody", "sender": "recipient?", "from": "recipient?", "toRecipients": "recipient*",
        "ccRecipients": "recipient*", "bccRecipients": "recipient*", "replyTo": "recipient*",
    },
    "itemBody": {"contentType": "str", "content": "str"},
    "recipient": {"emailAddress": "emailAddress"},
    "emailAddress": {"name": "str", "address": "str"},
    "mailFolder": {
        "id": "str", "displayName": "str", "parentFolderId": "str", "childFolderCount": "int",
        "unreadItemCount": "int", "totalItemCount": "int", "isHidden": "bool",
    },
    "event": {
        "id": "str", "createdDateTime": "time", "lastModifiedDateTime": "time", "changeKey": "str",
        "categories": "str*", "transactionId": "str?", "originalStartTimeZone": "str", "originalEndTimeZone": "str",
        "iCalUId": "str", "reminderMinutesBeforeStart": "int", "isReminderOn": "bool", "hasAttachments": "bool",
        "subject": "str", "bodyPreview": "str", "importance": "str", "sensitivity": "str", "isAllDay": "bool",
        "isCancelled": "bool", "isOrganizer": "bool", "responseRequested": "bool", "seriesMasterId": "str?",
        "showAs": "str", "type": "str", "webLink": "str", "isDraft": "bool", "hideAttendees": "bool",
        "originalStart": "time", "responseStatus": "responseStatus", "body": "itemBody", "start": "dateTimeTimeZone",
        "end": "dateTimeTimeZone", "location": "location", "recurrence": "patternedRecurrence?",
        "attendees": "attendee*", "organizer": "recipient",
        "singleValueExtendedProperties": "singleValueLegacyExtendedProperty*",
    },
    "responseStatus": {"response": "str", "time": "time"},
    "dateTimeTimeZone": {"dateTime": "wall", "timeZone": "str"},
    "location": {"displayName": "str", "locationType": "str"},
    "attendee": {"type": "str", "status": "responseStatus", "emailAddress": "emailAddress"},
    "patternedRecurrence": {"pattern": "recurrencePattern", "range": "recurrenceRange"},
    "recurrencePattern": {
        "type": "str", "interval": "int", "month": "int", "dayOfMonth": "int", "daysOfWeek": "str*",
        "firstDayOfWeek": "str", "index": "str",
    },
    "recurrenceRange": {
        "type": "str", "startDate": "str", "endDate": "str", "recurrenceTimeZone": "str", "numberOfOccurrences": "int",
    },
    "singleValueLegacyExtendedProperty": {"id": "str", "value": "str"},
    "calendar": {"id": "str", "name": "str", "canEdit": "bool", "owner": "emailAddress"},
    "mailboxSettings": {"timeZone": "str", "automaticRepliesSetting": "automaticRepliesSetting"},
    "automaticRepliesSetting": {
        "status": "str", "externalAudience": "str", "internalReplyMessage": "str", "externalReplyMessage": "str",
    },
    "scheduleInformation": {
        "scheduleId": "str", "availabilityView": "str", "scheduleItems": "scheduleItem*", "error": "freeBusyError?",
    },
    "scheduleItem": {"status": "str", "start": "dateTimeTimeZone", "end": "dateTimeTimeZone", "isPrivate": "bool"},
    "freeBusyError": {"message": "str", "responseCode": "str"},
    "error": {"error": "publicError"},
    "publicError": {"code": "str", "message": "str", "innerError": "publicInnerError"},
    "publicInnerError": {"date": "str", "request-id": "str", "client-request-id": "str"},
}  # fmt: skip
_PLAIN = {"str": str, "bool": bool, "int": int}


def wrong(kind: str, said: Any) -> list[str]:
    """What of it is not as published. A kind that ends in "*" is a page or a list of those."""
    if kind.endswith("*") and isinstance(said, Mapping):
        return [each for row in said.get("value", ()) for each in wrong(kind[:-1], row)]
    if kind.endswith("*"):
        listed = said if isinstance(said, list) else [said]
        return [] if said == [] else [each for one in listed for each in wrong(kind[:-1], one)]
    if kind.endswith("?"):
        return [] if said is None else wrong(kind[:-1], said)
    if kind in _PLAIN:
        return [] if type(said) is _PLAIN[kind] else [f"{said!r} is no {kind}"]
    if kind in ("time", "wall"):
        fits = isinstance(said, str) and (TIME if kind == "time" else WALL).fullmatch(said)
        return [] if fits else [f"{said!r} is no {kind}"]
    if not isinstance(said, Mapping):
        return [f"{said!r} is no {kind}"]
    return [problem for name, value in said.items() for problem in _property(kind, name, value)]


def _property(kind: str, name: str, value: Any) -> list[str]:
    if name.startswith("@"):
        return []
    if name not in SHAPES[kind]:
        return [f"{kind} has no {name}"]
    return [f"{kind}.{name}: {each}" for each in wrong(SHAPES[kind][name], value)]
