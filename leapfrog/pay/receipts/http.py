"""Routes of receipts, and of the keys by which they are checked."""

from typing import Any

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, TownIn
from leapfrog.kernel.signing import Keys
from leapfrog.pay.receipts import issuing


@get("/pay/receipts/{ref:str}")
async def read_receipt(
    db: DbIn, town: TownIn, signed: SignedIn, ref: FromPath[str]
) -> Response[dict[str, Any]]:
    """The signed receipt of a payment by its ref, to keep as a file. Raises `NoReceipt`."""
    found = await issuing.of(db, signed.person_id, ref, town.settings.town_domain)
    name = f"receipt-{ref.rpartition(':')[2]}.json"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "no-store",
    }
    return Response(msgspec.to_builtins(found), headers=headers)


@get("/.well-known/leapfrog-receipts.json", include_in_schema=False)
async def read_keys(db: DbIn, town: TownIn) -> Keys:
    return await issuing.keys(db, town.settings.town_domain)


routes: list[HTTPRouteHandler] = [read_receipt]
well_known: list[HTTPRouteHandler] = [read_keys]
