"""Forms of addresses are asked for over HTTP."""

from tests.contacts.conftest import app, client, clock, join, town

__all__ = ["app", "client", "clock", "join", "town"]
