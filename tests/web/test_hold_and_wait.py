"""More people than the pool has connections do the same at the same moment, each thing that there
is: the town goes on meanwhile, and all of it ends.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from leapfrog.kernel import pool
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests import server
from tests.chat.acts import Talk, befriend, ok, opened, say
from tests.chat_archives.acts import NAME, whatsapp
from tests.contact_formats.reading import vcard
from tests.contacts.acts import put_contact
from tests.contacts.conftest import Join
from tests.http import PASSWORD, Client, Enter
from tests.mastodon.neighbours import OUT_OF_BAND
from tests.post_archives import archives
from tests.posts.acts import posted
from tests.samples import jpeg
from tests.server import line

POOL = 4
CROWD = POOL + 2
# The town answers in some milliseconds. This is for a machine that is busy with other tests; who
# waits for a connection that never comes back waits longer than any time.
ALIVE, ALL = 20, 240
# Slower than the limit of messages.
EVERY = 0.4

Act = Callable[["Person"], Awaitable[None]]


class Person(msgspec.Struct, frozen=True):
    """Somebody, the token of a program of theirs, and the port of their stream."""

    handle: str
    browser: Client
    program: Mapping[str, str]
    port: int
    enter: Enter

    async def by_program(self, method: str, path: str, **more: Any) -> None:
        address = f"{self.browser.origin}{path}"
        ok(await self.browser.request(method, address, headers=self.program, **more))


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """A town as it is, limits and all, with few connections."""
    home = tmp_path / "home"
    return Settings(home=home, database_url=database_url, demo=False, pool_size=POOL)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is not taken for a pool from which nothing comes."""
    monkeypatch.setattr(pool, "WAIT_SECONDS", 2.0 * ALIVE, raising=False)
    monkeypatch.setattr(pool, "UNHURRIED_SECONDS", 1.0 * ALL, raising=False)
    monkeypatch.setattr(server, "WAIT", ALL)


@pytest.fixture
async def crowd(join: Join, client: Enter, port: int) -> list[Person]:
    people = []
    for n in range(CROWD):
        one = await join(f"person{n}")
        await put_contact(one, "Ben Okafor")
        await posted(one, f"Good morning, {n}")
        let_in = {"authorization": f"Bearer {await program(one)}"}
        people.append(Person(f"person{n}", one, let_in, port, client))
    for one, other in pairwise(people):
        await befriend(one.browser, other.browser)
        ok(await say(one.browser, await opened(one.browser, other.browser), "Hello"))
    return people


async def program(one: Client) -> str:
    """The token of a program that they let in."""
    named = {"client_name": "Test", "redirect_uris": OUT_OF_BAND, "scopes": "read write"}
    app = ok(await one.post(f"{one.origin}/api/v1/apps", data=named))
    wish = {"client_id": app["client_id"], "redirect_uri": OUT_OF_BAND, "scope": "read write"}
    code = ok(await one.post("/client-apps", json=wish | {"accept": True}))["code"]
    given = {
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "redirect_uri": OUT_OF_BAND,
        "grant_type": "authorization_code",
        "code": code,
    }
    return str(ok(await one.post(f"{one.origin}/oauth/token", data=given))["access_token"])


async def until(one: Client, path: str, state: str) -> None:
    while (found := ok(await one.get(path))["state"]) != state:
        assert found not in ("failed", "undone"), found
        await asyncio.sleep(EVERY)


async def take_out(who: Person) -> None:
    path = f"/takeouts/{new_id()}"
    ok(await who.browser.put(path))
    await until(who.browser, path, "ready")


async def show_by_program(who: Person) -> None:
    await who.by_program("POST", "/api/v2/media", files={"file": ("a.jpg", jpeg((64, 48)))})


async def change_by_program(who: Person) -> None:
    picture = {"avatar": ("me.jpg", jpeg((64, 48)))}
    await who.by_program("PATCH", "/api/v1/accounts/update_credentials", files=picture)


async def read_by_program(who: Person) -> None:
    await who.by_program("GET", "/api/v1/timelines/home")


async def show_in_post(who: Person) -> None:
    ok(await who.browser.put(f"/post-files/{new_id()}", content=jpeg((64, 48))))


async def send_file(who: Person) -> None:
    ok(await who.browser.put(f"/chat/files/{new_id()}", content=jpeg((64, 48))))


async def show_face(who: Person) -> None:
    ok(await who.browser.put("/me/avatar", content=jpeg((64, 48))))


async def show_group(who: Person) -> None:
    path = f"/groups/{new_id()}"
    ok(await who.browser.put(path, json={"name": "Rowing", "person_ids": []}))
    ok(await who.browser.put(f"{path}/avatar", content=jpeg((64, 48))))


async def bring_contacts(who: Person) -> None:
    path = f"/imports/{new_id()}"
    cards = b"".join(vcard(f"FN:Friend {n}", f"TEL:+4930123{n:04}") for n in range(300))
    ok(await who.browser.put(path, content=cards, params={"name": "a.vcf"}))
    ok(await who.browser.post(f"{path}/application"))
    ok(await who.browser.post(f"{path}/undo"))


async def bring_history(who: Person) -> None:
    path = f"/imports/{new_id()}"
    chats = whatsapp(IMG_20201228_WA0001__jpg=jpeg((64, 48)))
    ok(await who.browser.put(path, content=chats, params={"name": NAME}))
    ok(await who.browser.post(f"{path}/application"))
    await until(who.browser, path, "applied")


async def bring_posts(who: Person) -> None:
    path = f"/imports/{new_id()}"
    ok(await who.browser.put(path, content=archives.mastodon(), params={"name": "a.zip"}))
    ok(await who.browser.post(f"{path}/application"))
    await until(who.browser, path, "applied")


async def export_chats(who: Person) -> None:
    answer = await who.browser.get("/export/conversations")
    assert answer.content.startswith(b"PK"), answer.text


async def export_posts(who: Person) -> None:
    answer = await who.browser.get("/export/posts")
    assert answer.content.startswith(b"PK"), answer.text


async def sync(who: Person) -> None:
    ok(await who.browser.get("/sync"))


async def listen(who: Person) -> None:
    async with line(who.port, who.browser.token) as stream:
        await stream.say("hello", cursor=None)
        await stream.hear("sync")


async def sign_in(who: Person) -> None:
    await who.enter().sign_in(who.handle)


async def arrive(who: Person) -> None:
    [kept] = [one for one in ok(await who.browser.get("/takeouts")) if one["state"] == "ready"]
    data = (await who.browser.get(f"/takeouts/{kept['id']}/file")).content
    path = f"/arrivals/{new_id()}"
    ok(await who.browser.put(path, content=data, params={"name": "copy.zip"}))
    assert ok(await who.browser.post(f"{path}/application"))["state"] == "applied"


async def leave(who: Person) -> None:
    proof = {"handle": who.handle, "password": PASSWORD}
    assert ok(await who.browser.request("DELETE", "/me", json=proof))["erased"]


EVERYTHING: list[Act] = [
    take_out,
    show_by_program,
    change_by_program,
    read_by_program,
    show_in_post,
    send_file,
    show_face,
    show_group,
    bring_contacts,
    bring_history,
    bring_posts,
    export_chats,
    export_posts,
    sync,
    listen,
    sign_in,
]


async def goes_on(talk: Talk, doing: asyncio.Task[None]) -> None:
    """While this is done, the town answers and messages arrive; and this ends."""
    said = 0
    while not doing.done() or not said:
        async with asyncio.timeout(ALIVE):
            well = await talk.amina.page("/healthz")
        assert well.status_code == 200, well.text
        async with asyncio.timeout(ALIVE):
            ok(await say(talk.amina, talk.id, f"still here, {said}"))
        said += 1
        await asyncio.sleep(EVERY)
    await doing


async def all_at_once(crowd: list[Person], *acts: Act) -> None:
    async with asyncio.timeout(ALL), asyncio.TaskGroup() as group:
        for act in acts:
            for who in crowd:
                group.create_task(act(who))


@pytest.mark.parametrize("act", [take_out, show_by_program], ids=lambda act: act.__name__)
async def test_the_town_goes_on_while_many_do_the_same(
    crowd: list[Person], talk: Talk, act: Act
) -> None:
    await goes_on(talk, asyncio.create_task(all_at_once(crowd, act)))


@pytest.mark.timeout(4 * ALL)
async def test_the_town_goes_on_while_many_do_everything(crowd: list[Person], talk: Talk) -> None:
    await goes_on(talk, asyncio.create_task(all_at_once(crowd, *EVERYTHING)))
    await goes_on(talk, asyncio.create_task(all_at_once(crowd, arrive)))
    await goes_on(talk, asyncio.create_task(all_at_once(crowd, leave)))
