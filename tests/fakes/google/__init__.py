"""Google over HTTP on loopback, as far as a mailbox, its letters and a calendar need it: Gmail, Calendar and the OAuth
endpoints. Requests and answers are held to the discovery documents that Google's client brings along.

    with Google("async@acme.example") as google:
        google.key_file(path)          # a service account that may act for every user
        google.gmail().bring(raw)      # a mail comes
        google.letters                 # what went to people outside of it
"""

from fakes.google.faults import Fault
from fakes.google.server import Google, Letter

__all__ = ["Fault", "Google", "Letter"]
