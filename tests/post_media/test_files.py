"""Pictures, films and voices of posts: made anew, and for whoever may see the post."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.posts import drop_expired
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.posts.acts import befriend, code, ok, post, posted
from tests.samples import film, jpeg, webm


async def put(one: Client, content: bytes, file_id: Any = None) -> httpx.Response:
    return await one.put(f"/post-files/{file_id or new_id()}", content=content)


async def status(one: Client, file_id: str, part: str = "whole") -> int:
    return (await one.get(f"/post-files/{file_id}", params={"part": part})).status_code


async def test_what_is_uploaded_is_made_anew_and_the_same_id_is_one_file(
    join: Join, tmp_path: Path
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    file_id = new_id()
    media = ok(await put(amina, jpeg((3000, 1500)), file_id))
    assert (media["kind"], media["type"]) == ("image", "image/webp")
    assert (media["width"], media["height"]) == (2048, 1024)
    assert ok(await put(amina, jpeg((10, 10)), file_id)) == media
    assert code(await put(bo, jpeg((10, 10)), file_id)) == "post_id_used"
    whole = await amina.get(f"/post-files/{file_id}")
    assert whole.headers["content-type"] == "image/webp"
    assert whole.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert b"secret" not in whole.content
    shown = ok(await put(amina, film(tmp_path, "-c:v", "libx264", "-f", "mp4", seconds=1)))
    assert (shown["kind"], shown["width"]) == ("video", 320)
    voice = ok(await put(amina, webm(1)))
    assert voice["kind"] == "voice"
    assert voice["peaks"]
    for bad in (b"", b"<svg onload='alert(1)'/>", b"GIF89a but not really"):
        assert (await put(amina, bad)).status_code == 422
    for twice in (voice, media):
        files = [{"file": media["file"]}, {"file": twice["file"]}]
        assert code(await post(amina, "both", files=files)) == "bad_post"
    assert ok(await amina.get("/square/home"))["posts"] == []


async def test_a_file_is_for_whom_its_post_is(join: Join, client: Enter) -> None:
    amina, friend, fan = await join("amina"), await join("friend"), await join("fan")
    nobody = client()
    await befriend(amina, friend)
    seen = {}
    for audience in ("public", "contacts", "me"):
        file_id = ok(await put(amina, jpeg((40, 30))))["file"]
        assert await status(friend, file_id) == 404, "in no post yet"
        files = [{"file": file_id, "alt": f"A square for {audience}"}]
        shown = await posted(amina, audience=audience, files=files)
        assert shown["content"]["media"][0]["alt"] == f"A square for {audience}"
        people = (amina, friend, fan, nobody)
        seen[audience] = [await status(one, file_id, "thumb") for one in people]
        assert code(await post(amina, "again", files=files)) == "no_post_file"
        assert code(await post(fan, "mine", files=files)) == "no_post_file"
    assert seen == {
        "public": [200, 200, 200, 200],
        "contacts": [200, 200, 404, 404],
        "me": [200, 404, 404, 404],
    }


async def test_what_is_in_no_post_is_forgotten_after_a_day_and_with_its_post(
    join: Join, clock: FixedClock, town: Town
) -> None:
    amina = await join("amina")
    kept, left = [ok(await put(amina, jpeg((40, 30))))["file"] for _ in range(2)]
    shown = await posted(amina, files=[{"file": kept}])
    clock.advance(timedelta(days=1, minutes=1))
    async with town.database.transaction() as db:
        await drop_expired(db)
    assert [await status(amina, one) for one in (kept, left)] == [200, 404]
    await amina.delete(f"/posts/{shown['id']}")
    assert await status(amina, kept) == 404
