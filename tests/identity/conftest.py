"""Identity is tested over HTTP, in a town of its own."""

from tests.http import app, client, clock, town

__all__ = ["app", "client", "clock", "town"]
