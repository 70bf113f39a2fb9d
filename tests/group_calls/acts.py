"""What people do with calls of groups, in one line each."""

from typing import Any

import httpx
import msgspec

from leapfrog.kernel.ids import new_id
from tests.chat.acts import history, ok
from tests.http import Client

__all__ = [
    "Rowers",
    "begin",
    "begun",
    "decline",
    "join_call",
    "leave",
    "names",
    "noted",
    "running",
    "seated",
]


class Rowers(msgspec.Struct, frozen=True):
    """Three people and their group."""

    amina: Client
    bo: Client
    carla: Client
    group: str


async def begin(
    one: Client, group: str, media: str = "voice", call_id: Any = None, device: Any = None
) -> httpx.Response:
    """Calls a group; answers the response."""
    body = {"conversation_id": group, "media": media} | named(device)
    return await one.put(f"/group-calls/{call_id or new_id()}", json=body)


async def begun(one: Client, group: str, media: str = "voice", **more: Any) -> Any:
    """A call that goes on, as its group sees it."""
    return ok(await begin(one, group, media, **more))["call"]


async def join_call(one: Client, call: Any, device: Any = None) -> httpx.Response:
    return await one.put(f"/group-calls/{call['id']}/seat", json=named(device))


async def seated(one: Client, call: Any, device: Any = None) -> int:
    """Joins; answers the seat."""
    return int(ok(await join_call(one, call, device))["seat"])


async def leave(one: Client, call: Any, seat: int) -> httpx.Response:
    return await one.delete(f"/group-calls/{call['id']}/seats/{seat}")


async def decline(one: Client, call: Any) -> httpx.Response:
    return await one.delete(f"/group-calls/{call['id']}/ring")


async def running(one: Client) -> list[Any]:
    """The calls that go on in somebody's groups."""
    return list(ok(await one.get("/group-calls"))["calls"])


def names(call: Any) -> list[str]:
    """Who is in it, in the order in which they came."""
    return [each["person"]["name"] for each in call["seats"]]


async def noted(one: Client, group: str) -> list[dict[str, Any]]:
    """What the conversation says of its calls, oldest first: each `meta`."""
    found = (await history(one, group))["messages"]
    return [each["meta"] for each in found if each["kind"] == "call"]


def named(device: Any) -> dict[str, str]:
    return {"device": str(device)} if device else {}
