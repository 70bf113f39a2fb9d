"""Calls are tested where conversations are."""

from tests.chat.conftest import app, client, clock, join, settle, talk, town

__all__ = ["app", "client", "clock", "join", "settle", "talk", "town"]
