"""Imports are tested over HTTP, and, where many books are tried, through their verbs."""

from tests.contacts.conftest import app, client, clock, join, town

__all__ = ["app", "client", "clock", "join", "town"]
