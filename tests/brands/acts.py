"""What shops and the desk do about brands, in one line each."""

from datetime import timedelta
from typing import Any

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.http import Client
from tests.market.acts import Market, ok
from tests.samples import jpeg

LEGAL = {"name": "Heron Lamps Ltd", "address": "1 Quay", "email": "hello@heron.example"}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
CHECKED = "Trade mark certificate 302 118 seen; the register names the shop's owner."
COPIED = "Our lamps have a number under the foot. This has none."


async def trades(owner: Client, shop: str, sign: str = "Heron") -> None:
    """The shop says which business it is."""
    body = {"sign": sign, "trader": True, "legal": LEGAL}
    ok(await owner.put(f"/market/fronts/{shop}", json=body))


async def drafted(owner: Client, shop: str, name: str = "Heron", **more: Any) -> str:
    """A shop that says which brand it is; answers the id."""
    brand = str(new_id())
    body = {"merchant_id": shop, "name": name, "claim": "owner", "register": "EU 302118", **more}
    ok(await owner.put(f"/brands/requests/{brand}", json=body))
    return brand


async def shown(owner: Client, brand: str, content: bytes = PDF) -> str:
    """One document more; answers its id."""
    document = str(new_id())
    path = f"/brands/requests/{brand}/documents/{document}?name=Certificate"
    ok(await owner.put(path, content=content))
    return document


async def asked(owner: Client, shop: str, name: str = "Heron") -> str:
    """The same with a document, handed in."""
    brand = await drafted(owner, shop, name)
    await shown(owner, brand)
    ok(await owner.put(f"/brands/requests/{brand}/submission"))
    return brand


async def verified(
    market: Market, olga: Client, town: Town, days: int = 365, name: str = "Heron"
) -> str:
    """The market's first shop is a verified brand for so many days; answers the id."""
    await trades(market.owner, market.shop)
    brand = await asked(market.owner, market.shop, name)
    await allowed(olga, town, brand, days)
    return brand


async def allowed(olga: Client, town: Town, brand: str, days: int = 365) -> Any:
    """The desk verifies it for so many days."""
    until = (town.database.clock.now() + timedelta(days=days)).isoformat()
    body = {"reason": CHECKED, "until": until}
    return ok(await olga.put(f"/desk/brands/{brand}/decision", json=body))


async def complained(market: Market, about: str, item: str | None = None, **more: Any) -> str:
    """The brand complains of a shop, or an item of it; answers the id."""
    complaint = str(new_id())
    body = {
        "by_id": market.shop,
        "merchant_id": about,
        "item_id": item,
        "kind": "counterfeit",
        "words": COPIED,
        **more,
    }
    ok(await market.owner.put(f"/brands/complaints/{complaint}", json=body))
    return complaint


async def ruled(olga: Client, complaint: str, outcome: str = "upheld") -> Any:
    """The town rules."""
    body = {"outcome": outcome, "for_brand": "As you showed.", "for_shop": "No proof of origin."}
    return await olga.put(f"/desk/brands/complaints/{complaint}/ruling", json=body)


async def of_shop(owner: Client, shop: str) -> Any:
    """How a shop stands as a brand."""
    return ok(await owner.get(f"/brands/shops/{shop}"))


async def passes(clock: FixedClock, days: int, *people: Client) -> None:
    """So many days, after which these sign in again."""
    clock.advance(timedelta(days=days))
    for one in people:
        await one.sign_in(one.me["handle"])


def picture() -> bytes:
    return jpeg((320, 180))
