"""What Gmail charges for a request, in units (as of May 2026), and how many there are a minute and user."""

PER_MINUTE = 6000
MOST = 1_000_000
PROFILE = LABEL = 1
HISTORY = 2
LIST = CHANGE = 5
DRAFT = 10
GET = 20
THREAD = 40
SEND = 100
CALENDAR_PER_MINUTE = 600
"""Requests: the calendar counts them one by one."""
