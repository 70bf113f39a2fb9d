"""Bringing a file in over HTTP, in one line each; and what is in a book."""

from typing import Any

import asyncpg
import httpx

from leapfrog.contact_formats import Card, to_vcard4
from leapfrog.contacts.model import card_of
from leapfrog.kernel.ids import new_id
from tests.contact_formats.reading import vcard
from tests.contacts.acts import ok
from tests.http import Client

BOOK = """
select c.id, c.card::text, c.uid, c.name, c.sort, c.org, c.remark, c.note, c.tags, c.starred,
    c.reach, c.photo, c.search, c.source, c.person_id, c.connected, c.created_at,
    array(select m.circle_id from contacts_circle_member m where m.contact_id = c.id order by 1),
    array(
        select i.kind || ':' || i.value from contacts_identifier i where i.contact_id = c.id
        order by 1
    )
from contacts_contact c where c.owner_id = $1::text::uuid and not c.deleted order by c.id
"""
CARDS = """
select name, card::text from contacts_contact where owner_id = $1::text::uuid and not deleted
order by id
"""


async def send(one: Client, data: bytes, **more: Any) -> httpx.Response:
    """The answer to a file; `id` and `name` may be chosen."""
    params = {"name": more.get("name", "contacts.vcf")}
    return await one.put(f"/imports/{more.get('id', new_id())}", content=data, params=params)


async def look(one: Client, data: bytes, **more: Any) -> Any:
    """The preview of a file."""
    return whole(ok(await send(one, data, **more)))


def whole(found: Any) -> Any:
    """An import with what becomes of its contacts."""
    return found | found["contacts"]


async def items(one: Client, import_id: str) -> list[Any]:
    return list(ok(await one.get(f"/imports/{import_id}/contacts", params={"limit": 500}))["items"])


async def decide(one: Client, import_id: str, n: int, decision: str) -> Any:
    return ok(await one.patch(f"/imports/{import_id}/contacts/{n}", json={"decision": decision}))


async def apply(one: Client, import_id: str) -> Any:
    return whole(ok(await one.post(f"/imports/{import_id}/application")))


async def undo(one: Client, import_id: str) -> Any:
    return whole(ok(await one.post(f"/imports/{import_id}/undo")))


async def bring(one: Client, data: bytes, **more: Any) -> Any:
    """A file that is looked at and applied as it was decided."""
    return await apply(one, (await look(one, data, **more))["id"])


async def book(database_url: str, one: Client) -> list[tuple[Any, ...]]:
    """All that is in a person's book, but for when it was last touched."""
    return [tuple(row) for row in await _rows(database_url, BOOK, one)]


async def cards(database_url: str, one: Client) -> dict[str, Card]:
    """The cards in a person's book, by name."""
    rows = await _rows(database_url, CARDS, one)
    return {row[0]: card_of(httpx.Response(200, text=row[1]).json()) for row in rows}


async def exported(database_url: str, one: Client) -> bytes:
    """A person's book as one file."""
    return "".join(map(to_vcard4, (await cards(database_url, one)).values())).encode()


async def _rows(database_url: str, sql: str, one: Client) -> list[Any]:
    connection = await asyncpg.connect(database_url)
    try:
        return list(await connection.fetch(sql, one.me["id"]))
    finally:
        await connection.close()


def people(*cards: tuple[str, ...]) -> bytes:
    """A file of these cards, each given by its lines."""
    return b"".join(vcard(*lines) for lines in cards)


def counts(found: Any) -> tuple[int, int, int, int]:
    """How many to add, merge, leave as they are, skip."""
    return found["add"], found["merge"], found["same"], found["skip"]
