"""Routes of catalogues: what a shop has, as a file for another place."""

from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, PathParameter
from litestar.response import Stream

from leapfrog.catalogues.exporting import ExportFormat, export
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.pool import take_time

EXPORTS = Limit("catalogue", 60, 3600)


@get(
    "/market/fronts/{merchant_id:uuid}/catalogue/{format:str}",
    summary="Export the catalogue of a shop",
    media_type="application/octet-stream",
    guards=[own_device],
)
async def export_catalogue(
    town: TownIn,
    signed: SignedIn,
    merchant_id: FromPath[UUID],
    format: Annotated[ExportFormat, PathParameter(description="Of which place.")],
) -> Stream:
    """All that a shop has that one runs: as Shopify's CSV, with drafts; what is for sale as a feed
    for Google Merchant or as JSON-LD. Raises `NoFront`, `NoMerchant`, `NoMoney`, `RateLimited`,
    `RoleNeeded`.
    """
    town.limit(EXPORTS, str(signed.person_id))
    take_time()
    found = await export(town, signed.person_id, merchant_id, format)
    headers = {
        "content-disposition": f'attachment; filename="{found.name}"',
        "cache-control": "private, no-store",
    }
    return Stream(found.blocks, media_type=found.media_type, headers=headers)


routes: list[HTTPRouteHandler] = [export_catalogue]
