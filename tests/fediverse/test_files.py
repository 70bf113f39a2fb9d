"""What posts of others show: had once, and had anew when they are edited."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join
from tests.fediverse.in_process import (
    app,
    client,
    clock,
    door,
    follows,
    join,
    read_all,
    speaking,
    town,
    until,
)
from tests.fediverse.peers import Door, peer
from tests.fediverse.pictures import Pictures, pictures, png
from tests.posts.acts import home

__all__ = ["app", "client", "clock", "door", "join", "town"]

AT_WORK = "select count(*) from pgqueuer where entrypoint = 'fediverse:media'"


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Of a town that may call this machine."""
    return speaking(tmp_path, database_url, private_calls=True)


@pytest.fixture
async def there() -> AsyncIterator[Pictures]:
    async with pictures() as made:
        yield made


async def test_an_edit_may_show_other_pictures_or_none(
    town: Town, door: Door, join: Join, there: Pictures
) -> None:
    amina, vera = await join("amina"), await peer(town, "vera", "good.example")
    await follows(door, amina, vera)
    places = {n: there.lay(f"/{n}.png", png(n, n)) for n in (10, 20, 30)}
    places[40] = f"{there.origin}/40.png"
    note = vera.note("Look")

    async def shows(kind: str, *files: tuple[int, str]) -> list[tuple[int, str]]:
        """(how wide, what it shows) of the pictures that it has then."""
        attached = [{"type": "Image", "url": places[n], "name": alt} for n, alt in files]
        given = note | {"attachment": attached, "content": f"<p>{files}</p>"}
        assert (await door.bring(vera, vera.act(kind, given))).status_code == 202
        await read_all(town)
        await until(over)
        [post] = (await home(amina))["posts"]
        return [(one["width"], one.get("alt", "")) for one in post["content"].get("media", [])]

    async def over() -> bool:
        async with town.database.glance() as db:
            return not await db.value(AT_WORK)

    assert await shows("Create", (10, "a ten")) == [(10, "a ten")]
    assert await shows("Update", (10, "ten"), (20, "twenty")) == [(10, "ten"), (20, "twenty")]
    assert await shows("Update", (30, "")) == [(30, "")]
    # One of them cannot be had: what was there stays.
    assert await shows("Update", (10, ""), (40, "")) == [(30, "")]
    assert await shows("Update") == []
    async with town.database.glance() as db:
        kept = await db.value("select count(*) from post_media_file where post_id is not null")
    assert kept == 0
