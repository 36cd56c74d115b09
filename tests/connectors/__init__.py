"""One contract for all mailboxes, one for all transports; a connector of your own can be held to them too."""
