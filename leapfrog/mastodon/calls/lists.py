"""Lists: private groups of people whom one reads together."""

from typing import Any
from uuid import UUID

from leapfrog import follows
from leapfrog.kernel.ids import new_id
from leapfrog.mastodon.call import FALSE, ApiCall, Routes, paged
from leapfrog.mastodon.entities.accounts import listed
from leapfrog.mastodon.entities.lists import reading_list

routes = Routes()


@routes("GET", "/api/v1/lists", "read:lists")
async def mine(call: ApiCall) -> Any:
    return [
        reading_list(one.id, one.name, one.replies)
        for one in await follows.my_lists(call.db, call.me)
    ]


@routes("POST", "/api/v1/lists", "write:lists")
async def make(call: ApiCall) -> Any:
    list_id = new_id()
    await follows.put_list(call.db, call.me, list_id, call.text("title"), _replies(call))
    return await _shown(call, list_id)


def _replies(call: ApiCall) -> Any:
    """`replies_policy`, if it is given. Raises `Refused`."""
    call.only("replies_policy", ("none", "list", "followed"), "is not included in the list")
    call.only("exclusive", FALSE, "cannot be true: who is on a list stays on the home timeline")
    return call.text("replies_policy") or None


async def _shown(call: ApiCall, list_id: UUID) -> Any:
    found = await follows.list_of(call.db, call.me, list_id)
    return reading_list(found.id, found.name, found.replies)


@routes("GET", "/api/v1/lists/{id}", "read:lists")
async def one(call: ApiCall) -> Any:
    return await _shown(call, await call.own("list"))


@routes("PUT", "/api/v1/lists/{id}", "write:lists")
async def rename(call: ApiCall) -> Any:
    before = await follows.list_of(call.db, call.me, await call.own("list"))
    title = call.text("title", before.name)
    await follows.put_list(call.db, call.me, before.id, title, _replies(call))
    return await _shown(call, before.id)


@routes("DELETE", "/api/v1/lists/{id}", "write:lists")
async def delete(call: ApiCall) -> Any:
    found = await follows.list_of(call.db, call.me, await call.own("list"))
    await follows.delete_list(call.db, call.me, found.id)
    return {}


@routes("GET", "/api/v1/lists/{id}/accounts", "read:lists")
async def people(call: ApiCall) -> Any:
    found = await follows.list_of(call.db, call.me, await call.own("list"))
    return paged(call, await listed(call, [s.person.id for s in found.people]), None, None)


async def _place(call: ApiCall, *, add: bool) -> Any:
    found = await follows.list_of(call.db, call.me, await call.own("list"))
    there = [someone.person.id for someone in found.people]
    given = await call.accounts("account_ids", every=True)
    wanted = there + given if add else [one for one in there if one not in given]
    await follows.place_on_list(call.db, call.me, found.id, list(dict.fromkeys(wanted)))
    return {}


@routes("POST", "/api/v1/lists/{id}/accounts", "write:lists")
async def add_people(call: ApiCall) -> Any:
    return await _place(call, add=True)


@routes("DELETE", "/api/v1/lists/{id}/accounts", "write:lists")
async def remove_people(call: ApiCall) -> Any:
    return await _place(call, add=False)
