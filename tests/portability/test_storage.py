"""Nobody fills the disk: neither one person, nor all together. What is refused leaves nothing."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import msgspec
import pytest

from leapfrog.kernel import storage
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat.acts import GIF, made, opened, said
from tests.chat_archives import acts as histories
from tests.chat_files.test_files import blobs, got, put
from tests.contact_formats.reading import vcard
from tests.contacts.acts import befriend, code, ok, put_contact
from tests.contacts.conftest import Join, join
from tests.http import Client
from tests.identity.test_app_passwords import make
from tests.jobs import worked_off
from tests.matrix import unchanged
from tests.portability.life.programs import let_in, token_of
from tests.post_archives import archives
from tests.posts.acts import posted
from tests.samples import jpeg

__all__ = ["join"]

MB = storage.MB
Sending = Callable[[Client, str], Awaitable[httpx.Response]]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A town in which each may keep 1 MB."""
    return msgspec.structs.replace(settings, storage=1)


async def filled(one: Client, size: int = MB) -> None:
    ok(await put(one, secrets.token_bytes(size), kind="file"))


async def kept(one: Client) -> tuple[int, int]:
    found = ok(await one.get("/storage"))
    return found["used"], found["most"]


async def _chat(one: Client, _: str) -> httpx.Response:
    return await put(one, b"one more", kind="file")


async def _post(one: Client, _: str) -> httpx.Response:
    return await one.put(f"/post-files/{new_id()}", content=jpeg())


async def _face(one: Client, _: str) -> httpx.Response:
    return await one.put("/me/avatar", content=GIF)


async def _history(one: Client, _: str) -> httpx.Response:
    return await histories.send(one, histories.whatsapp())


async def _archive(one: Client, _: str) -> httpx.Response:
    return await one.put(f"/imports/{new_id()}", content=archives.mastodon())


async def _arrival(one: Client, _: str) -> httpx.Response:
    return await one.put(f"/arrivals/{new_id()}", content=b"PK")


async def _book(one: Client, _: str) -> httpx.Response:
    return await one.put(f"/imports/{new_id()}", content=vcard("FN:Ada"))


async def _contact(one: Client, _: str) -> httpx.Response:
    return await one.put(f"/contacts/{new_id()}", json={"name": "Ada", "fields": []})


async def _shop(one: Client, shop: str) -> httpx.Response:
    return await one.put(f"/merchants/{shop}/picture", content=GIF)


async def _poster(one: Client, event: str) -> httpx.Response:
    return await one.put(f"/tickets/events/{event}/poster", content=jpeg())


SENDING: list[Sending] = [
    _chat,
    _post,
    _face,
    _history,
    _archive,
    _arrival,
    _book,
    _contact,
    _shop,
    _poster,
]


@pytest.mark.parametrize("sending", SENDING, ids=lambda each: each.__name__)
async def test_nothing_more_comes_in_of_whoever_keeps_enough(
    join: Join, settings: Settings, sending: Sending
) -> None:
    amina, shop = await join("amina"), str(new_id())
    ok(await amina.put(f"/merchants/{shop}", json={"name": "Amina's"}))
    # Events and shops are apart: what the shop shows has the same id.
    event = {"merchant_id": shop, "name": "Le Havre", "minutes": 93}
    ok(await amina.put(f"/tickets/events/{shop}", json=event))
    await filled(amina)
    assert await kept(amina) == (MB, MB)
    before = blobs(settings)
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await sending(amina, shop)
        assert (answer.status_code, code(answer)) == (507, "quota_full")
    assert blobs(settings) == before
    assert list((settings.home / "tmp").iterdir()) == []
    assert await kept(amina) == (MB, MB)


async def test_nor_by_a_program_or_a_telephone(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    await filled(amina)
    app, given = await let_in(amina, amina, amina.origin)
    token = await token_of(amina, app, given, amina.origin)
    password = (await make(amina))["password"]
    before = blobs(settings)
    async with unchanged(str(settings.database_url), "identity_session", "oauth_token"):
        headers = {"authorization": f"Bearer {token}"}
        media = {"file": ("a.jpg", jpeg(), "image/jpeg")}
        answer = await amina.post(f"{amina.origin}/api/v2/media", files=media, headers=headers)
        assert answer.status_code == 507
    picture = "PHOTO;ENCODING=b;TYPE=JPEG:" + "QUFB" * 1000
    card = vcard("UID:a", "FN:Ada", "N:Ada;;;;", picture)
    path = f"{amina.origin}/dav/addressbooks/amina/contacts/a.vcf"
    async with unchanged(str(settings.database_url), "identity_session", "identity_app_password"):
        answer = await amina.put(
            path, content=card, auth=("amina", password), headers={"content-type": "text/vcard"}
        )
        assert answer.status_code == 507
        assert b"quota-not-exceeded" in answer.content
    assert blobs(settings) == before


async def test_deleting_makes_room(join: Join, town: Town) -> None:
    amina = await join("amina")
    file_id = str(new_id())
    ok(await amina.put(f"/post-files/{file_id}", content=jpeg((900, 600))))
    post = await posted(amina, "Look", files=[{"file": file_id, "alt": ""}])
    weight = (await kept(amina))[0]
    assert weight > 1000
    await filled(amina, MB - weight)
    assert code(await put(amina, b"one more", kind="file")) == "quota_full"
    ok(await amina.delete(f"/posts/{post['id']}"))
    assert await kept(amina) == (MB - weight, MB)
    ok(await put(amina, b"one more", kind="file"))


async def test_pictures_in_contacts_count_and_go(join: Join) -> None:
    amina = await join("amina")
    before = (await kept(amina))[0]
    picture = "PHOTO;ENCODING=b;TYPE=JPEG:" + "QUFB" * 100_000
    looked = ok(await amina.put(f"/imports/{new_id()}", content=vcard("FN:Ada", picture)))
    assert (await kept(amina))[0] == before
    ok(await amina.post(f"/imports/{looked['id']}/application"))
    assert 400_000 < (await kept(amina))[0] - before < 410_000
    more = b"".join(vcard(f"FN:Ada {n}", picture) for n in range(3))
    looked = ok(await amina.put(f"/imports/{new_id()}", content=more))
    assert code(await amina.post(f"/imports/{looked['id']}/application")) == "quota_full"
    [row] = [one for one in ok(await amina.get("/contacts"))["contacts"] if one["name"] == "Ada"]
    ok(await amina.delete(f"/contacts/{row['id']}"))
    assert (await kept(amina))[0] - before < 1000


async def test_what_others_keep_does_not_count_and_what_was_sent_counts_once(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await befriend(amina, bo)
    place = await opened(amina, bo)
    (hers, _), (his, _) = await kept(amina), await kept(bo)
    file = ok(await put(amina, b"x" * 1000, kind="file"))
    for _ in range(2):
        meta = {"file": file["id"]}
        path = f"/conversations/{place}/messages/{new_id()}"
        ok(await amina.put(path, json={"kind": "file", "body": "", "meta": meta}))
    assert await kept(amina) == (hers + 1000, MB)
    assert await kept(bo) == (his, MB)
    assert (await got(bo, file["id"])).status_code == 200


async def test_a_history_for_which_there_is_no_room_says_so_and_comes_in_later(
    join: Join, town: Town
) -> None:
    amina = await join("amina")
    data = histories.whatsapp(IMG_20201228_WA0001__jpg=secrets.token_bytes(700_000))
    looked = await histories.look(amina, data)
    failed = await histories.apply(town, amina, looked["id"])
    assert failed["state"] == "failed"
    assert [one["reason"] for one in failed["problems"]] == ["quota_full"]
    async with town.database.transaction() as db:
        await storage.set_quota(db, 5)
    done = await histories.apply(town, amina, looked["id"])
    assert (done["state"], done["problems"]) == ("applied", [])
    assert (await kept(amina))[0] == 700_000


async def test_an_archive_of_posts_for_which_there_is_no_room_says_so(
    join: Join, town: Town, settings: Settings
) -> None:
    amina = await join("amina")
    looked = ok(await amina.put(f"/imports/{new_id()}", content=archives.mastodon()))
    await filled(amina, MB - (await kept(amina))[0])
    path = f"/imports/{looked['id']}"
    ok(await amina.post(f"{path}/application"))
    await worked_off(town)
    failed = ok(await amina.get(path))
    assert (failed["state"], failed["problems"][0]["reason"]) == ("failed", "quota_full")
    async with town.database.transaction() as db:
        await storage.set_quota(db, 5)
    ok(await amina.post(f"{path}/application"))
    await worked_off(town)
    done = ok(await amina.get(path))
    assert done["state"] == "applied"
    assert "quota_full" not in {one["reason"] for one in done["problems"]}


async def test_whoever_keeps_too_much_can_take_it_along_and_leave(join: Join, town: Town) -> None:
    amina = await join("amina")
    await filled(amina)
    takeout = new_id()
    ok(await amina.put(f"/takeouts/{takeout}"))
    await worked_off(town)
    zipped = await amina.get(f"/takeouts/{takeout}/file")
    assert (zipped.status_code, len(zipped.content) > MB) == (200, True)
    assert await kept(amina) == (MB, MB)


class TestFullDisk:
    """A town whose disk is as full as it may be."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return msgspec.structs.replace(settings, free_disk=100_000_000)

    @pytest.mark.parametrize("sending", SENDING, ids=lambda each: each.__name__)
    async def test_nothing_comes_in(self, join: Join, settings: Settings, sending: Sending) -> None:
        amina, shop = await join("amina"), str(new_id())
        ok(await amina.put(f"/merchants/{shop}", json={"name": "Amina's"}))
        event = {"merchant_id": shop, "name": "Le Havre", "minutes": 93}
        ok(await amina.put(f"/tickets/events/{shop}", json=event))
        if sending is _contact:
            # It is a line in a table.
            ok(await put_contact(amina, "Ada") and await amina.get("/contacts"))
            return
        async with unchanged(str(settings.database_url), "identity_session"):
            answer = await sending(amina, shop)
            assert (answer.status_code, code(answer)) == (507, "disk_full")
        assert blobs(settings) == set()

    async def test_people_still_talk(self, join: Join) -> None:
        amina, bo = await join("amina"), await join("bo_chen")
        await befriend(amina, bo)
        await said(amina, await made(amina, bo), "Hello")

    async def test_a_take_out_fails_and_leaves_nothing(
        self, join: Join, town: Town, settings: Settings
    ) -> None:
        amina, takeout = await join("amina"), new_id()
        ok(await amina.put(f"/takeouts/{takeout}"))
        await worked_off(town)
        found: Any = ok(await amina.get(f"/takeouts/{takeout}"))
        assert found["state"] == "failed"
        assert list((settings.home / "tmp").iterdir()) == []
        assert blobs(settings) == set()
