"""Whom a connection by TLS trusts."""

from __future__ import annotations

import ssl
from pathlib import Path

from paceline_connectors.trouble import TroubleError

_MEND = "set ca_file to the authority's certificate in PEM (it begins with -----BEGIN CERTIFICATE-----)"


def trusting(ca_file: str) -> ssl.SSLContext:
    """The authorities of that file alone; "" for the system's. Raises OSError, and TroubleError where it holds none."""
    if not ca_file:
        return ssl.create_default_context()
    # Bundles name their authorities in remarks, in any language; the certificates themselves are ASCII.
    authorities = Path(ca_file).read_bytes().decode("ascii", errors="ignore")
    try:
        if authorities:  # else Python would take the system's
            return ssl.create_default_context(cadata=authorities)
    except ssl.SSLError:
        pass
    raise TroubleError(f"{ca_file} holds no certificate that can be read", _MEND)
