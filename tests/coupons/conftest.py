"""Coupons are tested over HTTP: Mei gives some out, Amina uses them."""

from tests.contacts.conftest import app, client, clock, join, settle, town
from tests.orders.conftest import fair
from tests.pay.conftest import settings

__all__ = ["app", "client", "clock", "fair", "join", "settings", "settle", "town"]
