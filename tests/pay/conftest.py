"""Pay is tested in a town of its own, with people who have joined it and know each other."""

import pytest

from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join, app, client, clock, join, settle, town
from tests.pay.acts import Two, befriend, funded, secured

__all__ = ["app", "client", "clock", "join", "settle", "town", "two"]


@pytest.fixture
async def two(join: Join, town: Town) -> Two:
    """Amina and Bo, who are contacts and have a PIN; Amina has 100.00."""
    amina, bo = await join("amina"), await join("bo_chen")
    await befriend(amina, bo)
    await secured(amina)
    await secured(bo)
    await funded(town, amina, 10_000)
    return Two(amina, bo)
