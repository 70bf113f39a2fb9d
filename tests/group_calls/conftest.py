"""Calls of groups are tested where conversations are, in a group of three."""

import pytest

from tests.chat.acts import Talk, befriend, made
from tests.chat.conftest import app, client, clock, join, settle, talk, town
from tests.contacts.conftest import Join
from tests.group_calls.acts import Rowers

__all__ = ["app", "client", "clock", "join", "rowers", "settle", "talk", "town"]


@pytest.fixture
async def rowers(talk: Talk, join: Join) -> Rowers:
    """Amina, Bo and Carla, and the group that Amina made."""
    carla = await join("carla")
    await befriend(talk.amina, carla)
    return Rowers(talk.amina, talk.bo, carla, await made(talk.amina, talk.bo, carla))
