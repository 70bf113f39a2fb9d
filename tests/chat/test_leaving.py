"""Leaving for good: nobody is served any more what the one who left had said and sent."""

from typing import Any

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.chat.acts import GIF, Talk, befriend, do, history, made, ok, opened
from tests.chat.test_attaching import meta_of, send
from tests.chat_files.test_files import blobs, got, put
from tests.contacts.conftest import Join, Settle
from tests.http import PASSWORD, Client
from tests.jobs import worked_off
from tests.samples import film, jpeg, webm


async def leave(one: Client, town: Town, settle: Settle) -> dict[str, int]:
    """Erases this account, and all that follows from it; answers what went, by record set."""
    body = {"handle": one.me["handle"], "password": PASSWORD}
    answer = ok(await one.request("DELETE", "/me", json=body))
    await settle()
    await worked_off(town)
    return {row["set"]: row["count"] for row in answer["erased"]}


async def sent(one: Client, place: str, content: bytes, kind: str, **more: Any) -> dict[str, Any]:
    """Uploads a file and sends it; answers the file."""
    file = ok(await put(one, content, kind=kind, name=more.get("name", "")))
    ok(await send(one, place, kind, meta_of(file)))
    return dict(file)


async def test_files_of_every_kind_go_with_whoever_sent_them(
    talk: Talk, town: Town, settle: Settle, settings: Settings, tmp_path: Any
) -> None:
    before = blobs(settings)
    moving = film(tmp_path, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-f", "mp4")
    contents = {"image": jpeg(), "video": moving, "voice": webm(1), "file": b"for you"}
    files = [await sent(talk.amina, talk.id, each, kind) for kind, each in contents.items()]
    ok(await put(talk.amina, b"never sent", kind="file"))
    assert [(await got(talk.bo, file["id"])).status_code for file in files] == [200] * 4
    erased = await leave(talk.amina, town, settle)
    assert erased["chat_files"] == 5
    assert [(await got(talk.bo, file["id"])).status_code for file in files] == [404] * 4
    assert blobs(settings) == before
    said = (await history(talk.bo, talk.id))["messages"]
    assert [(one["recalled"], one.get("meta")) for one in said] == [(True, None)] * 4


async def test_the_same_bytes_of_somebody_else_stay(talk: Talk, town: Town, settle: Settle) -> None:
    hers = await sent(talk.amina, talk.id, b"the same", "file")
    his = await sent(talk.bo, talk.id, b"the same", "file")
    await leave(talk.amina, town, settle)
    assert (await got(talk.bo, hers["id"])).status_code == 404
    assert (await got(talk.bo, his["id"])).content == b"the same"


async def test_what_others_passed_on_is_theirs(
    talk: Talk, town: Town, join: Join, settle: Settle
) -> None:
    carla = await join("carla")
    await befriend(talk.bo, carla)
    there = await opened(talk.bo, carla)
    passed = await sent(talk.amina, talk.id, b"passed on", "file")
    kept = await sent(talk.amina, talk.id, b"not passed on", "file")
    ok(await send(talk.bo, there, "file", meta_of(passed)))
    erased = await leave(talk.amina, town, settle)
    assert erased["chat_files"] == 1
    assert (await got(carla, passed["id"])).content == b"passed on"
    assert (await got(talk.bo, passed["id"])).content == b"passed on"
    assert (await got(talk.bo, kept["id"])).status_code == 404
    await leave(talk.bo, town, settle)
    assert (await got(carla, passed["id"])).status_code == 404


async def group_of(talk: Talk, join: Join, name: str) -> tuple[str, Client]:
    """A group of Amina's with Bo and Carla, and Carla."""
    carla = await join("carla")
    await befriend(talk.amina, carla)
    return await made(talk.amina, talk.bo, carla, name=name), carla


async def test_a_group_goes_on_without_what_its_founder_gave_it(
    talk: Talk, town: Town, join: Join, settle: Settle
) -> None:
    group, carla = await group_of(talk, join, "Rowing")
    change = {"name": "Sailing", "announcement": "Sunday at nine"}
    ok(await talk.amina.patch(f"/groups/{group}", json=change))
    ok(await talk.amina.put(f"/groups/{group}/avatar", content=GIF))
    ok(await talk.amina.put(f"/groups/{group}/members/me/name", json={"name": "The captain"}))
    ok(await do(talk.bo, group, "text", body="Ahoy"))
    picture = ok(await carla.get(f"/conversations/{group}"))["avatar"]
    await leave(talk.amina, town, settle)
    said = (await history(talk.bo, group))["messages"]
    assert [one["body"] for one in said if one["kind"] == "text"] == ["Ahoy"]
    assert not {"Sailing", "Sunday at nine"} & {one["meta"].get("text") for one in said[:-4]}
    seen = ok(await carla.get(f"/conversations/{group}"))
    assert (seen["name"], seen.get("announcement"), seen.get("avatar")) == ("Sailing", None, None)
    assert (await carla.page(picture)).status_code == 404
    ok(await talk.bo.patch(f"/groups/{group}", json={"announcement": "At ten"}))


async def test_what_others_gave_a_group_stays(
    talk: Talk, town: Town, join: Join, settle: Settle
) -> None:
    group, carla = await group_of(talk, join, "Rowing")
    role = f"/groups/{group}/members/{talk.bo.me['id']}/role"
    ok(await talk.amina.put(role, json={"role": "admin"}))
    ok(await talk.amina.put(f"/groups/{group}/avatar", content=jpeg()))
    ok(await talk.bo.put(f"/groups/{group}/avatar", content=GIF))
    ok(await talk.bo.patch(f"/groups/{group}", json={"announcement": "Sunday at nine"}))
    before = ok(await carla.get(f"/conversations/{group}"))
    await leave(talk.amina, town, settle)
    after = ok(await carla.get(f"/conversations/{group}"))
    kept = ("name", "announcement", "avatar")
    assert [after[each] for each in kept] == [before[each] for each in kept]
    assert (await carla.page(after["avatar"])).status_code == 200


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("AMINA's birthday", "Bo_chen"),
        ("With amina diallo", "Bo_chen"),
        ("The Diallo family", "The Diallo family"),
        ("Rowing", "Rowing"),
    ],
)
async def test_a_group_that_is_named_after_who_left_is_named_after_who_is_there(
    talk: Talk, town: Town, join: Join, settle: Settle, name: str, left: str
) -> None:
    ok(await talk.amina.patch("/me", json={"display_name": "Amina Diallo"}))
    group, carla = await group_of(talk, join, name)
    await leave(talk.amina, town, settle)
    assert ok(await carla.get(f"/conversations/{group}"))["name"] == left


async def test_a_picture_of_a_group_that_only_they_had_goes_whole(
    talk: Talk, town: Town, settle: Settle, settings: Settings
) -> None:
    before = blobs(settings)
    alone = await made(talk.amina, name="Notes")
    ok(await talk.amina.put(f"/groups/{alone}/avatar", content=GIF))
    await leave(talk.amina, town, settle)
    assert blobs(settings) == before
