"""What is asked back about an invite."""

from __future__ import annotations

from dataclasses import replace

from paceline.agenda.asking_back import AskingBack
from paceline.letters.samples.people import ANA, MARA

SERVICE = "async@acme.example"


def askings() -> dict[str, AskingBack]:
    usual = AskingBack(MARA, "people", SERVICE, "Platform weekly")
    return {
        "usual": usual,
        "behind a list": replace(usual, lists=("team@acme.example",)),
        "cut": replace(usual, topic="cut", most=100, count=131),
        "uninvited": AskingBack(MARA, "uninvited", SERVICE, "Platform weekly"),
        "forwarded": AskingBack(ANA, "forwarded", SERVICE, "Platform weekly"),
        "another organizer": AskingBack(MARA, "organizer", SERVICE, "Platform weekly", "Bo", "bo@acme.example"),
        "handed over": AskingBack(MARA, "handed", SERVICE, "Platform weekly", "Bo"),
        "winmail": AskingBack(ANA, "winmail", SERVICE),
        "refused": AskingBack(
            MARA,
            "refused",
            SERVICE,
            "Pulse",
            reason="it repeats in a way that I do not follow",
            detail="the recurrence rule has FREQ=HOURLY, which is not read",
            hint="Let it repeat daily, weekly, monthly or yearly, at most four times a day, and save it again.",
        ),
        "overtaken": AskingBack(MARA, "overtaken", SERVICE, "Platform weekly"),
        "too many": AskingBack(MARA, "too-many", SERVICE, "Platform weekly", most=20),
    }
