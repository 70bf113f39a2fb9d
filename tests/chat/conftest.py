"""Chat is tested in a town of its own, with people who have joined it and know each other."""

import pytest

from leapfrog.kernel.http import Town
from tests.chat.acts import Talk, befriend, opened
from tests.contacts.conftest import Join, app, by_hand, client, clock, join, settle, town

__all__ = ["app", "by_hand", "client", "clock", "join", "settle", "talk", "town"]


@pytest.fixture
async def talk(join: Join, town: Town) -> Talk:
    """Amina and Bo, who are contacts, and their conversation, in which nothing was said yet."""
    amina, bo = await join("amina"), await join("bo_chen")
    await befriend(amina, bo)
    return Talk(amina, bo, await opened(amina, bo))
