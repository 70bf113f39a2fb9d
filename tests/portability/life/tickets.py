"""What she shows and sees: films with seats, fares and vouchers, their gates, and who is first."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from leapfrog.kernel.ids import new_id
from leapfrog.ticket_draws import drawing
from tests.contacts.acts import ok
from tests.http import Client
from tests.pay.acts import confirmed, order
from tests.portability.life.scene import Scene, marked
from tests.samples import jpeg

SEED = sha256(b"show").digest()
# What time does: nobody takes part any more.
CLOSES = """
update ticket_draws_draw set opens_at = $2::timestamptz - interval '1 hour', closes_at = $2
where show_id = $1
"""


async def tickets(scene: Scene) -> None:
    """She shows a film that Cleo sees for nothing, and calls another one off; Juma's, to which she
    wanted to go, and waits for one ticket more, does not take place, so it is paid back. Each helps
    at the gate of the other, and is drawn to choose before everybody.
    """
    mara, juma, cleo = scene.mara, scene.juma, scene.cleo
    hers = await _cinema(scene, mara, cleo, marked)
    his = await _cinema(scene, juma, mara, lambda text: text)
    await _draws(scene, mara, (scene.bo, juma), hers, marked)
    await _draws(scene, juma, (mara,), his, lambda text: text)
    await scene.settle()


async def _hall(owner: Client, mark: Callable[[str], str]) -> list[str]:
    """The ids of a shop, its venue and a hall there."""
    shop, venue, hall = (str(new_id()) for _ in range(3))
    ok(await owner.put(f"/merchants/{shop}", json={"name": mark("Cinema")}))
    body: dict[str, Any] = {"merchant_id": shop, "name": mark("Lux"), "address": mark("Street")}
    ok(await owner.put(f"/tickets/venues/{venue}", json=body))
    grid = {"rows": 2, "seats": 4, "category": mark("Seat")}
    body = {"venue_id": venue, "name": mark("Hall"), "grid": grid}
    ok(await owner.put(f"/tickets/halls/{hall}", json=body))
    return [shop, venue, hall]


async def _cinema(
    scene: Scene, owner: Client, buyer: Client, mark: Callable[[str], str]
) -> dict[str, Any]:
    """A film with seats, fares and vouchers, to which `buyer` goes; answers what any show of it is
    told with.
    """
    mara, juma = scene.mara, scene.juma
    shop, venue, hall = await _hall(owner, mark)
    event, show = str(new_id()), str(new_id())
    body: dict[str, Any]
    body = {"merchant_id": shop, "name": mark("Film"), "minutes": 90, "about": mark("About")}
    ok(await owner.put(f"/tickets/events/{event}", json=body | {"language": mark("own")}))
    starts = scene.town.clock.now() + timedelta(hours=1)
    body = {"event_id": event, "venue_id": venue, "hall_id": hall}
    body |= {
        "starts_at": starts.isoformat(),
        "prices": {mark("Seat"): 0 if owner is mara else 100},
    }
    ok(await owner.put(f"/tickets/shows/{show}", json=body))
    fare = await _offers(owner, shop, show, mark, starts)
    made = new_id()
    wish = {"show_id": show, "best": 3}
    held = ok(await buyer.put(f"/tickets/orders/{made}", json=wish))
    fares = [{"ticket_id": held["tickets"][0]["id"], "product_id": fare}]
    held = ok(await buyer.put(f"/tickets/orders/{made}/basket", json={"fares": fares}))
    ok(await buyer.put(f"/tickets/parties/{made}"))
    about = order("tickets", made, show, held["amount"])
    token = {"confirmation": await confirmed(buyer, about)}
    paid = ok(await buyer.put(f"/tickets/orders/{made}/payment", json=token))
    first, second, third = paid["tickets"]
    # Of a show that is called off nothing is offered to others any more.
    listed = await buyer.put(f"/tickets/{third['id']}/listing")
    assert listed.status_code == 204, listed.text
    if owner is mara:
        await _only_hers(owner, event, show)
    await _gates(owner, juma if owner is mara else mara, show, mark)
    seen = {"id": str(new_id()), "code": first["code"], "at": starts.isoformat()}
    scans = {"gate": mark("Door"), "scans": [seen]}
    ok(await owner.post(f"/tickets/shows/{show}/scans", json=scans))
    gift = {"person_id": scene.bo.me["id"] if buyer is mara else mara.me["id"]}
    ok(await buyer.put(f"/tickets/{second['id']}/holder", json=gift))
    said = {"text": mark("Come early")}
    ok(await owner.put(f"/tickets/shows/{show}/messages/{new_id()}", json=said))
    if owner is juma:
        ok(await mara.put(f"/tickets/shows/{show}/wish", json={"count": 1}))
    if owner is mara:
        show = str(new_id())
        body = {"event_id": event, "venue_id": venue, "hall_id": hall}
        body |= {"prices": {mark("Seat"): 0}}
        body["starts_at"] = (starts + timedelta(hours=3)).isoformat()
        ok(await owner.put(f"/tickets/shows/{show}", json=body))
    ok(await owner.put(f"/tickets/shows/{show}/cancellation", json={"why": mark("ill")}))
    film = {"event_id": event, "venue_id": venue, "hall_id": hall}
    return film | {"prices": {mark("Seat"): 0}}


async def _offers(
    owner: Client, shop: str, show: str, mark: Callable[[str], str], starts: datetime
) -> str:
    """A fare, whose id is answered, and vouchers for which a seat is kept back."""
    fare = {"id": str(new_id()), "kind": "fare", "name": mark("Child"), "price": 50}
    fare |= {"proof": mark("Pass"), "quotas": [1]}
    quotas = [{"n": 1, "name": mark("Quota"), "units": 9}]
    body: dict[str, Any] = {"quotas": quotas, "products": [fare]}
    ok(await owner.put(f"/tickets/shows/{show}/products", json=body))
    batch = str(new_id())
    body = {"merchant_id": shop, "name": mark("Press"), "effect": "percent", "value": 10}
    body |= {"until": starts.isoformat()}
    ok(await owner.put(f"/vouchers/batches/{batch}", json=body))
    ok(await owner.put(f"/tickets/shows/{show}/kept-back/{batch}", json={"seats": [7]}))
    return str(fare["id"])


async def _only_hers(owner: Client, event: str, show: str) -> None:
    """A poster, and a ticket for nothing."""
    path, seen = f"/tickets/events/{event}/poster", {"alt": marked("a boat")}
    ok(await owner.put(path, content=jpeg((400, 600)), params=seen))
    desk = f"/tickets/box-office/{new_id()}"
    ok(await owner.put(desk, json={"show_id": show, "best": 1}))
    ok(await owner.put(f"{desk}/comp", json={"why": marked("press")}))


async def _gates(owner: Client, helper: Client, show: str, mark: Callable[[str], str]) -> None:
    """One door for all; a friend stands there, and looks for a name that nobody has."""
    path = f"/tickets/shows/{show}"
    door = {"name": mark("North"), "categories": [0]}
    ok(await owner.put(f"{path}/gate/setup", json={"re_entry": True, "entrances": [door]}))
    ok(await owner.put(f"{path}/helpers/{helper.me['id']}", json={"searches": True}))
    ok(await helper.post(f"{path}/guests", json={"name": "nobody"}))


async def _draws(
    scene: Scene,
    owner: Client,
    people: Sequence[Client],
    film: dict[str, Any],
    mark: Callable[[str], str],
) -> None:
    """Three shows that are sold later: of one it is drawn who chooses first, one is called off, and
    one is open still.
    """
    now = scene.town.clock.now()
    for n, ends in enumerate(("drawn", "called off", "open")):
        show = str(new_id())
        starts = now + timedelta(hours=10 + 4 * n)
        body = {"starts_at": starts.isoformat()}
        body["sale_opens_at"] = (now + timedelta(hours=8)).isoformat()
        ok(await owner.put(f"/tickets/shows/{show}", json=film | body))
        path = f"/tickets/shows/{show}/draw"
        body = {"closes_at": (now + timedelta(hours=4)).isoformat()}
        wish = {"rights": 2, "each": 1, "commitment": sha256(SEED).hexdigest()}
        ok(await owner.put(path, json=wish | body))
        for one in people:
            ok(await one.put(f"{path}/entries/{new_id()}"))
        if ends == "drawn":
            async with scene.town.database.transaction() as db:
                await db.run(CLOSES, UUID(show), db.now)
                await drawing.close(db, show, None)
            ok(await owner.put(f"{path}/seed", json={"seed": SEED.hex()}))
        elif ends == "called off":
            ok(await owner.put(f"{path}/end", json={"why": mark("too few")}))
