"""What a message says, before anyone decides what it means. Pure: bytes and values in, values out."""
