"""Who keeps parcels of others at a counter does not leave before these are fetched; then nobody is
offered that counter any more, and it is not called anything.
"""

from uuid import UUID

import pytest

from leapfrog import wallet
from leapfrog.kernel.settings import Settings
from leapfrog.parcels.archive import erase_points, export_points
from tests.matrix import unchanged
from tests.orders.acts import code, ok
from tests.parcels.acts import POINT, Village


async def test_a_counter_closes_with_its_shop_and_not_over_parcels(
    village: Village, settings: Settings
) -> None:
    fair, juma = village.fair, UUID(village.fair.juma.me["id"])
    parcel = await village.sent()
    ok(await village.arrives(parcel["number"]))
    async with unchanged(str(settings.database_url)):
        with pytest.raises(wallet.MoneyLeft):
            async with fair.town.database.transaction() as db:
                await erase_points(db, juma)
    ok(await village.handed(parcel["code"]))
    async with fair.town.database.transaction() as db:
        [record] = [one async for one in export_points(db, juma)]
        assert {name: record[name] for name in POINT} == POINT
        assert await erase_points(db, juma) == 1
    ways = ok(await fair.amina.get(f"/merchants/{fair.kitchen.id}/delivery-choices"))["choices"]
    assert {one["service"] for one in ways} == {"own", "courier"}
    wanted = fair.wanted(fair.kitchen, "point", Noodles=1) | {"point_id": str(village.point)}
    assert code(await fair.quote(wanted)) == "no_delivery"
    said = "select name || about || array_to_string(shelves, '') from parcels_point"
    assert await fair.value(said) == ""
