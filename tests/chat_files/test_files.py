"""Files: uploaded once, made anew by what they are, given to those they were sent to."""

import asyncio
import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx
import pytest

from leapfrog.chat.files import UNUSED, attach, detach, drop_unused, sendable
from leapfrog.chat_content import clean_name
from leapfrog.chat_files import uploads
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.files import delete_unowned
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.media import PaintedImage
from tests.chat.acts import Talk, befriend, ok, opened
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.samples import film, jpeg, likeness, loudness, m4a, wav, webm


async def put(one: Client, content: bytes, file_id: Any = None, **query: str) -> httpx.Response:
    name = query.pop("name", "")
    path = f"/chat/files/{file_id or new_id()}"
    return await one.put(path, content=content, params=query, headers={"x-file-name": quote(name)})


async def got(one: Client, file_id: Any, headers: Any = None, **query: str) -> httpx.Response:
    return await one.get(f"/chat/files/{file_id}", params=query, headers=headers)


async def sent(town: Town, talk: Talk, file_id: str, seq: int = 1) -> None:
    """As if a message with this file were in the conversation."""
    async with town.database.transaction() as db:
        await attach(db, [(UUID(file_id), UUID(talk.id), seq)])


def blobs(settings: Settings) -> set[str]:
    return {path.name for path in (settings.home / "media").rglob("*") if path.is_file()}


async def test_a_picture_comes_back_made_anew_whole_and_small(talk: Talk) -> None:
    file = ok(await put(talk.amina, jpeg((2000, 1000)), name="Garden.jpg"))
    assert (file["kind"], file["type"]) == ("image", "image/webp")
    assert (file["width"], file["height"], file["name"]) == (2000, 1000, "Garden.jpg")
    whole, thumb = [await got(talk.amina, file["id"], part=part) for part in ("whole", "thumb")]
    assert len(whole.content) == file["size"] == int(whole.headers["content-length"])
    assert len(thumb.content) < len(whole.content)
    for answer in (whole, thumb):
        assert answer.headers["content-type"] == "image/webp"
        assert answer.headers["content-disposition"] == "inline; filename*=UTF-8''Garden.webp"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert b"secret" not in answer.content


async def test_a_picture_sent_as_a_file_is_what_it_was(talk: Talk) -> None:
    original = jpeg()
    file = ok(await put(talk.amina, original, kind="file", name="蜡烛 1.jpg"))
    assert (file["kind"], file["type"], file["name"]) == ("file", "image/jpeg", "蜡烛 1.jpg")
    answer = await got(talk.amina, file["id"])
    assert answer.content == original
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''" + quote("蜡烛 1.jpg")
    )


async def test_what_only_looks_like_a_picture_is_a_file_unless_a_picture_was_meant(
    talk: Talk,
) -> None:
    note = b"BMW, the blue one, by the lake"
    file = ok(await put(talk.amina, note, name="note.txt"))
    assert file["kind"] == "file"
    assert (await got(talk.amina, file["id"])).content == note


async def test_a_voice_message_plays_where_one_knows_opus_and_where_one_does_not(
    talk: Talk, town: Town
) -> None:
    for recording in (webm(2), m4a(2)):
        file = ok(await put(talk.amina, recording, kind="voice"))
        await sent(town, talk, file["id"])
        assert abs(file["duration_ms"] - 2000) < 150
        assert len(file["peaks"]) == 64
        opus = await got(talk.bo, file["id"], part="play")
        aac = await got(talk.bo, file["id"], part="play", type="audio/mp4")
        assert opus.headers["content-type"] == "audio/ogg"
        assert aac.headers["content-type"] == "audio/mp4"
        for answer in (opus, aac):
            assert likeness(loudness(wav(2)), loudness(answer.content)) > 0.9


async def test_a_film_has_a_still(talk: Talk, tmp_path: Path) -> None:
    options = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mp4")
    file = ok(await put(talk.amina, film(tmp_path, *options)))
    assert (file["kind"], file["type"], file["width"]) == ("video", "video/mp4", 320)
    assert abs(file["duration_ms"] - 2000) < 150
    assert (await got(talk.amina, file["id"], part="thumb")).headers["content-type"] == "image/webp"
    assert b"secret" not in (await got(talk.amina, file["id"], part="play")).content


async def test_a_player_reads_by_ranges_and_asks_once(talk: Talk) -> None:
    file = ok(await put(talk.amina, bytes(range(256)) * 40, kind="file"))
    whole = await got(talk.amina, file["id"])
    part = await got(talk.amina, file["id"], {"range": "bytes=250-259"})
    assert (part.status_code, part.content) == (
        206,
        bytes([250, 251, 252, 253, 254, 255, 0, 1, 2, 3]),
    )
    assert part.headers["content-range"] == f"bytes 250-259/{file['size']}"
    tag = whole.headers["etag"]
    again = await got(talk.amina, file["id"], {"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    changed = await got(talk.amina, file["id"], {"range": "bytes=0-1", "if-range": '"other"'})
    assert (changed.status_code, len(changed.content)) == (200, file["size"])
    outside = await got(talk.amina, file["id"], {"range": "bytes=99999-"})
    assert (outside.status_code, outside.json()["code"]) == (416, "no_such_range")


async def test_the_same_upload_again_is_the_same_file(talk: Talk, settings: Settings) -> None:
    file_id = new_id()
    first = ok(await put(talk.amina, jpeg(), file_id))
    async with unchanged(str(settings.database_url), "identity_session"):
        assert ok(await put(talk.amina, jpeg(), file_id)) == first
        assert ok(await put(talk.amina, b"something else", file_id)) == first


async def test_two_tries_at_once_are_one_file(talk: Talk, town: Town) -> None:
    file_id = new_id()
    answers = await asyncio.gather(*(put(talk.amina, jpeg(), file_id) for _ in range(4)))
    assert len({answer.text for answer in answers}) == 1
    async with town.database.reading() as db:
        assert await db.value("select count(*) from kernel_file where owner_id = $1", file_id) == 2


async def test_only_its_owner_and_those_it_was_sent_to_have_it(
    talk: Talk, join: Join, client: Enter, town: Town, settings: Settings
) -> None:
    carla = await join("carla")
    await befriend(talk.amina, carla)
    other = await opened(talk.amina, carla)
    file = ok(await put(talk.amina, b"for Bo", kind="file"))
    for one in (talk.bo, carla):
        assert (await got(one, file["id"])).json()["code"] == "no_file"
    await sent(town, talk, file["id"])
    assert (await got(talk.bo, file["id"])).content == b"for Bo"
    async with unchanged(str(settings.database_url), "identity_session"):
        nothing = await got(carla, new_id())
        refused = await got(carla, file["id"])
        assert refused.json() | {"instance": ""} == nothing.json() | {"instance": ""}
        assert (await got(client(), file["id"])).status_code == 401
        assert (await put(client(), b"x")).status_code == 401
        taken = await put(carla, b"mine now", file["id"])
        assert (taken.status_code, taken.json()["code"]) == (409, "file_id_used")
    async with town.database.transaction() as db:
        await attach(db, [(UUID(file["id"]), UUID(other), 1)])
        await detach(db, [(UUID(talk.id), 1)])
    assert (await got(talk.bo, file["id"])).status_code == 404
    assert (await got(carla, file["id"])).content == b"for Bo"


async def test_one_may_send_what_one_has(talk: Talk, join: Join, town: Town) -> None:
    carla = await join("carla")
    file = ok(await put(talk.amina, b"x", kind="file"))
    await sent(town, talk, file["id"])
    people = [UUID(one.me["id"]) for one in (talk.amina, talk.bo, carla)]
    async with town.database.transaction() as db:
        found = await sendable(db, [(person, UUID(file["id"])) for person in people])
    assert [person for person, _ in found] == people[:2]
    [meta] = {str(each.meta) for each in found.values()}
    assert "'file':" in meta
    assert "'kind'" not in meta


REFUSED = [
    (b"", {}, "empty_file"),
    (b"no picture", {"kind": "image"}, "not_a_picture"),
    (jpeg(), {"kind": "voice"}, "not_a_sound"),
    (jpeg(), {"kind": "video"}, "not_a_film"),
]


@pytest.mark.parametrize(("content", "query", "code"), REFUSED)
async def test_what_cannot_be_kept_leaves_nothing(
    talk: Talk, settings: Settings, content: bytes, query: Any, code: str
) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await put(talk.amina, content, **query)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert blobs(settings) == set()
    assert list((settings.home / "tmp").iterdir()) == []


async def test_what_is_larger_than_allowed_is_not_read_to_its_end(
    talk: Talk, settings: Settings
) -> None:
    read = 0

    async def endless() -> Any:
        nonlocal read
        while read < 10 * settings.largest_file:
            read += 1
            yield bytes(1_000_000)

    answer = await talk.amina.put(f"/chat/files/{new_id()}", content=endless())
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert list((settings.home / "tmp").iterdir()) == []


async def test_an_upload_that_was_never_sent_goes_after_a_day(
    talk: Talk, town: Town, settings: Settings, clock: FixedClock
) -> None:
    unused, used = [ok(await put(talk.amina, content, kind="file")) for content in (b"a", b"b")]
    await sent(town, talk, used["id"])

    async def swept() -> None:
        async with town.database.transaction() as db:
            await drop_unused(db)
        hashes = [hashlib.sha256(content).digest() for content in (b"a", b"b")]
        await delete_unowned(town.database, town.files, hashes)

    await swept()
    assert len(blobs(settings)) == 2
    clock.advance(UNUSED + timedelta(minutes=1))
    await swept()
    assert blobs(settings) == {hashlib.sha256(b"b").hexdigest()}
    assert (await got(talk.amina, unused["id"])).status_code == 404
    assert (await got(talk.bo, used["id"])).content == b"b"


async def test_the_same_content_of_two_is_kept_until_the_last_one_goes(
    talk: Talk, town: Town, settings: Settings, clock: FixedClock
) -> None:
    mine, theirs = [ok(await put(one, b"same", kind="file")) for one in (talk.amina, talk.bo)]
    assert len(blobs(settings)) == 1
    await sent(town, talk, theirs["id"])
    clock.advance(UNUSED + timedelta(minutes=1))
    async with town.database.transaction() as db:
        await drop_unused(db)
    await delete_unowned(town.database, town.files, [hashlib.sha256(b"same").digest()])
    assert (await got(talk.amina, mine["id"])).status_code == 404
    assert (await got(talk.amina, theirs["id"])).content == b"same"


NAMES = [
    ("Garden.jpg", "Garden.jpg"),
    ("../../etc/passwd", "etc passwd"),
    ("C:\\Users\\amina\\a.doc", "C Users amina a.doc"),
    ("invoice\u202efdp.exe", "invoice fdp.exe"),
    ("a\r\nSet-Cookie: x=1", "a Set-Cookie  x=1"),
    ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ("\ud800.txt", "txt"),
]


@pytest.mark.parametrize(("name", "cleaned"), NAMES)
def test_a_name_does_no_harm(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned


async def test_many_pictures_of_one_wait_for_each_other_and_not_before_others(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path] = []
    first, may_end, real = asyncio.Event(), asyncio.Event(), uploads.paint

    async def painting(folder: Path) -> PaintedImage:
        begun.append(folder)
        if len(begun) == 1:
            first.set()
            await may_end.wait()
        return await real(folder)

    monkeypatch.setattr(uploads, "paint", painting)
    async with asyncio.TaskGroup() as group:
        hers = [group.create_task(put(talk.amina, jpeg((60, 40)))) for _ in range(3)]
        await first.wait()
        ok(await put(talk.bo, jpeg((60, 40))))
        assert len(begun) == 2
        may_end.set()
    assert [one.result().status_code for one in hers] == [200] * 3
    assert len(begun) == 4
