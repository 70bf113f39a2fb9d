"""Oneself: words in any script, and a picture that is made anew."""

import hashlib
import io
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.http import Client, Enter, running
from tests.matrix import unchanged
from tests.operators import appoint

LARGEST = 8_000_000


def picture(colour: str = "green", form: str = "PNG", size: tuple[int, int] = (900, 600)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form)
    return out.getvalue()


async def show(browser: Client, content: bytes) -> dict[str, Any]:
    answer = await browser.put("/me/avatar", content=content)
    assert answer.status_code == 200, answer.text
    me: dict[str, Any] = answer.json()
    return me


def blobs(settings: Settings) -> list[Path]:
    return [path for path in (settings.home / "media").rglob("*") if path.is_file()]


async def test_changes_what_is_given(client: Enter) -> None:
    amina = client()
    me = await amina.join("amina")
    assert (await amina.patch("/me", json={})).json() == me
    about = (await amina.patch("/me", json={"about": "Frogs.\r\nLakes."})).json()
    assert about == {**me, "about": "Frogs.\nLakes."}
    named = (await amina.patch("/me", json={"display_name": "阿米娜", "language": "zh-CN"})).json()
    assert named == {**about, "display_name": "阿米娜", "language": "zh-CN"}
    assert (await amina.get("/me")).json() == named


async def test_an_account_says_of_itself_that_it_is_a_service(client: Enter) -> None:
    noodles, amina = client(), client()
    assert "service" not in await noodles.join("noodles")
    await amina.join("amina")
    changed = (await noodles.patch("/me", json={"service": True})).json()
    assert changed["service"] is True
    assert (await amina.get("/people/noodles")).json()["service"] is True
    # What else is changed leaves it, and nobody becomes one by somebody else.
    assert (await noodles.patch("/me", json={"about": "Soup."})).json()["service"] is True
    assert "service" not in (await amina.get("/me")).json()
    assert "service" not in (await noodles.patch("/me", json={"service": False})).json()


async def test_who_runs_the_town_hears_of_it_when_its_settings_say_so(
    client: Enter, settings: Settings
) -> None:
    amina, bo = client(), client()
    for one, handle in ((amina, "amina"), (bo, "bo_chen")):
        assert (await one.join(handle))["operator"] is False
    before = (await amina.get("/sync")).json()["cursor"]
    # It does not look who else is there, with other settings.
    ruled = msgspec.structs.replace(settings, operators=("amina",), alone=True)
    async with running(ruled) as governed:
        assert (await amina.get("/me")).json()["operator"] is False
        await appoint(governed._app.town.database, "amina")
        for handle, runs in (("amina", True), ("bo_chen", False)):
            async with Client(governed, settings.origin, "203.0.113.99") as one:
                assert (await one.sign_in(handle))["operator"] is runs
                assert (await one.get("/me")).json()["operator"] is runs
                changes = (await one.get("/sync", params={"cursor": before})).json()
                assert changes["me"]["operator"] is runs


REFUSED: list[tuple[dict[str, Any], int]] = [
    ({"display_name": ""}, 422),
    ({"display_name": "\u3164"}, 422),
    ({"display_name": "x" * 81}, 422),
    ({"about": "x" * 501}, 422),
    ({"about": "x" * 2001}, 400),
    ({"language": "fr"}, 400),
    ({"handle": "boris"}, 400),
    ({"id": "x"}, 400),
    ({"about": 7}, 400),
]


async def test_refused_and_nothing_changed(client: Enter, database_url: str) -> None:
    amina = client()
    await amina.join("amina")
    async with unchanged(database_url):
        for body, status in REFUSED:
            answer = await amina.patch("/me", json=body)
            assert (body, answer.status_code) == (body, status)


async def test_a_body_that_is_no_json(client: Enter, database_url: str) -> None:
    amina = client()
    await amina.join("amina")
    async with unchanged(database_url):
        for content in (b"", b"{", b'{"about": "\\ud800"}', b"\xff", b"[]"):
            assert (await amina.patch("/me", content=content)).status_code == 400
        large = b'{"about": "' + b"x" * 300_000 + b'"}'
        answer = await amina.patch("/me", content=large)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_a_picture_is_made_anew_as_a_square(client: Enter) -> None:
    amina = client()
    await amina.join("amina")
    for form in ("PNG", "JPEG", "WEBP", "GIF", "BMP"):
        me = await show(amina, picture(form=form))
        answer = await client().page(me["avatar"])
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/webp"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert me["avatar"] == f"/media/{hashlib.sha256(answer.content).hexdigest()}.webp"
        with Image.open(io.BytesIO(answer.content)) as shown:
            assert (shown.format, shown.size) == ("WEBP", (288, 288))


async def test_nothing_but_the_pixels_stays(client: Enter) -> None:
    amina = client()
    await amina.join("amina")
    exif = Image.Exif()
    exif[0x010E] = "my home address"
    out = io.BytesIO()
    Image.new("RGB", (600, 600), "red").save(out, "JPEG", exif=exif, comment=b"secret comment")
    assert b"my home address" in out.getvalue()
    kept = (await client().page((await show(amina, out.getvalue()))["avatar"])).content
    assert b"my home address" not in kept
    assert b"secret comment" not in kept


async def test_the_old_picture_is_gone(client: Enter, settings: Settings) -> None:
    amina = client()
    await amina.join("amina")
    old = (await show(amina, picture("green")))["avatar"]
    new = (await show(amina, picture("blue")))["avatar"]
    assert (await client().page(old)).status_code == 404
    assert (await client().page(new)).status_code == 200
    assert len(blobs(settings)) == 1
    assert (await amina.delete("/me/avatar")).json()["avatar"] is None
    assert (await client().page(new)).status_code == 404
    assert blobs(settings) == []
    assert (await amina.delete("/me/avatar")).json()["avatar"] is None


async def test_the_same_picture_again_stays(client: Enter, settings: Settings) -> None:
    amina = client()
    await amina.join("amina")
    once = await show(amina, picture())
    assert await show(amina, picture()) == once
    assert (await client().page(once["avatar"])).status_code == 200
    assert len(blobs(settings)) == 1


async def test_a_picture_that_two_people_have_stays_for_the_other(client: Enter) -> None:
    amina, boris = client(), client()
    await amina.join("amina")
    await boris.join("boris")
    shared = (await show(amina, picture()))["avatar"]
    assert (await show(boris, picture()))["avatar"] == shared
    await amina.delete("/me/avatar")
    assert (await client().page(shared)).status_code == 200
    await boris.delete("/me/avatar")
    assert (await client().page(shared)).status_code == 404


NOT_PICTURES = [
    b"",
    b"not a picture",
    b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    b"GIF89a" + bytes(40),
    b"%PDF-1.4",
]


async def test_what_is_no_picture_is_refused(
    client: Enter, database_url: str, settings: Settings
) -> None:
    amina = client()
    await amina.join("amina")
    async with unchanged(database_url):
        for content in NOT_PICTURES:
            answer = await amina.put("/me/avatar", content=content)
            assert (answer.status_code, answer.json()["code"]) == (422, "not_a_picture")
    assert blobs(settings) == []


async def test_a_bomb_of_pixels_is_refused(client: Enter, database_url: str) -> None:
    amina = client()
    await amina.join("amina")
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    async with unchanged(database_url):
        answer = await amina.put("/me/avatar", content=out.getvalue())
    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_picture")


async def test_eight_megabytes_and_no_more(client: Enter, database_url: str) -> None:
    amina = client()
    await amina.join("amina")
    large = picture(form="BMP", size=(1600, 1600))
    assert 7_000_000 < len(large) < LARGEST
    await show(amina, large.ljust(LARGEST, b"\0"))
    async with unchanged(database_url):
        answer = await amina.put("/me/avatar", content=large.ljust(LARGEST + 1, b"\0"))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_only_public_pictures_are_served(client: Enter, town: Town) -> None:
    stranger, hidden = client(), await town.files.put(b"nobody owns this")
    paths = [
        f"/media/{hidden.hex()}.webp",
        f"/media/{'0' * 64}.webp",
        "/media/x.webp",
        "/media/..%2F..%2Fetc%2Fpasswd",
        "/media/",
    ]
    for path in paths:
        answer = await stranger.page(path)
        assert (path, answer.status_code) == (path, 404)
        assert "immutable" not in answer.headers["cache-control"]
