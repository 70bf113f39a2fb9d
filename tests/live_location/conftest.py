"""Live locations are tested in a town of their own, with people who talk."""

from tests.chat.conftest import app, client, clock, join, settle, talk, town

__all__ = ["app", "client", "clock", "join", "settle", "talk", "town"]
