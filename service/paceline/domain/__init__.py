"""What a team promises and decides, as values; nothing here reads a clock, a file or a network."""
