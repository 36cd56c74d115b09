"""What calendars send (RFC 5545, 5546, 6047), told in one form; nothing is decided here."""
