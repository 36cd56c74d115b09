"""The doors of a first configuration, by where a team's mail is: the tables, and what is to be done next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """`doors` are TOML with {address} and {server}; `authserv_id` is what the provider calls itself in
    Authentication-Results, "" where it is not known; `packages` is the extra that brings what the connector needs."""

    doors: str
    authserv_id: str = ""
    packages: str = ""
    page: str = ""
    steps: tuple[str, ...] = ()
    server: str = ""
    """What to ask for, where its server has a name; "": it has none to ask for."""


_IMAP = """\
# An account at any server that has IMAP and SMTP; see docs/connectors.md for every setting.
[mailbox]
connector = "imap"
host = "{server}"
username = "{address}"
password = "env:PACELINE_MAIL_PASSWORD"

[transport]
connector = "smtp"
host = "{server}"
username = "{address}"
password = "env:PACELINE_MAIL_PASSWORD"

# Its calendar, where the provider has CalDAV.
#[calendar]
#connector = "caldav"
#url = "https://{server}"
#username = "{address}"
#password = "env:PACELINE_MAIL_PASSWORD"
"""

_GOOGLE = """\
# Gmail and Google Calendar; see docs/connectors.md for every setting.
[mailbox]
connector = "google"
account = "{address}"
client_file = "google-client.json"
token_file = "data/tokens/google"
token_key = "env:PACELINE_TOKEN_KEY"

[transport]
connector = "google"
account = "{address}"
client_file = "google-client.json"
token_file = "data/tokens/google"
token_key = "env:PACELINE_TOKEN_KEY"

[calendar]
connector = "google"
account = "{address}"
client_file = "google-client.json"
token_file = "data/tokens/google"
token_key = "env:PACELINE_TOKEN_KEY"
# Teams whose due days are written into it: ["platform"]
#publish = []
# Domains whose organizers are believed by what stands in it; of all others the mail counts. See docs/security.md.
#vouches_for = []
"""

_MICROSOFT = """\
# Microsoft 365 by Microsoft Graph; see docs/connectors.md for every setting. tenant and client_id stand in the app's
# registration.
[mailbox]
connector = "graph"
user = "{address}"
tenant = "env:PACELINE_GRAPH_TENANT"
client_id = "env:PACELINE_GRAPH_CLIENT"
client_secret = "env:PACELINE_GRAPH_SECRET"

[transport]
connector = "graph"
user = "{address}"
tenant = "env:PACELINE_GRAPH_TENANT"
client_id = "env:PACELINE_GRAPH_CLIENT"
client_secret = "env:PACELINE_GRAPH_SECRET"

[calendar]
connector = "graph"
user = "{address}"
tenant = "env:PACELINE_GRAPH_TENANT"
client_id = "env:PACELINE_GRAPH_CLIENT"
client_secret = "env:PACELINE_GRAPH_SECRET"
# Teams whose due days are written into it: ["platform"]
#publish = []
# Domains whose organizers are believed by what stands in it; of all others the mail counts. See docs/security.md.
#vouches_for = []
"""

_EXCHANGE = """\
# Exchange on servers of your own; see docs/connectors.md for every setting.
[mailbox]
connector = "exchange"
server = "{server}"
address = "{address}"
password = "env:PACELINE_EXCHANGE_PASSWORD"

[transport]
connector = "exchange"
server = "{server}"
address = "{address}"
password = "env:PACELINE_EXCHANGE_PASSWORD"

[calendar]
connector = "exchange"
server = "{server}"
address = "{address}"
password = "env:PACELINE_EXCHANGE_PASSWORD"
# Teams whose due days are written into it: ["platform"]
#publish = []
# Domains whose organizers are believed by what stands in it; of all others the mail counts. See docs/security.md.
#vouches_for = []
"""

PROVIDERS = {
    "imap": Provider(
        _IMAP,
        packages="imap,caldav",
        page="any-provider-by-imap-smtp-and-caldav",
        steps=("export PACELINE_MAIL_PASSWORD=…",),
        server="The provider's mail server",
    ),
    "google": Provider(
        _GOOGLE,
        "mx.google.com",
        "google",
        "google-workspace",
        (
            "put the OAuth client's JSON beside the configuration, as google-client.json",
            "export PACELINE_TOKEN_KEY=…   (openssl rand -base64 32)",
            "paceline auth google",
        ),
    ),
    "microsoft": Provider(
        _MICROSOFT,
        "exchange",
        "graph",
        "microsoft-365",
        ("export PACELINE_GRAPH_TENANT=… PACELINE_GRAPH_CLIENT=… PACELINE_GRAPH_SECRET=…",),
    ),
    "exchange": Provider(
        _EXCHANGE,
        packages="exchange",
        page="exchange-on-your-own-servers",
        steps=("export PACELINE_EXCHANGE_PASSWORD=…",),
        server="The Exchange server",
    ),
}
