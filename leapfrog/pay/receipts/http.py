"""The route of the keys by which receipts are checked."""

from litestar import get
from litestar.handlers import HTTPRouteHandler

from leapfrog.kernel.http import DbIn, TownIn
from leapfrog.kernel.signing import Keys
from leapfrog.pay.receipts import issuing


@get("/.well-known/leapfrog-receipts.json", include_in_schema=False)
async def read_keys(db: DbIn, town: TownIn) -> Keys:
    return await issuing.keys(db, town.settings.town_domain)


well_known: list[HTTPRouteHandler] = [read_keys]
