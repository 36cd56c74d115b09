"""What Google says when it says no, and what to do about it."""

from __future__ import annotations

from paceline.ports import Finding
from paceline_connectors.trouble import TroubleError

AGAIN = "run: paceline auth google"
_DELEGATE = (
    "in the Admin console, under Security, Access and data control, API controls, Domain-wide delegation, "
    "give the service account's client ID the scopes that docs/running.md lists"
)
_QUOTA = "wait, or ask for more in the Cloud console, under IAM & Admin, Quotas; units_per_minute keeps below it"

SIGN_IN = (
    ("reasonable timeframe", "this machine's clock is off: set it (timedatectl set-ntp true)"),
    ("Invalid JWT Signature", "the key was deleted: make the service account a new one, and put it in key_file"),
    ("Invalid email or User ID", "account must be a user of this Workspace, by the user's first address"),
    ("unauthorized_client", _DELEGATE),
    ("invalid_client", f"the OAuth client is gone or has another secret: download client_file anew, and {AGAIN}"),
    ("invalid_grant", f"{AGAIN}; while the app is in testing at Google this ends every 7 days: make it internal"),
    ("access_denied", f"an administrator or the owner said no; {AGAIN}"),
)
"""What the token endpoint's answer holds, and what mends it; the first that fits."""

REFUSALS = {
    "accessNotConfigured": "enable the API in the Cloud project: APIs & Services, Library",
    "insufficientPermissions": f"{AGAIN}, and tick every box; with a service account: {_DELEGATE}",
    "failedPrecondition": "the account needs Gmail: turn it on for the user in the Admin console",
    "domainPolicy": "an administrator has turned this API off for the domain: Admin console, API controls",
    "notFound": "write the calendar's ID, and share it with the account: Make changes to events",
    "forbidden": "share the calendar with the account: Make changes to events",
    "requiredAccessLevel": "share the calendar with the account: Make changes to events",
    "authError": AGAIN,
    "rateLimitExceeded": _QUOTA,
    "userRateLimitExceeded": _QUOTA,
    "quotaExceeded": _QUOTA,
    "dailyLimitExceeded": _QUOTA,
}
"""By Google's own word for the reason."""
RATES = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded"})


class RefusedError(TroubleError):
    """The server's no to a request that reached it. `status` is HTTP's, `reason` Google's word."""

    def __init__(self, status: int, reason: str, said: str) -> None:
        super().__init__(said, REFUSALS.get(reason, ""))
        self.status = status
        self.reason = reason


class LostError(TroubleError):
    """No answer came, or one that tells nothing: the request may have been carried out."""


class WaitError(TroubleError):
    """Not before so many seconds. The server said so, or our own count of the units did, and then nothing was asked."""

    def __init__(self, said: str, seconds: float) -> None:
        super().__init__(said, _QUOTA)
        self.seconds = seconds


def trouble(what: str, error: ConnectionError) -> Finding:
    """The finding for a failure."""
    if isinstance(error, TroubleError):
        return Finding(what, fine=False, said=error.said, mend=error.mend or "try again in a while")
    said, _, mend = str(error).partition("; ")
    return Finding(what, fine=False, said=said, mend=mend)
