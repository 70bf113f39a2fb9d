"""Chats are brought in a town of its own."""

from tests.chat_archives.conftest import app, client, clock, join, photo, settle, talk, town

__all__ = ["app", "client", "clock", "join", "photo", "settle", "talk", "town"]
