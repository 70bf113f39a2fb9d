"""What people do when they talk, in one line each."""

from typing import Any
from uuid import UUID

import httpx
import msgspec

from leapfrog.chat import MessageDraft
from leapfrog.kernel.ids import new_id
from tests.contacts.acts import befriend, code, ok
from tests.http import Client

__all__ = [
    "GIF",
    "Talk",
    "befriend",
    "code",
    "do",
    "draft",
    "history",
    "listed",
    "made",
    "mark",
    "ok",
    "opened",
    "said",
    "say",
]


GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


class Talk(msgspec.Struct, frozen=True):
    """Two people and their conversation."""

    amina: Client
    bo: Client
    id: str


async def opened(one: Client, other: Client) -> str:
    """The id of the conversation of two contacts."""
    return str(ok(await one.put(f"/conversations/direct/{other.me['id']}"))["id"])


async def made(one: Client, *people: Client, name: str = "Rowing", **more: Any) -> str:
    """The id of a new group."""
    group_id = str(more.get("id") or new_id())
    body = {"name": name, "person_ids": [person.me["id"] for person in people]}
    return str(ok(await one.put(f"/groups/{group_id}", json=body))["id"])


async def say(one: Client, conversation_id: str, body: str, client_id: Any = None) -> Any:
    """Sends a message; answers the response."""
    path = f"/conversations/{conversation_id}/messages/{client_id or new_id()}"
    return await one.put(path, json={"body": body})


async def do(one: Client, conversation_id: str, kind: str, **members: Any) -> httpx.Response:
    """Sends a message of a kind; answers the response."""
    client_id = members.pop("client_id", None) or new_id()
    path = f"/conversations/{conversation_id}/messages/{client_id}"
    return await one.put(path, json={"kind": kind} | members)


async def said(one: Client, conversation_id: str, *bodies: str) -> list[Any]:
    """Sends messages one after another; answers them."""
    return [ok(await say(one, conversation_id, body)) for body in bodies]


async def history(one: Client, conversation_id: str, **query: Any) -> Any:
    """A page of the conversation."""
    return ok(await one.get(f"/conversations/{conversation_id}/messages", params=query))


async def mark(one: Client, conversation_id: str, seq: int) -> httpx.Response:
    return await one.put(f"/conversations/{conversation_id}/read", json={"seq": seq})


async def listed(one: Client) -> list[Any]:
    """The conversations on somebody's screen."""
    return list(ok(await one.get("/conversations"))["conversations"])


def draft(conversation_id: str, sender: Client, body: str = "hi", **more: Any) -> MessageDraft:
    """A message as the verb takes it."""
    client_id = more.get("client_id") or new_id()
    kind, ref = more.get("kind", "text"), more.get("ref")
    place = (UUID(conversation_id), UUID(sender.me["id"]), client_id)
    return MessageDraft(*place, body, kind, ref, more.get("mentions", ()), more.get("meta"))
