"""What is owed at this moment: who is asked what and when; reminders, windows, digests. Pure: `now` is an argument."""
