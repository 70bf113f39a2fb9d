"""Files are sent in a town of its own, by people who talk."""

from tests.chat.conftest import app, client, clock, join, settle, talk, town

__all__ = ["app", "client", "clock", "join", "settle", "talk", "town"]
