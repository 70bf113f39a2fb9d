"""A carrier from elsewhere with its adapter, as somebody would write one (docs/carriers.md):
it makes labels, tells what happens and can be asked.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.outgoing import CallFailed, Outgoing
from leapfrog.parcels import (
    BaseCarrier,
    CarrierLabel,
    CarrierNews,
    CarrierParcel,
    CarrierRefused,
    speaking,
)
from leapfrog.parcels.carriers import CARRIERS, CarrierWord
from leapfrog.parcels.errors import BadCarrierNews
from tests.orders.acts import ok
from tests.parcels.acts import Village

KEY = b"between the stork and the town"
LABEL = b"%PDF-1.7 a label of the stork"
WORDS: dict[str, CarrierWord] = {
    "PU": "collected",
    "IT": "on_the_way",
    "NH": "not_there",
    "OK": "received",
    "RT": "returning",
}


class Stork(BaseCarrier):
    """`down`: it does not answer until somebody books by hand; `asked`: what it was
    told to book.
    """

    name, follows, books, tracks = "Stork", True, True, True

    def __init__(self) -> None:
        self.down = True
        self.asked: list[CarrierParcel] = []
        self.knows: list[CarrierNews] = []

    def link(self, number: str) -> str | None:
        return f"https://stork.example/{number}"

    async def book(self, out: Outgoing, parcel: CarrierParcel) -> CarrierLabel:
        self.asked.append(parcel)
        if self.down:
            raise CallFailed("nobody there")
        if "island" in parcel.for_address:
            raise CarrierRefused("The stork does not fly over water.")
        return CarrierLabel(f"ST{parcel.number[2:]}", LABEL, "application/pdf")

    async def track(self, out: Outgoing, number: str) -> Sequence[CarrierNews]:
        return self.knows

    def heard(self, headers: Mapping[str, str], body: bytes) -> Sequence[CarrierNews]:
        if not hmac.compare_digest(headers.get("x-stork", ""), signed(body)):
            raise BadCarrierNews
        return [news(one) for one in json.loads(body)]


def news(one: dict[str, str]) -> CarrierNews:
    at = datetime.fromisoformat(one["at"])
    return CarrierNews(one["id"], one["no"], WORDS[one["code"]], at, one.get("text", ""))


def signed(body: bytes) -> str:
    return hmac.digest(KEY, body, hashlib.sha256).hex()


def told(
    code: str, parcel: Any, ident: str = "", at: str = "2026-11-24T10:00:00Z"
) -> dict[str, Any]:
    """What the stork says of a parcel."""
    return {"id": ident or str(new_id()), "no": f"ST{parcel['number'][2:]}", "code": code, "at": at}


@pytest.fixture
def stork() -> Iterator[Stork]:
    """The town has a second carrier beside its own couriers."""
    made = CARRIERS["stork"] = Stork()
    yield made
    del CARRIERS["stork"]


async def sent_by_stork(village: Village, address: str = "The blue door") -> Any:
    """An order of Amina's that Mei gave to the stork: its parcel, not yet booked."""
    fair = village.fair
    wanted = fair.wanted(fair.kitchen, "courier", Noodles=1)
    body = {"shops": [wanted], "name": "Amina", "address": address}
    quoted = ok(await fair.amina.post("/orders/quotes", json=body))
    [order] = ok(await fair.pay(quoted))["orders"]
    path = f"/packing/{order['id']}/shipments/{new_id()}"
    ok(await fair.mei.put(path, json={"units": None, "carrier": "stork", "weight_g": 700}))
    return (await fair.seen(order["id"]))["parcels"][0]


async def book(village: Village, parcel: Any, *, down: bool = False) -> None:
    """The job that waits, done now; the town's own try met a carrier that does not answer."""
    adapter = CARRIERS["stork"]
    assert isinstance(adapter, Stork)
    adapter.down = down
    try:
        await speaking.works(village.fair.town)[speaking.BOOK]({"parcel_id": parcel["id"]})
    finally:
        adapter.down = True


async def booked_parcel(village: Village) -> Any:
    parcel = await sent_by_stork(village)
    await book(village, parcel)
    return ok(await village.fair.mei.get(f"/parcels/{UUID(parcel['id'])}"))
