"""Journeys are walked in real browsers, as the client's own tests are."""

from tests.client.conftest import built, chromium, device, devices, join, origin, playwright

__all__ = ["built", "chromium", "device", "devices", "join", "origin", "playwright"]
