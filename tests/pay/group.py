"""Friends in a group over HTTP, with a PIN and money."""

from typing import Any
from uuid import UUID

import httpx
import msgspec

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.chat.acts import made
from tests.contacts.conftest import Join
from tests.http import Client
from tests.pay.acts import befriend, confirmed, funded, ok, order, secured


class Group(msgspec.Struct, frozen=True):
    """Amina, Bo and Cleo are in the group `id`, of which Amina is the owner; each has 100.00 and a
    PIN. Dara is a contact of Amina's and is not in it.
    """

    amina: Client
    bo: Client
    cleo: Client
    dara: Client
    id: str

    @property
    def members(self) -> list[Client]:
        return [self.amina, self.bo, self.cleo]


async def gathered(join: Join, town: Town) -> Group:
    amina, bo, cleo, dara = [await join(name) for name in ("amina", "bo_chen", "cleo", "dara")]
    for other in (bo, cleo, dara):
        await befriend(amina, other)
    for one in (amina, bo, cleo, dara):
        await secured(one)
        await funded(town, one, 10_000)
    return Group(amina, bo, cleo, dara, await made(amina, bo, cleo))


def person(one: Client) -> UUID:
    return UUID(one.me["id"])


async def give(one: Client, conversation_id: str, amount: int, **more: Any) -> httpx.Response:
    """Sends a packet, confirmed unless it is said otherwise."""
    packet_id = more.pop("id", None) or new_id()
    if "confirmation" not in more:
        about = order("packet", packet_id, conversation_id, amount)
        more["confirmation"] = await confirmed(one, about)
    body = {"conversation_id": conversation_id, "amount": amount, "currency": "EUR", **more}
    return await one.put(f"/pay/packets/{packet_id}", json=body)


async def given(one: Client, conversation_id: str, amount: int, **more: Any) -> str:
    """The id of a packet that was sent."""
    return str(ok(await give(one, conversation_id, amount, **more))["card"]["id"])


async def opens(one: Client, packet_id: str, phrase: str | None = None) -> httpx.Response:
    return await one.post(f"/pay/packets/{packet_id}/open", json={"phrase": phrase})


async def asks(one: Client, conversation_id: str, **bill: Any) -> httpx.Response:
    """Wants a bill to be shared."""
    split_id = bill.pop("id", None) or new_id()
    body = {"conversation_id": conversation_id, "title": "Dinner", "currency": "EUR", **bill}
    return await one.put(f"/pay/splits/{split_id}", json=body)


async def shared(
    one: Client, conversation_id: str, total: int, *people: Client, **more: Any
) -> str:
    """The id of a bill that is shared evenly among these."""
    ids = [each.me["id"] for each in people]
    bill = {"mode": "even", "total": total, "people": ids, **more}
    return str(ok(await asks(one, conversation_id, **bill))["card"]["id"])


async def pays(one: Client, split_id: str) -> httpx.Response:
    """Pays their part, confirmed."""
    seen = await one.get(f"/pay/splits/{split_id}")
    due = seen.json()["card"]["mine"] if seen.is_success else 1
    token = await confirmed(one, order("bill", split_id, split_id, due))
    return await one.post(f"/pay/splits/{split_id}/pay", json={"confirmation": token})


async def covers(one: Client, split_id: str, missing: int) -> httpx.Response:
    """Pays now, and all that is missing."""
    token = await confirmed(one, order("cover", split_id, split_id, missing))
    body = {"cover": True, "confirmation": token}
    return await one.post(f"/pay/splits/{split_id}/capture", json=body)
