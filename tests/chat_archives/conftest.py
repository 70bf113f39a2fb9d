"""Histories are brought in a town of its own."""

import io

import pytest
from PIL import Image

from tests.chat.conftest import app, client, clock, join, settle, talk, town
from tests.chat_formats.reading import OPTIONS

__all__ = ["OPTIONS", "app", "client", "clock", "join", "photo", "settle", "talk", "town"]


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A picture as a phone takes it."""
    made = io.BytesIO()
    Image.new("RGB", (64, 48), (60, 140, 180)).save(made, "JPEG")
    return made.getvalue()
