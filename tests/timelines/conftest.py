"""Timelines are tested over HTTP, in a town of their own, with people who have joined it."""

from tests.contacts.conftest import app, client, clock, join, settle, town

__all__ = ["app", "client", "clock", "join", "settle", "town"]
