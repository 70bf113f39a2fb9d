"""Who may do what about brands: nobody, a stranger, another shop's owner, a cashier, a manager."""

import re
from typing import Any

import msgspec
import pytest

from leapfrog.brands.http import routes
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.brands.acts import asked, complained, drafted, picture, shown, trades, verified
from tests.http import Client, Enter
from tests.market.acts import Market, ok, sells
from tests.matrix import unchanged

WHO = ("signed_out", "buyer", "rival", "cashier", "manager")
REQUEST, PAGE = "/brands/requests/{draft}", "/brands/pages/{shop}"
COMPLAINT = "/brands/complaints/{complaint}"
ASKED = {"merchant_id": "{shop}", "name": "Heron Two", "claim": "dealer"}
MISUSE = {"by_id": "{shop}", "merchant_id": "{third}", "kind": "name", "words": "x"}
RULING = {"outcome": "rejected", "for_brand": "x", "for_shop": "y"}
OPEN, DESK = (401, 200, 200, 200, 200), (401, 403, 403, 403, 403)
HIDDEN, SHOP = (401, 404, 404, 403, 200), (401, 404, 404, 403, 200)
# Either side of a complaint.
SIDES = (401, 404, 200, 404, 200)


class Operation(msgspec.Struct, frozen=True):
    """One request about Mei's brand, and what each is answered."""

    method: str
    route: str
    body: Any
    answers: tuple[int, int, int, int, int]


OPERATIONS = [
    Operation("GET", "/brands", None, OPEN),
    Operation("GET", "/brands/{shop}", None, OPEN),
    Operation("GET", "/brands/shops/{shop}", None, HIDDEN),
    Operation("PUT", REQUEST, ASKED, SHOP),
    Operation("PUT", f"{REQUEST}/documents/{{file}}?name=x", picture(), SHOP),
    Operation("DELETE", f"{REQUEST}/documents/{{file}}", None, SHOP),
    Operation("PUT", f"{REQUEST}/submission", None, SHOP),
    Operation("PUT", f"{REQUEST}/appeal", {"words": "x"}, (401, 404, 404, 403, 409)),
    Operation("DELETE", REQUEST, None, (401, 404, 404, 403, 204)),
    Operation("PUT", PAGE, {"words": "Since 1902.", "shelves": []}, SHOP),
    Operation("PUT", f"{PAGE}/head", picture(), SHOP),
    Operation("DELETE", f"{PAGE}/head", None, SHOP),
    Operation("PUT", "/brands/complaints/{fresh}", MISUSE, (401, 404, 404, 403, 200)),
    Operation("GET", "/brands/shops/{shop}/complaints", None, HIDDEN),
    Operation("GET", COMPLAINT, None, SIDES),
    Operation("PUT", f"{COMPLAINT}/evidence/{{proof}}", picture(), SIDES),
    Operation("GET", f"{COMPLAINT}/evidence/{{there}}", None, SIDES),
    Operation("PUT", f"{COMPLAINT}/answer", {"words": "x"}, (401, 404, 200, 404, 404)),
    Operation("DELETE", COMPLAINT, None, (401, 404, 404, 404, 200)),
    Operation("GET", "/desk/brands", None, DESK),
    Operation("PUT", "/desk/brands/{brand}/decision", {"reason": "x"}, DESK),
    Operation("PUT", "/desk/brands/{brand}/end", {"reason": "x"}, DESK),
    Operation("GET", "/desk/brands/{brand}/documents/{file}", None, DESK),
    Operation("GET", "/desk/brands/complaints", None, DESK),
    Operation("PUT", f"/desk{COMPLAINT}/ruling", RULING, DESK),
]


def test_each_route_of_brands_is_in_the_table() -> None:
    made = {(way, path) for one in routes for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(one.method, re.sub(r"{\w+}", "{}", one.route.partition("?")[0])) for one in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


@pytest.mark.parametrize("who", WHO)
async def test_each_gets_what_the_table_says(
    market: Market, olga: Client, client: Enter, town: Town, settings: Settings, who: str
) -> None:
    one: Client = client() if who == "signed_out" else getattr(market, who)
    brand = await verified(market, olga, town)
    fake = (await sells(market.rival, market.other, title="Heron lamp"))["id"]
    complaint = await complained(market, market.other, fake)
    there = str(new_id())
    ok(
        await market.owner.put(
            f"/brands/complaints/{complaint}/evidence/{there}", content=picture()
        )
    )
    draft = await drafted(market.owner, market.shop, "Heron Two", claim="dealer")
    await shown(market.owner, draft)
    names = {"shop": market.shop, "brand": brand, "draft": draft, "complaint": complaint}
    names |= {"there": there, "third": market.other}
    names |= {key: str(new_id()) for key in ("file", "proof", "fresh")}
    at = WHO.index(who)

    async def answered(operation: Operation) -> int:
        path = operation.route.format(**names)
        return (await one.request(operation.method, path, **filled(operation, names))).status_code

    refused = [each for each in OPERATIONS if each.answers[at] >= 400]
    async with unchanged(str(settings.database_url), "identity_session"):
        answers = {id(each): await answered(each) for each in refused}
    for each in OPERATIONS:
        if each.answers[at] < 400:
            answers[id(each)] = await answered(each)
    told = {f"{each.method} {each.route}": answers[id(each)] for each in OPERATIONS}
    assert told == {f"{each.method} {each.route}": each.answers[at] for each in OPERATIONS}


def filled(operation: Operation, names: dict[str, str]) -> dict[str, Any]:
    """The body of a request, as what it is sent."""
    if isinstance(operation.body, bytes):
        return {"content": operation.body}
    if operation.body is None:
        return {}
    text = msgspec.json.encode(operation.body).decode()
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return {"json": msgspec.json.decode(text)}


async def test_documents_are_for_the_desk_alone(
    market: Market, olga: Client, settings: Settings
) -> None:
    """Not even for who handed them in: what leaves the town leaves it from here alone."""
    await trades(market.owner, market.shop)
    brand = await asked(market.owner, market.shop)
    document = await shown(market.owner, brand, picture())
    own = f"/brands/requests/{brand}/documents/{document}"
    async with unchanged(str(settings.database_url), "identity_session"):
        for one in (market.owner, market.manager, market.buyer):
            assert (await one.get(f"/desk/brands/{brand}/documents/{document}")).status_code == 403
            assert (await one.get(own)).status_code in (404, 405)
        [waiting] = ok(await olga.get("/desk/brands"))["brands"]
    assert len(waiting["brand"]["documents"]) == 2
    looked = await olga.get(f"/desk/brands/{brand}/documents/{document}")
    assert looked.headers["content-type"] == "image/webp"
