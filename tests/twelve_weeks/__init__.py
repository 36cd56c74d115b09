"""Twelve weeks of three teams, played from a seed, with what must always hold checked after each day.

`python -m twelve_weeks [seed …]` (in tests/) plays them and prints the figures.
"""
