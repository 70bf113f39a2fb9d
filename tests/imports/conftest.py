"""Imports are tested over HTTP; what is in a file, in a folder for each target."""

from tests.contacts.conftest import app, client, clock, join, settle, town

__all__ = ["app", "client", "clock", "join", "settle", "town"]
