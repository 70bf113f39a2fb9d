"""After a ride somebody rides with the other no more, who is told nothing and keeps nothing."""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog import ride_partings
from leapfrog.kernel.settings import Settings
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.pay.acts import code
from tests.rides.hails import Hail, ok


async def driven(hail: Hail) -> Any:
    """A ride that is over."""
    ride = await hail.on_board()
    ok(await hail.act(hail.wang, ride["id"], "end"))
    return ride


async def parts(who: Client, ride: Any) -> None:
    """Twice is once."""
    for _ in range(2):
        assert (await who.put(f"/rides/{ride['id']}/parting")).status_code == 204


async def apart(who: Client, ride: Any) -> bool:
    return bool(ok(await who.get(f"/rides/{ride['id']}/parting"))["apart"])


@pytest.mark.parametrize("by_driver", [True, False])
async def test_the_two_are_matched_no_more_until_it_is_taken_back(
    hail: Hail, join: Join, by_driver: bool
) -> None:
    ride = await driven(hail)
    says, other = (hail.wang, hail.amina) if by_driver else (hail.amina, hail.wang)
    assert not await apart(says, ride)
    await parts(says, ride)
    assert await apart(says, ride)
    # The other one learns nothing of it, nor can take it back.
    assert not await apart(other, ride)
    assert (await other.delete(f"/rides/{ride['id']}/parting")).status_code == 204
    assert await apart(says, ride)
    ok(await hail.at(hail.wang))
    again = ok(await hail.asks())
    assert await hail.offered() is None
    # Others drive as before.
    cleo = await join("cleo")
    await hail.drives(cleo, "X 1")
    assert await hail.offered(cleo) is not None
    assert (await hail.amina.delete(f"/rides/{again['id']}")).status_code == 204
    assert (await cleo.delete("/rides/driver/online")).status_code == 204
    assert (await says.delete(f"/rides/{ride['id']}/parting")).status_code == 204
    assert not await apart(says, ride)
    hail.clock.advance(timedelta(seconds=1))
    ok(await hail.at(hail.wang))
    ok(await hail.asks())
    assert await hail.offered() is not None


async def test_it_is_for_the_two_of_a_ride_that_was_accepted(
    hail: Hail, join: Join, client: Enter, settings: Settings
) -> None:
    asked, cleo = ok(await hail.asks()), await join("cleo")
    path = f"/rides/{asked['id']}/parting"
    # Drivers are offered the ride meanwhile.
    async with unchanged(str(settings.database_url), "identity_session", "rides_offer"):
        for verb in (hail.amina.get, hail.amina.put, hail.amina.delete):
            assert code(await verb(path)) == "ride_state"
        for who in (cleo, hail.wang, hail.olga):
            for verb in (who.get, who.put, who.delete):
                assert code(await verb(path)) == "no_ride"
        assert code(await client().put(path)) == "sign_in_needed"


async def test_a_ride_that_goes_on_goes_on(hail: Hail) -> None:
    ride = await hail.at_the_door()
    await parts(hail.amina, ride)
    ok(await hail.act(hail.wang, ride["id"], "boarding", code=ride["hail"]["code"]))
    ok(await hail.act(hail.wang, ride["id"], "end"))
    assert (await hail.seen(ride["id"]))["state"] == "paid"


async def test_it_is_taken_out_without_the_other_and_goes_with_either(hail: Hail) -> None:
    ride = await driven(hail)
    await parts(hail.amina, ride)
    [made] = ride_partings.RECORD_SETS
    async with hail.town.database.transaction() as db:
        mine = [one async for one in made.export(db, id_of(hail.amina))]
        assert [one["ride_id"] for one in mine] == [ride["id"]]
        assert hail.wang.me["id"] not in str(mine)
        assert [one async for one in made.export(db, id_of(hail.wang))] == []
        assert await made.erase(db, id_of(hail.wang)) == 1
    assert not await apart(hail.amina, ride)
