"""Lake is gone, and Amina comes to Oak with a copy and her key: a group of another town goes on for
her there, one of Lake does once somebody carried it on, and she is told which she waits for.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import asyncpg
import msgspec
import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.town_groups import seeking
from tests.administrator import ADMINISTRATOR
from tests.fediverse.conftest import open_town
from tests.http import PASSWORD
from tests.moves.test_by_key import PASSPHRASE, brings, takes_out
from tests.moves.test_groups_move import heard_by_all, is_in
from tests.moves.test_moving import oak
from tests.shared_database import Lender
from tests.town_groups.conftest import Grouped, until

__all__ = ["oak"]


@pytest.fixture
def hill_settings(settings: Settings, lender: Lender, tmp_path: Path) -> Iterator[Settings]:
    with lender.lend() as url:
        yield msgspec.structs.replace(settings, home=tmp_path / "hill", database_url=url)


@pytest.fixture
def hill(hill_settings: Settings) -> Iterator[str]:
    with open_town(hill_settings) as address:
        yield address


def sought(one: Grouped) -> list[str]:
    """By name, the groups that have not come."""
    return [each["name"] for each in one.get("/moves")[0]["groups"]]


def test_groups_of_who_comes_by_a_key_come_after(
    settings: Settings,
    hill_settings: Settings,
    oak: str,
    hill: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(seeking, "A_DAY", timedelta(milliseconds=500))
    tariq, lena = Grouped(hill, "tariq"), Grouped(hill, "lena")
    with open_town(settings) as lake:
        amina = Grouped(lake, "amina")
        amina.meets(tariq)
        amina.meets(lena)
        tariq.meets(lena)
        boats = tariq.makes(amina, lena, name="Boats")
        nets = amina.makes(tariq, lena, name="Nets")
        for one in (amina, tariq, lena):
            for group in (boats, nets):
                one.group(group)
        heard_by_all(boats, tariq, "Who sails?", amina, lena)
        heard_by_all(nets, amina, "Who mends?", tariq, lena)
        amina.told(amina.http.post("/me/proof", json={"password": PASSWORD}))
        amina.put("/me/home/key", {"passphrase": PASSPHRASE})
        zipped = takes_out(amina)
        lake_domain = lake.partition("//")[2]

    new = Grouped(oak, "amina")
    body = {"arrival": brings(new, zipped), "passphrase": PASSPHRASE}
    come = new.put(f"/moves/{new_id()}/key", body)
    assert [one["name"] for one in come["groups"]] == ["Boats", "Nets"]
    is_in(boats, new, new, tariq, lena)
    heard_by_all(boats, new, "I do, from Oak", tariq, lena)
    heard_by_all(boats, lena, "Good", tariq, new)
    until(lambda: sought(new) == ["Nets"], "one that waits")

    # Lake does not wake: who is in the group longest of those whose town has a copy carries it on,
    # though who owns it is somewhere else.
    silent = partial(asleep, domain=lake_domain, days=15)
    ADMINISTRATOR.ask(str(hill_settings.database_url), silent)
    homes = {one.handle: one.get(f"/groups/{nets}/home") for one in (tariq, lena)}
    [able] = [one for one in (tariq, lena) if homes[one.handle]["may_carry_on"]]
    able.put(f"/groups/{nets}/home")
    is_in(nets, new, tariq, lena)
    heard_by_all(nets, new, "I do", tariq, lena)
    until(lambda: sought(new) == [], "nothing that waits")


async def asleep(db: asyncpg.Connection, domain: str, days: int) -> None:
    await db.execute(
        """update towns_town set failing_since = now() - make_interval(days => $2),
           heard_at = now() - make_interval(days => $2),
           answered_at = now() - make_interval(days => $2) where domain = $1""",
        domain,
        days,
    )
