"""Files that are taken along: whole, under whatever id is free, never somebody else's."""

import hashlib
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from msgspec.structs import replace

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat.acts import Talk, history, ok
from tests.chat.test_attaching import meta_of, send
from tests.chat_files.test_files import got, put
from tests.http import App, Client, running
from tests.matrix import unchanged
from tests.portability.conftest import take_out
from tests.portability.test_round_trip import arrive, compared, records
from tests.samples import jpeg, webm
from tests.town import database


@pytest.fixture
async def harbour(
    settings: Settings, postgres_dsn: str, template: str, tmp_path: Path, clock: FixedClock
) -> AsyncIterator[App]:
    """Another town, where nobody lives."""
    with database(postgres_dsn, template) as url:
        there = replace(
            settings, home=tmp_path / "there", database_url=url, town_domain="harbour.town"
        )
        async with running(there, clock) as made:
            yield made


async def exchanged(talk: Talk) -> list[dict[str, Any]]:
    """Amina sends a picture, Bo speaks, and Amina passes both on as one."""
    picture = ok(await put(talk.amina, jpeg(), name="Garden.jpg"))
    voice = ok(await put(talk.bo, webm(1), kind="voice"))
    ok(await send(talk.amina, talk.id, "image", meta_of(picture)))
    ok(await send(talk.bo, talk.id, "voice", meta_of(voice)))
    items = [
        {"name": "A", "kind": kind, "body": "", "at": "2026-11-24T09:00:00Z", "meta": meta_of(file)}
        for kind, file in (("image", picture), ("voice", voice))
    ]
    ok(await send(talk.amina, talk.id, "merged", {"title": "Both", "items": items}))
    return [picture, voice]


async def test_what_one_sent_and_was_sent_comes_along(
    talk: Talk, app: App, harbour: App, settings: Settings
) -> None:
    files = await exchanged(talk)
    before = [(await got(talk.amina, file["id"])).content for file in files]
    zipped = await take_out(app, talk.amina, new_id())
    arriving = Client(harbour, settings.origin, "198.51.100.7")
    await arriving.join("amina")
    await arrive(arriving, zipped)
    after = [(await got(arriving, file["id"])).content for file in files]
    assert after == before
    aac = await got(arriving, files[1]["id"], part="play", type="audio/mp4")
    assert aac.headers["content-type"] == "audio/mp4"
    second = await take_out(harbour, arriving, new_id())
    assert len(records(second)["chat_files"]) == 2
    assert compared(second) == compared(zipped)


async def test_two_who_come_from_one_conversation_each_have_its_files(
    talk: Talk, app: App, harbour: App, settings: Settings
) -> None:
    files = await exchanged(talk)
    contents = [(await got(talk.amina, file["id"])).content for file in files]
    for handle, leaving in (("amina", talk.amina), ("bo_chen", talk.bo)):
        zipped = await take_out(app, leaving, new_id())
        arriving = Client(harbour, settings.origin, "198.51.100.7")
        await arriving.join(handle)
        await arrive(arriving, zipped)
        [row] = (await arriving.get("/conversations")).json()["conversations"]
        said = (await history(arriving, row["id"]))["messages"]
        named = [said[0]["meta"]["file"], said[1]["meta"]["file"]]
        assert [item["meta"]["file"] for item in said[2]["meta"]["items"]] == named
        assert [(await got(arriving, one)).content for one in named] == contents


def forged(zipped: bytes, change: Any) -> bytes:
    """The zip with other records of files, and a manifest that fits them."""
    name, out = "records/chat_files.jsonl", io.BytesIO()
    with ZipFile(io.BytesIO(zipped)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        entries = {each: before.read(each) for each in before.namelist()}
        changed = [change(json.loads(line)) for line in entries[name].splitlines()]
        entries[name] = b"".join(json.dumps(one).encode() + b"\n" for one in changed)
        manifest = json.loads(entries["manifest.json"])
        manifest["files"][name] = hashlib.sha256(entries[name]).hexdigest()
        entries["manifest.json"] = json.dumps(manifest).encode()
        for each, content in entries.items():
            after.writestr(each, content)
    return out.getvalue()


async def test_a_hash_alone_opens_nothing(
    talk: Talk, app: App, settings: Settings, town: Town
) -> None:
    await exchanged(talk)
    secret = ok(await put(talk.bo, b"Bo's own", kind="file"))
    assert (await got(talk.amina, secret["id"])).status_code == 404
    zipped = await take_out(app, talk.amina, new_id())

    def claims(record: dict[str, Any]) -> dict[str, Any]:
        record["file"]["id"] = str(uuid4())
        record["blobs"][0]["sha256"] = hashlib.sha256(b"Bo's own").hexdigest()
        return record

    async with unchanged(str(settings.database_url), "identity_session"):
        path = f"/arrivals/{new_id()}"
        answer = await talk.amina.put(path, content=forged(zipped, claims))
        assert (answer.status_code, answer.json()["code"]) == (422, "damaged_takeout")


async def test_what_says_to_be_a_picture_and_is_a_page_is_only_a_file(
    talk: Talk, app: App, harbour: App, settings: Settings
) -> None:
    picture, _ = await exchanged(talk)

    def lies(record: dict[str, Any]) -> dict[str, Any]:
        for blob in record["blobs"]:
            blob["media_type"] = "text/html"
        return record

    zipped = forged(await take_out(app, talk.amina, new_id()), lies)
    arriving = Client(harbour, settings.origin, "198.51.100.7")
    await arriving.join("amina")
    await arrive(arriving, zipped)
    answer = await got(arriving, picture["id"])
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
