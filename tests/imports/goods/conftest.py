"""Catalogues come into a shop of the market."""

from tests.market.conftest import app, client, clock, join, market, settle, town

__all__ = ["app", "client", "clock", "join", "market", "settle", "town"]
