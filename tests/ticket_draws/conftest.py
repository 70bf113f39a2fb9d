"""Draws are tested over HTTP, at the cinema of the tests of tickets."""

from tests.contacts.conftest import app, client, clock, join, settle, town
from tests.tickets.conftest import cinema

__all__ = ["app", "cinema", "client", "clock", "join", "settle", "town"]
