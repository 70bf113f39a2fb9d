"""Pay is tested in a town of its own, with people who have joined it and know each other; Olga is
its operator.
"""

from pathlib import Path

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join, app, client, clock, join, settle, town
from tests.http import METRICS_TOKEN
from tests.pay.acts import IBAN, Two, befriend, funded, secured

__all__ = ["app", "client", "clock", "join", "settle", "town", "two"]


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(
        home=tmp_path / "home",
        database_url=database_url,
        demo=False,
        operators=("olga",),
        metrics_token=METRICS_TOKEN,
        bank_iban=IBAN,
    )


@pytest.fixture
async def two(join: Join, town: Town) -> Two:
    """Amina and Bo, who are contacts and have a PIN; Amina has 100.00."""
    amina, bo = await join("amina"), await join("bo_chen")
    await befriend(amina, bo)
    await secured(amina)
    await secured(bo)
    await funded(town, amina, 10_000)
    return Two(amina, bo)
