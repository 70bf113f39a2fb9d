"""What is refused, with the name of its field, and that nothing changes then."""

import struct
import zlib
from typing import Any

import pytest

from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.market import checking
from leapfrog.market.model import FrontWishes, ItemOption, NewItem, NewVariant
from tests.market.acts import BOOK, Market, opened, put_item, variant
from tests.matrix import unchanged

SIZE = [ItemOption("Size", ["S", "L"])]


def of(**more: Any) -> NewVariant:
    return NewVariant(**{"id": new_id(), "price": 100, **more})


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"title": "x" * 201}, "title"),
        ({"title": " \n "}, "title"),
        ({"title": "\u200b\u2060"}, "title"),
        ({"body": "x" * 10_001}, "body"),
        ({"category": "food/nothing"}, "category"),
        ({"options": [ItemOption(str(n), ["a"]) for n in range(4)]}, "options"),
        ({"options": [ItemOption("Size", ["S", "S"])]}, "options"),
        ({"variants": []}, "variants"),
        ({"variants": [of() for _ in range(501)]}, "variants"),
        ({"variants": [of(), of()]}, "variants"),
        ({"options": SIZE, "variants": [of(options=["XL"])]}, "options"),
        ({"options": SIZE, "variants": [of(options=[])]}, "options"),
        (
            {"options": SIZE, "variants": [of(options=["S"], sku="1"), of(options=["L"], sku="1")]},
            "sku",
        ),
        ({"variants": [of(price=0)]}, "price"),
        ({"variants": [of(price=10**9 + 1)]}, "price"),
        ({"variants": [of(weight_g=-1)]}, "weight_g"),
        ({"variants": [of(purchase_limit=0)]}, "purchase_limit"),
        ({"variants": [of(gtin="4006381333932")]}, "gtin"),
        ({"texts": {"<script>": {"title": "x"}}}, "texts"),
    ],
)
def test_an_item_is_refused_by_its_field(wanted: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checking.item(NewItem(**{"title": "Tea", "variants": [of()], **wanted}))
    assert refused.value.details["field"] == field


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"sign": " "}, "sign"),
        ({"ships_within": 0}, "ships_within"),
        ({"returns_days": 366}, "returns_days"),
        ({"legal": {"pin": "1234"}}, "legal"),
    ],
)
def test_a_front_is_refused_by_its_field(wanted: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checking.front(FrontWishes(**{"sign": "Tea", **wanted}))
    assert refused.value.details["field"] == field


def test_what_turns_the_reading_round_is_taken_out() -> None:
    kept = checking.item(NewItem("Tea \u202e99 \u0000cheap", [of()], "a\u0007b"))
    assert (kept.title, kept.body) == ("Tea 99 cheap", "ab")


def test_barcodes_are_checked() -> None:
    assert checking.gtin14("4006381333931") == "04006381333931"
    assert checking.gtin14("978-1-234-56789-7") == "09781234567897"
    assert checking.gtin14("96385074") == "00000096385074"
    assert checking.gtin14("4006381333932") == ""
    assert checking.gtin14("٤٠٠٦٣٨١٣٣٣٩٣١") == ""
    assert checking.gtin14("0000000000000") == ""


async def test_what_is_refused_changes_nothing(market: Market, settings: Settings) -> None:
    owner, shop = market.owner, market.shop
    await put_item(owner, shop, variants=[variant(sku="A")])
    bare = await put_item(owner, shop, title="Bare", body="", category="")
    body = {"merchant_id": shop, **BOOK}
    move = {"variant_id": bare["variants"][0]["id"], "why": "count"}
    fresh, item, stock = f"/market/items/{new_id()}", "/market/items", "/market/stock-moves"
    tries: list[tuple[str, dict[str, Any], int, str]] = [
        (fresh, body | {"variants": [variant(0)]}, 422, "invalid"),
        (fresh, body | {"variants": [variant(sku="A")]}, 409, "sku_used"),
        (fresh, body | {"variants": [variant() | {"price": "twelve"}]}, 400, "malformed"),
        (f"{item}/{bare['id']}/publication", {"state": "live"}, 409, "item_incomplete"),
        (f"{item}/{bare['id']}/publication", {"state": "erased"}, 400, "malformed"),
        (f"{stock}/{new_id()}", move | {"units": -1}, 422, "invalid"),
        (f"{stock}/{new_id()}", move | {"units": 10**7}, 422, "invalid"),
        (f"/market/fronts/{shop}", {"sign": "x", "trader": True}, 409, "front_incomplete"),
        (f"/market/fronts/{shop}", {"sign": "x", "lat": 91, "lon": 0}, 422, "invalid"),
        (f"/market/fronts/{shop}", {"sign": "x", "place_id": "n1"}, 404, "no_place"),
    ]
    async with unchanged(str(settings.database_url), "identity_session"):
        got = [(await owner.put(path, json=sent)).json() for path, sent, _, _ in tries]
        picture = await owner.put(f"{item}/{bare['id']}/pictures/{new_id()}", content=b"<svg/>")
    assert [(one["status"], one["code"]) for one in got] == [one[2:] for one in tries]
    assert picture.json()["code"] == "not_a_picture"


def vast_png(side: int) -> bytes:
    """A picture of a few bytes that says it has so many pixels on each side."""

    def part(name: bytes, data: bytes) -> bytes:
        checked = name + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side + 1) * 16)
    parts = (part(b"IHDR", head), part(b"IDAT", rows), part(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


async def test_a_picture_that_fills_the_memory_is_none(market: Market, settings: Settings) -> None:
    item = await put_item(market.owner, market.shop)
    path = f"/market/items/{item['id']}/pictures/{new_id()}"
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await market.owner.put(path, content=vast_png(30_000))
        assert answer.json()["code"] == "not_a_picture"


async def test_a_shop_that_says_too_little_stays_closed(market: Market) -> None:
    new = await opened(market.buyer, "Quiet")
    path = f"/market/fronts/{new}"
    answer = await market.buyer.put(path, json={"sign": "Quiet", "pickup": True})
    assert answer.json()["fields"] == ["place_id"]
