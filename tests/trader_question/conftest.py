"""The question to traders is tested over HTTP at the fair of the tests of orders."""

from tests.orders.conftest import app, client, clock, fair, join, settings, settle, town

__all__ = ["app", "client", "clock", "fair", "join", "settings", "settle", "town"]
