"""Who may do what in the market: nobody, a stranger, another shop's owner, a cashier, a manager."""

import re
from typing import Any

import msgspec
import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.market.http import routes
from leapfrog.market_news.http import routes as news
from tests.http import Client, Enter
from tests.market.acts import BOOK, Market, declared, ok, put_item, sells, variant
from tests.matrix import unchanged
from tests.samples import jpeg

WHO = ("signed_out", "buyer", "rival", "cashier", "manager")
FRONT, ITEM, DRAFT = "/market/fronts/{shop}", "/market/items/{item}", "/market/items/{draft}"
SIGN = {"sign": "Lakeside Books"}
CAMPAIGN = "/market/campaigns/{campaign}"
DAYS = {"title": "T", "starts_at": "2030-01-01T00:00:00Z", "ends_at": "2030-01-02T00:00:00Z"}
COMPLAINT = {"why": "counterfeit", "text": "x"}
FEES = {"from_at": "2030-01-01T00:00:00Z", "base_bp": 100}
DESK = (401, 403, 403, 403, 403)
PIXELS = jpeg((40, 30))
OPEN, HIDDEN, ROLE = (401, 200, 200, 200, 200), (401, 404, 404, 403, 200), (401, 404, 404, 403, 204)


class Operation(msgspec.Struct, frozen=True):
    """One request about Mei's shop, and what each is answered."""

    method: str
    route: str
    body: Any
    answers: tuple[int, int, int, int, int]


OPERATIONS = [
    Operation("GET", "/market/search", None, OPEN),
    Operation("GET", "/market/categories", None, OPEN),
    Operation("GET", ITEM, None, OPEN),
    Operation("GET", "/market/barcodes/{gtin}", None, OPEN),
    Operation("GET", "/market/fronts", None, OPEN),
    Operation("GET", FRONT, None, OPEN),
    Operation("GET", "/market/campaigns", None, OPEN),
    Operation("GET", CAMPAIGN, None, OPEN),
    Operation("PUT", f"/desk{CAMPAIGN}", DAYS, (401, 403, 403, 403, 403)),
    Operation("GET", "/market/bans", None, OPEN),
    Operation("GET", "/market/fees", None, (200, 200, 200, 200, 200)),
    Operation("PUT", f"{FRONT}/complaints/{{fresh}}", COMPLAINT, (401, 204, 204, 204, 204)),
    Operation("PUT", f"{ITEM}/ban-appeals/{{fresh}}", {"text": "x"}, (401, 404, 404, 403, 422)),
    Operation("PUT", "/desk/market/bans/{fresh}", {"reason": "x", "words": ["bird"]}, DESK),
    Operation("DELETE", "/desk/market/bans/{fresh}", None, DESK),
    Operation("PUT", "/desk/market/bans/{fresh}/exceptions/{item}", None, DESK),
    Operation("GET", "/desk/market/shops", None, DESK),
    Operation("PUT", "/desk/market/rules", {"looked_at_first": True}, DESK),
    Operation("PUT", "/desk/market/shops/{shop}/look", {"let_in": True}, DESK),
    Operation("PUT", "/desk/market/fees/{fresh}", FEES, DESK),
    Operation("PUT", f"{CAMPAIGN}/enrolments/{{variant}}", {"price": 5}, HIDDEN),
    Operation("GET", f"{FRONT}/follow", None, OPEN),
    Operation("PUT", f"{FRONT}/follow", {"news": True}, OPEN),
    Operation("DELETE", f"{FRONT}/follow", None, (401, 204, 204, 204, 204)),
    Operation("GET", "/market/follows", None, OPEN),
    Operation("GET", "/market/news", None, OPEN),
    Operation("PUT", "/market/news/{move}", {"merchant_id": "{shop}", "text": "Hello"}, HIDDEN),
    Operation("GET", f"{FRONT}/news", None, HIDDEN),
    Operation("PUT", f"{FRONT}/member-rule", {"kind": "followers"}, HIDDEN),
    Operation("PUT", "/market/variants/{variant}/member-price", {"price": 4}, HIDDEN),
    Operation("PUT", "/market/variants/{variant}/costs", {"parts": []}, HIDDEN),
    # What somebody sells is in these only for those who run the shop.
    Operation("GET", "/market/own-fronts", None, OPEN),
    Operation("GET", f"{FRONT}/items", None, HIDDEN),
    Operation("GET", "/market/own-items/{draft}", None, HIDDEN),
    Operation("PUT", FRONT, SIGN, HIDDEN),
    Operation("PUT", f"{FRONT}/state", {"state": "open"}, HIDDEN),
    Operation("PUT", DRAFT, {"merchant_id": "{shop}", **BOOK}, HIDDEN),
    Operation("PUT", f"{DRAFT}/variants", {"id": "{variant}", "price": 1}, HIDDEN),
    Operation("PUT", f"{DRAFT}/pictures/{{picture}}", PIXELS, HIDDEN),
    Operation("PUT", f"{DRAFT}/pictures", {"pictures": ["{picture}"]}, HIDDEN),
    Operation("DELETE", f"{DRAFT}/pictures/{{picture}}", None, ROLE),
    Operation("PUT", f"{DRAFT}/publication", {"state": "live"}, HIDDEN),
    Operation("PUT", "/market/stock-moves/{move}", {"units": 3, "why": "count"}, HIDDEN),
    Operation("GET", f"{FRONT}/warehouses", None, HIDDEN),
    Operation("PUT", "/market/warehouses/{warehouse}", {"name": "Shed"}, HIDDEN),
]


def test_each_route_of_the_market_is_in_the_table() -> None:
    made = {
        (way, path) for one in [*routes, *news] for path in one.paths for way in one.http_methods
    }
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(one.method, re.sub(r"{\w+}", "{}", one.route)) for one in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


@pytest.mark.parametrize("who", WHO)
async def test_each_gets_what_the_table_says(
    market: Market, client: Enter, settings: Settings, town: Town, who: str
) -> None:
    one: Client = client() if who == "signed_out" else getattr(market, who)
    item = await sells(market.owner, market.shop, variants=[variant(200, gtin="4006381333931")])
    draft = await put_item(market.owner, market.shop, title="Not yet")
    its = draft["variants"][0]["id"]
    names = {"shop": market.shop, "item": item["id"], "draft": draft["id"], "variant": its}
    names |= {"gtin": "4006381333931", "picture": str(new_id()), "move": str(new_id())}
    names |= {"warehouse": str(new_id()), "campaign": await declared(town, market)}
    names["fresh"] = str(new_id())
    at = WHO.index(who)

    async def answered(operation: Operation) -> int:
        path, body = operation.route.format(**names), filled(operation, names)
        return (await one.request(operation.method, path, **body)).status_code

    refused = [operation for operation in OPERATIONS if operation.answers[at] >= 400]
    async with unchanged(str(settings.database_url), "identity_session"):
        answers = {id(operation): await answered(operation) for operation in refused}
    allowed = [operation for operation in OPERATIONS if operation.answers[at] < 400]
    answers |= {id(operation): await answered(operation) for operation in allowed}
    told = [answers[id(operation)] for operation in OPERATIONS]
    assert told == [operation.answers[at] for operation in OPERATIONS]


def filled(operation: Operation, names: dict[str, str]) -> dict[str, Any]:
    """The body of a request, as what it is sent."""
    if isinstance(operation.body, bytes):
        return {"content": operation.body}
    if operation.body is None:
        return {}
    more: dict[str, Any] = {}
    if operation.route == DRAFT:
        more["variants"] = [{"id": names["variant"], "price": 100}]
    if "stock-moves" in operation.route:
        more["variant_id"] = names["variant"]
    if "warehouses/{" in operation.route:
        more["merchant_id"] = names["shop"]
    text = msgspec.json.encode(operation.body | more).decode()
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return {"json": msgspec.json.decode(text)}


async def test_what_a_shop_keeps_to_itself_is_told_to_nobody(market: Market) -> None:
    secret = [variant(1_200, cost=700)]
    item = await sells(market.owner, market.shop, variants=secret)
    shown = ok(await market.buyer.get(f"/market/items/{item['id']}"))
    assert "cost" not in shown["variants"][0]
    assert ok(await market.buyer.get("/market/own-fronts"))["fronts"] == []
    assert ok(await market.cashier.get("/market/own-fronts"))["fronts"] == []


async def test_nothing_of_another_shop_comes_into_ones_own(
    market: Market, settings: Settings
) -> None:
    """Ids of others are refused wherever they can be named, and nothing changes."""
    theirs = await sells(market.owner, market.shop)
    mine = await put_item(market.rival, market.other)
    [variant_id] = [one["id"] for one in theirs["variants"]]
    body = {"merchant_id": market.other, **BOOK}
    tries = [
        ("PUT", f"/market/items/{theirs['id']}", body | {"variants": [variant()]}),
        ("PUT", f"/market/items/{new_id()}", body | {"variants": [variant() | {"id": variant_id}]}),
        (
            "PUT",
            f"/market/items/{mine['id']}",
            body | {"variants": [variant(picture=theirs["pictures"][0]["id"])]},
        ),
    ]
    async with unchanged(str(settings.database_url), "identity_session"):
        answers = [(await market.rival.request(way, at, json=sent)) for way, at, sent in tries]
    assert [one.status_code for one in answers] == [409, 409, 404]
