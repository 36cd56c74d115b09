"""Paceline: a service that a team talks to only by email and calendar."""

__version__ = "0.1.0"
