"""Calls about a ride are tested where rides by hail are."""

from tests.places.conftest import mapped
from tests.rides.conftest import app, client, clock, hail, join, settings, settle, town

__all__ = ["app", "client", "clock", "hail", "join", "mapped", "settings", "settle", "town"]
