"""What happens around a ride by hail, in one line each."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import msgspec

from leapfrog import pay
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.rides import RideDispatcher
from leapfrog.wallet import Reason, Transfer
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.pay.acts import balance, code, confirmed, funded, ok, order, secured

__all__ = [
    "LICENCE",
    "MARKET",
    "STATION",
    "Hail",
    "balance",
    "code",
    "of_taxis",
    "ok",
    "on_the_corner",
    "spent",
]

LICENCE = "FI-4711"
STATION = {"lat": 60.1712, "lon": 24.9415, "name": "Station"}
MARKET = {"lat": 60.1678, "lon": 24.9505, "name": "Market"}
NEXT_TO = {"lat": 60.1690, "lon": 24.9390}
SOON = timedelta(days=90)


class Hail(msgspec.Struct):
    """Amina rides, Wang drives, Olga is the operator; the clock stands still."""

    town: Town
    clock: FixedClock
    dispatcher: RideDispatcher
    amina: Client
    wang: Client
    olga: Client

    async def drives(self, who: Client, plate: str = "B LT 42") -> None:
        """Somebody may drive, as the desk has decided, and is on duty."""
        ok(await who.put("/rides/driver", json={"plate": plate, "car": "Blue Skoda"}))
        ok(await who.put("/rides/driver/vetting", json={"licence": LICENCE}))
        await self.vets(who)
        await self.at(who)

    async def vets(self, who: Client, **decision: Any) -> None:
        until = (self.clock.now() + SOON).date().isoformat()
        path = f"/rides/desk/drivers/{who.me['id']}"
        answer = await self.olga.put(path, json=decision or {"until": until})
        assert answer.status_code == 204, answer.text

    async def at(self, who: Client, place: dict[str, Any] = NEXT_TO) -> httpx.Response:
        """Somebody is on duty there."""
        where = {"lat": place["lat"], "lon": place["lon"]}
        return await who.put("/rides/driver/online", json=where)

    async def estimate(self) -> dict[str, Any]:
        start, end = (f"{one['lat']},{one['lon']}" for one in (STATION, MARKET))
        told = {"start": start, "end": end}
        return of_taxis(ok(await self.amina.get("/rides/estimate", params=told)))

    async def asks(
        self, who: Client | None = None, ride_id: Any = None, price: int | None = None
    ) -> httpx.Response:
        """Amina asks for a ride from the station to the market."""
        made, rider = ride_id or new_id(), who or self.amina
        due = (await self.estimate())["price"] if price is None else price
        token = await confirmed(rider, order("ride", made, "", due))
        body = {"origin": STATION, "destination": MARKET, "price": due, "confirmation": token}
        return await rider.put(f"/rides/{made}/request", json=body)

    async def offered(self, who: Client | None = None) -> dict[str, Any] | None:
        """What a driver is asked, once the dispatcher has looked."""
        await self.dispatcher.turn()
        if (found := await self._asked(who or self.wang)) is None:
            # The town's own look at that moment may have made the offer, and not yet have told.
            await asyncio.sleep(0.2)
            found = await self._asked(who or self.wang)
        return found

    async def _asked(self, who: Client) -> dict[str, Any] | None:
        found: dict[str, Any] | None = ok(await who.get("/rides/driver"))["offer"]
        return found

    async def answers(self, offer: Any, *, accept: bool, who: Client | None = None) -> Any:
        path = f"/rides/offers/{offer['id']}"
        return await (who or self.wang).put(path, json={"accept": accept})

    async def coming(self) -> dict[str, Any]:
        """A ride that Wang has accepted, as Amina sees it."""
        ride = ok(await self.asks())
        offer = await self.offered()
        assert offer is not None
        assert (await self.answers(offer, accept=True)).status_code == 204
        return await self.seen(ride["id"])

    async def seen(self, ride_id: str, who: Client | None = None) -> dict[str, Any]:
        found: dict[str, Any] = ok(await (who or self.amina).get(f"/rides/{ride_id}"))
        return found

    async def act(self, who: Client, ride_id: str, verb: str, **body: Any) -> httpx.Response:
        return await who.put(f"/rides/{ride_id}/{verb}", json=body)

    async def writes(self, who: Client, ride_id: str, text: str = "Where are you?") -> None:
        """To the other of the two."""
        ok(await who.put(f"/rides/{ride_id}/messages/{new_id()}", json={"text": text}))

    async def at_the_door(self) -> dict[str, Any]:
        ride = await self.coming()
        ok(await self.at(self.wang, STATION))
        ok(await self.act(self.wang, ride["id"], "arrival"))
        return await self.seen(ride["id"])

    async def on_board(self) -> dict[str, Any]:
        ride = await self.at_the_door()
        ok(await self.act(self.wang, ride["id"], "boarding", code=ride["hail"]["code"]))
        return await self.seen(ride["id"])


def of_taxis(estimate: dict[str, Any]) -> dict[str, Any]:
    """What a ride would be in a taxi, with what is the same in all classes."""
    [taxi] = [one for one in estimate["classes"] if one["car_class"] == "taxi"]
    return {**estimate, **taxi}


async def spent(town: Town, who: Client, amount: int) -> None:
    """So much of somebody's is gone."""
    async with town.database.transaction() as db:
        theirs = (await pay.wallet_account_of(db, id_of(who))).id
        issuer = (await pay.town_account(db, "issuer")).id
        made = Transfer(id=new_id(), payer=theirs, payee=issuer, amount=amount, code=Reason.PAY_OUT)
        await pay.post_all(db, [made])


async def on_the_corner(join: Join, town: Town, clock: FixedClock, settle: Settle) -> Hail:
    """Amina has 100.00; Wang is on duty near the station."""
    amina, wang, olga = await join("amina"), await join("wang"), await join("olga")
    # A reaction that meets a lock is tried again when this clock goes on, which it does not.
    await settle()
    await secured(amina)
    await funded(town, amina, 10_000)
    hail = Hail(town, clock, RideDispatcher(town), amina, wang, olga)
    await hail.drives(wang)
    return hail
