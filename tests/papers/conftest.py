"""Papers are tested over HTTP, of orders as they are bought."""

from tests.orders.conftest import app, client, clock, fair, join, settings, settle, town

__all__ = ["app", "client", "clock", "fair", "join", "settings", "settle", "town"]
