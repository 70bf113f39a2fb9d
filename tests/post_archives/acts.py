"""Bringing posts over HTTP, in one line each."""

import asyncio
import io
import json
import zipfile
from typing import Any

import httpx

from leapfrog.kernel.ids import new_id
from tests.http import PATIENCE, Client
from tests.posts.acts import ok


async def send(
    one: Client, data: bytes, name: str = "archive.zip", import_id: Any = None
) -> httpx.Response:
    path = f"/imports/{import_id or new_id()}"
    return await one.put(path, content=data, params={"name": name})


async def apply(one: Client, import_id: str, **body: Any) -> Any:
    """Lets it in with these options, and waits until the job has done it."""
    if body:
        ok(await one.patch(f"/imports/{import_id}", json=body))
    ok(await one.post(f"/imports/{import_id}/application"))
    async with asyncio.timeout(PATIENCE):
        while True:
            found = ok(await one.get(f"/imports/{import_id}"))
            if found["state"] != "working":
                return whole(found)
            await asyncio.sleep(0.02)


def whole(found: Any) -> Any:
    """An import with what its posts are, and how many of them it brought."""
    brought = {one["kind"]: one["brought"] for one in found["counts"]}
    added = sum(brought.get(kind, 0) for kind in ("post", "reply", "repost", "private"))
    about = {"source": found["format"], "audience": found["options"]["audience"], "added": added}
    return found | found["posts"] | about


async def look(one: Client, data: bytes, name: str = "archive.zip") -> Any:
    return whole(ok(await send(one, data, name)))


async def bring(one: Client, data: bytes, name: str = "a.zip", **body: Any) -> Any:
    """An archive that is looked at and let in."""
    return await apply(one, ok(await send(one, data, name))["id"], **body)


async def shown(one: Client, path: str) -> list[Any]:
    """All posts of a timeline, the oldest first."""
    found: list[Any] = []
    before = None
    while True:
        page = ok(await one.get(path, params={"before": before} if before else {}))
        found += page["posts"]
        before = page["next"]
        if not before:
            return found[::-1]


async def square(one: Client, whose: Client | None = None) -> list[Any]:
    return await shown(one, f"/profiles/{(whose or one).me['id']}/posts")


async def diary(one: Client) -> list[Any]:
    return await shown(one, f"/moments/people/{one.me['id']}")


async def exported(one: Client) -> dict[str, bytes]:
    """The files of one's archive."""
    answer = await one.get("/export/posts")
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def items(files: dict[str, bytes], name: str = "outbox.json") -> list[Any]:
    return list(json.loads(files[name])["orderedItems"])
