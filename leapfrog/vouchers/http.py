"""Routes of vouchers for those who give them out."""

import csv
import io
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, Router, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog import pay, till
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.vouchers import making, store
from leapfrog.vouchers.making import MOST_CODES, VoucherCount
from leapfrog.vouchers.model import VoucherBatch, VoucherCode, VoucherEffect, VoucherTerms

MOST_BATCHES = 200
Text = Annotated[str, msgspec.Meta(max_length=200)]
Named = Annotated[list[UUID], msgspec.Meta(max_length=50)]
BatchId = FromPath[UUID]


class VoucherBatchInput(Input, frozen=True):
    """A batch of codes: `count` that nobody guesses, or one `code` of one's own. `show_id` null: at
    all shows of the shop. `effect`: with it something costs `value` (`price`, minor units), so many
    `percent` less, so much less (`minus`), or the same (`none`). `categories`: of seats, by name,
    none: all, unless it is for `products` alone; `opens`: hidden products; `uses`: tickets and
    units with each code, and `per_person` with all of the batch.
    """

    merchant_id: UUID
    name: Text
    effect: VoucherEffect
    until: Annotated[datetime, msgspec.Meta(tz=True)]
    value: int = 0
    show_id: UUID | None = None
    categories: Annotated[list[Text], msgspec.Meta(max_length=50)] = msgspec.field(
        default_factory=list
    )
    products: Named = msgspec.field(default_factory=list)
    opens: Named = msgspec.field(default_factory=list)
    uses: int = 1
    per_person: int = 1
    count: int = 1
    code: Text | None = None

    @property
    def terms(self) -> VoucherTerms:
        given = {name: getattr(self, name) for name in VoucherTerms.__struct_fields__}
        return VoucherTerms(**given)


class VoucherBatchShown(msgspec.Struct, frozen=True):
    """A batch with its use: of so many `codes`, so many were `touched`, `used` times in all, and so
    much less was paid (`off`, minor units).
    """

    id: UUID
    show_id: UUID | None
    name: str
    effect: VoucherEffect
    value: int
    categories: list[str]
    products: list[UUID]
    opens: list[UUID]
    uses: int
    per_person: int
    until: datetime
    stopped: bool
    made_at: datetime
    codes: int
    touched: int
    used: int
    off: int


class VoucherBatches(msgspec.Struct, frozen=True):
    """The newest first."""

    batches: list[VoucherBatchShown]


class VoucherCodes(msgspec.Struct, frozen=True):
    """A batch and its codes, each with how often it was used."""

    batch: VoucherBatchShown
    codes: list[VoucherCode]


async def _shown(db: Db, batches: list[VoucherBatch]) -> list[VoucherBatchShown]:
    ids = [one.id for one in batches]
    sums, off = await store.sums(db, ids), await store.off(db, ids)
    return [
        VoucherBatchShown(
            id=one.id,
            show_id=one.show_id,
            name=one.name,
            effect=one.effect,
            value=one.value,
            categories=one.categories,
            products=one.products,
            opens=one.opens,
            uses=one.uses,
            per_person=one.per_person,
            until=one.until,
            stopped=one.stopped_at is not None,
            made_at=one.made_at,
            codes=sums[one.id].codes,
            touched=sums[one.id].touched,
            used=sums[one.id].used,
            off=off.get(one.id, 0),
        )
        for one in batches
    ]


@put("/vouchers/batches/{batch_id:uuid}", summary="Make vouchers", guards=[own_device])
async def make_vouchers(
    db: DbIn, signed: SignedIn, batch_id: BatchId, data: JSONBody[VoucherBatchInput]
) -> VoucherBatchShown:
    """Codes of a shop that one leads. The same id again is the same batch. Raises `Invalid`,
    `NoMerchant`, `RoleNeeded`, `VoucherCodeTaken`, `VoucherIdUsed`.
    """
    wanted = VoucherCount(data.count, data.code)
    made = await making.make(db, signed.person_id, batch_id, data.merchant_id, data.terms, wanted)
    return (await _shown(db, [made]))[0]


@get("/vouchers/batches")
async def list_vouchers(
    db: DbIn,
    signed: SignedIn,
    merchant_id: Annotated[UUID, QueryParameter(description="Of which shop.")],
) -> VoucherBatches:
    """The batches of a shop that one leads, with their use. Raises `NoMerchant`, `RoleNeeded`."""
    await till.enter_shop(db, signed.person_id, merchant_id, till.LEADING_ROLES)
    return VoucherBatches(await _shown(db, await store.of_shop(db, merchant_id, MOST_BATCHES)))


@get("/vouchers/batches/{batch_id:uuid}")
async def read_vouchers(db: DbIn, signed: SignedIn, batch_id: BatchId) -> VoucherCodes:
    """A batch with its codes, for who leads the shop. Raises `NoVoucherBatch`, `RoleNeeded`."""
    batch = await making.of_leader(db, signed.person_id, batch_id)
    found = await store.codes(db, batch.id, MOST_CODES)
    return VoucherCodes((await _shown(db, [batch]))[0], found)


@get("/vouchers/batches/{batch_id:uuid}/codes.csv", media_type="text/csv", guards=[own_device])
async def read_voucher_file(db: DbIn, signed: SignedIn, batch_id: BatchId) -> Response[str]:
    """The codes as a table: code, uses, used. Raises `NoVoucherBatch`, `RoleNeeded`."""
    batch = await making.of_leader(db, signed.person_id, batch_id)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(["code", "uses", "used"])
    rows.writerows((o.code, o.uses, o.used) for o in await store.codes(db, batch.id, MOST_CODES))
    headers = {"content-disposition": 'attachment; filename="vouchers.csv"'}
    return Response(out.getvalue(), media_type="text/csv", headers=headers)


@put("/vouchers/batches/{batch_id:uuid}/end", summary="Stop vouchers", guards=[own_device])
async def stop_vouchers(db: DbIn, signed: SignedIn, batch_id: BatchId) -> VoucherBatchShown:
    """Codes are of no use any more; what was bought with them stays so. Again is the same. Raises
    `NoVoucherBatch`, `RoleNeeded`.
    """
    return (await _shown(db, [await making.stop(db, signed.person_id, batch_id)]))[0]


handlers: list[HTTPRouteHandler] = [
    make_vouchers,
    list_vouchers,
    read_vouchers,
    read_voucher_file,
    stop_vouchers,
]
routes = [Router("/", route_handlers=handlers, guards=[pay.town_has_money])]
