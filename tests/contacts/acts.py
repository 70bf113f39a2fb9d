"""What people do with their contacts, in one line each."""

from typing import Any
from uuid import UUID

import httpx

from leapfrog.kernel.ids import new_id
from tests.http import Client

__all__ = [
    "accept",
    "ask",
    "befriend",
    "circle",
    "code",
    "contact_of",
    "id_of",
    "look_up",
    "ok",
    "put_contact",
    "row_of",
    "rows",
    "show",
]


def ok(answer: httpx.Response) -> Any:
    """The body of an answer that is no refusal."""
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def code(answer: httpx.Response) -> str:
    """The stable code of a refusal."""
    assert answer.is_error, answer.text
    return str(answer.json()["code"])


def id_of(one: Client) -> UUID:
    """Who uses this browser."""
    return UUID(one.me["id"])


async def ask(one: Client, handle: str, greeting: str = "It is me", **more: Any) -> httpx.Response:
    request_id = more.get("id", new_id())
    body = {"handle": handle, "greeting": greeting}
    return await one.put(f"/contact-requests/{request_id}", json=body)


async def accept(one: Client, request_id: str, circles: list[str] | None = None) -> httpx.Response:
    body = {"circles": circles or []}
    return await one.post(f"/contact-requests/{request_id}/acceptance", json=body)


async def befriend(one: Client, other: Client, circles: list[str] | None = None) -> str:
    """They become contacts; answers the id of `one` in the book of `other`, who said yes."""
    asked = ok(await ask(one, other.me["handle"]))
    return str(ok(await accept(other, asked["id"], circles))["id"])


async def look_up(one: Client, handle: str) -> Any:
    return ok(await one.get(f"/people/{handle}"))


async def contact_of(one: Client, other: Client) -> Any:
    """The page of `other` in the book of `one`."""
    found = await look_up(one, other.me["handle"])
    return ok(await one.get(f"/contacts/{found['contact_id']}"))


async def rows(one: Client, **query: Any) -> list[Any]:
    return list(ok(await one.get("/contacts", params=query))["contacts"])


async def row_of(one: Client, contact_id: str) -> Any:
    """A contact as its row in the list."""
    return next(row for row in await rows(one) if row["id"] == contact_id)


async def put_contact(one: Client, name: str, *fields: tuple[str, str], **more: Any) -> Any:
    """A contact made by hand; `fields`: (kind, value)."""
    body = {
        "name": name,
        "fields": [{"kind": kind, "label": "", "value": value} for kind, value in fields],
    }
    return ok(await one.put(f"/contacts/{more.pop('id', new_id())}", json=body | more))


async def circle(one: Client, kind: str) -> str:
    """The id of the first circle of a kind."""
    found = ok(await one.get("/circles"))
    return str(next(each["id"] for each in found if each["kind"] == kind))


async def show(one: Client, kind: str, value: str, **more: Any) -> Any:
    """A field on one's own card, for `everyone` or for `circles`."""
    audience = {"everyone": more.get("everyone", False), "circles": more.get("circles", [])}
    body = {"kind": kind, "label": "", "value": value, "audience": audience}
    return ok(await one.put(f"/me/card/fields/{more.get('id', new_id())}", json=body))
