"""Routes of receipts, and of the keys by which they are checked."""

from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, TownIn
from leapfrog.kernel.signing import Keys
from leapfrog.pay.receipts import issuing


class ReceiptParty(msgspec.Struct, frozen=True):
    """Who paid or was paid; without an address the town itself, a shop, or who has left."""

    name: str
    address: str


class Receipt(msgspec.Struct, frozen=True, rename={"sender": "from", "recipient": "to"}):
    """A payment as the town signs it (see `kernel.signing`): `amount` in minor units as a text,
    `at` an ISO 8601 time, as it was signed.
    """

    town: str
    ref: str
    operation: UUID
    at: str
    sender: ReceiptParty
    recipient: ReceiptParty
    amount: str
    currency: str
    exponent: int
    note: str
    kind: str
    key: str
    public_key: str
    signature: str


@get("/pay/receipts/{ref:str}")
async def read_receipt(
    db: DbIn, town: TownIn, signed: SignedIn, ref: FromPath[str]
) -> Response[Receipt]:
    """The signed receipt of a payment by its ref, to keep as a file. Raises `NoReceipt`."""
    found = await issuing.of(db, signed.person_id, ref, town.settings.town_domain)
    name = f"receipt-{ref.rpartition(':')[2]}.json"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "no-store",
    }
    return Response(msgspec.convert(found, Receipt), headers=headers)


@get("/.well-known/leapfrog-receipts.json", include_in_schema=False)
async def read_keys(db: DbIn, town: TownIn) -> Keys:
    return await issuing.keys(db, town.settings.town_domain)


routes: list[HTTPRouteHandler] = [read_receipt]
well_known: list[HTTPRouteHandler] = [read_keys]
