"""The team that plays: who they are, where, and which mail program each of them uses."""

from __future__ import annotations

from dataclasses import dataclass

ROBOT = "async@acme.example"
TEAM = "platform"
ZONE = "Europe/Berlin"
"""The zone of the calendar event, in which the story is told."""
MEETING = "Platform weekly"
MINUTES = 30


@dataclass(frozen=True, slots=True)
class Player:
    """`client` names a mail program of `clients.CLIENTS`."""

    id: str
    name: str
    zone: str
    client: str

    @property
    def address(self) -> str:
        return f"{self.id}@acme.example"

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


PLAYERS = {
    player.id: player
    for player in (
        Player("mara", "Mara Lind", "Europe/Berlin", "gmail"),
        Player("ana", "Ana Soto", "Europe/Berlin", "inline"),
        Player("bo", "Bo Kimura", "Europe/Berlin", "iphone"),
        Player("chen", "Chen Wei", "America/Los_Angeles", "outlook"),
        Player("dee", "Dee Rao", "Asia/Kolkata", "gmail"),
        Player("eve", "Eve Okafor", "America/Los_Angeles", "outlook"),
    )
}

_SERVICE = f"""\
# The configuration of a made-up team. Its clock was made up too: look around with "paceline ledger" and its like.
# To run a service of your own, begin with: paceline init

[service]
address = "{ROBOT}"
operator = "mara@acme.example"
# Everybody may know this one: it signs nothing but the letters of this play.
secret = "two weeks with a team of six, who all are made up"
zone = "{ZONE}"
# No mail server stands in front that could say who wrote a mail.
trust = "token"
data = "data"

[mailbox]
connector = "lmtp"
protocol = "smtp"
listen = "127.0.0.1:0"
spool = "data/spool"

[transport]
connector = "maildir"
path = "letters"

[teams.{TEAM}]
name = "Platform"
"""


def configuration() -> str:
    """paceline.toml, with everybody in it."""
    tables = (
        f'[people.{player.id}]\nname = "{player.name}"\naddress = "{player.address}"\nzone = "{player.zone}"\n'
        for player in PLAYERS.values()
    )
    return "\n".join([_SERVICE, *tables])
