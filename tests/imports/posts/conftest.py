"""Posts are brought in a town of its own."""

from tests.contacts.conftest import app, client, clock, join, settle, town

__all__ = ["app", "client", "clock", "join", "settle", "town"]
