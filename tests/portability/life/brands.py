"""Her shop is a verified brand that complains and is complained of; as an operator she decides."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from leapfrog.kernel.ids import new_id
from tests.contacts.acts import ok
from tests.http import Client
from tests.orders.goods import open_shop
from tests.portability.life.scene import Scene, marked
from tests.samples import jpeg

# What Juma shows the desk, and keeps there when she has left.
THEIRS = b"%PDF-1.7 of Juma's register"
LEGAL = {"name": "Juma's lamps", "address": "The cart", "email": "j@b.example"}


async def brands(scene: Scene, shop: UUID, item: UUID) -> None:
    """Of her shop, and one thing that it sells."""
    mara, juma, olga = scene.mara, scene.juma, scene.olga
    async with scene.town.database.transaction() as db:
        front = {"trader": True, "legal": LEGAL}
        goods = {"Lamp": (900, 2)}
        other = await open_shop(db, UUID(juma.me["id"]), "Juma's brand", goods, front)
        third = await open_shop(db, UUID(scene.bo.me["id"]), "Bo's lamps", goods)
    hers, _ = await _asks(mara, shop, marked("Pots"), jpeg((64, 48)))
    refused = {"reason": "Another company's"}
    ok(await olga.put(f"/desk/brands/{hers}/decision", json=refused))
    ok(await mara.put(f"/brands/requests/{hers}/appeal", json={"words": marked("See page 2")}))
    await _decides(scene, olga, hers, "Seen")
    theirs, document = await _asks(juma, other.id, "Juma", THEIRS)
    looked = await mara.get(f"/desk/brands/{theirs}/documents/{document}")
    assert looked.is_success
    ok(await mara.put(f"/desk/brands/{theirs}/decision", json={"reason": marked("No stamp")}))
    ok(await juma.put(f"/brands/requests/{theirs}/appeal", json={"words": "Look again"}))
    await _decides(scene, mara, theirs, marked("Stamp seen"))
    shelf = {"title": marked("Shelf"), "titles": {"zh": marked("架")}, "items": [str(item)]}
    page = {"words": marked("Since 1902"), "shelves": [shelf]}
    ok(await mara.put(f"/brands/pages/{shop}", json=page))
    alt = marked("a kiln").replace(" ", "%20")
    ok(await mara.put(f"/brands/pages/{shop}/head?alt={alt}", content=jpeg((64, 36))))
    copied = await _complains(mara, shop, other.id, marked("A copy"))
    path = f"/brands/complaints/{copied}/evidence/{new_id()}"
    ok(await mara.put(path, content=jpeg((64, 38))))
    about_her = await _complains(juma, other.id, shop, "Ours")
    path = f"/brands/complaints/{about_her}"
    ok(await mara.put(f"{path}/answer", json={"words": marked("It is not")}))
    ok(await mara.put(f"{path}/evidence/{new_id()}", content=jpeg((64, 37))))
    ruled = await _complains(juma, other.id, third.id, "Ours")
    words = {"for_brand": marked("No number"), "for_shop": marked("Keep the bill")}
    sent = {"outcome": "rejected", **words}
    ok(await mara.put(f"/desk/brands/complaints/{ruled}/ruling", json=sent))


async def _asks(who: Client, shop: UUID, name: str, paper: bytes) -> tuple[UUID, UUID]:
    brand, document = new_id(), new_id()
    said = {"register": name, "words": name}
    asked = {"merchant_id": str(shop), "name": name, "claim": "owner", **said}
    ok(await who.put(f"/brands/requests/{brand}", json=asked))
    path = f"/brands/requests/{brand}/documents/{document}"
    ok(await who.put(path, params={"name": name}, content=paper))
    ok(await who.put(f"/brands/requests/{brand}/submission"))
    return brand, document


async def _decides(scene: Scene, who: Client, brand: UUID, reason: str) -> None:
    until = (scene.town.database.clock.now() + timedelta(days=90)).isoformat()
    sent = {"reason": reason, "until": until}
    ok(await who.put(f"/desk/brands/{brand}/decision", json=sent))


async def _complains(who: Client, by: UUID, about: UUID, words: str) -> UUID:
    made = new_id()
    sent: dict[str, Any] = {"by_id": str(by), "merchant_id": str(about), "kind": "name"}
    ok(await who.put(f"/brands/complaints/{made}", json={**sent, "words": words}))
    return made
