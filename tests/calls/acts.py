"""What people do with calls, in one line each."""

from typing import Any

import httpx

from leapfrog.kernel.ids import new_id
from tests.chat.acts import Talk, history, ok
from tests.http import Client


async def dial(
    one: Client, other: Client, media: str = "voice", call_id: Any = None, device: Any = None
) -> httpx.Response:
    """Calls somebody; answers the response."""
    body = {"person_id": other.me["id"], "media": media} | named(device)
    return await one.put(f"/calls/{call_id or new_id()}", json=body)


async def rings(one: Client, other: Client, media: str = "voice", device: Any = None) -> Any:
    """A call that the other one may answer."""
    call = ok(await dial(one, other, media, device=device))
    assert (call["state"], call["outgoing"]) == ("ringing", True)
    return call


async def answer(
    one: Client, call: Any, *, accept: bool = True, device: Any = None
) -> httpx.Response:
    body = {"accept": accept} | named(device)
    return await one.put(f"/calls/{call['id']}/answer", json=body)


async def hang_up(one: Client, call: Any) -> httpx.Response:
    return await one.delete(f"/calls/{call['id']}")


async def current(one: Client) -> Any:
    """The call that somebody is in, or that rings; or None."""
    return next(iter(ok(await one.get("/calls"))["calls"]), None)


async def noted(talk: Talk) -> list[dict[str, Any]]:
    """What the conversation says of its calls, oldest first: each `meta`."""
    found = (await history(talk.amina, talk.id))["messages"]
    return [one["meta"] for one in found if one["kind"] == "call"]


async def unread(one: Client, talk: Talk) -> int:
    """How much somebody has to read there."""
    return int(ok(await one.get(f"/conversations/{talk.id}"))["unread"])


def named(device: Any) -> dict[str, str]:
    return {"device": str(device)} if device else {}
