"""Files made to hurt end in a clear sentence; nothing is kept, and the memory stays small."""

import io
import tracemalloc
import zipfile
from collections.abc import AsyncIterator

import httpx
import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contact_formats.reading import vcard
from tests.contacts.acts import code, ok, rows
from tests.contacts.conftest import Join
from tests.http import Client
from tests.imports.contacts.files import apply, bring, counts, items, look, send, whole
from tests.matrix import unchanged

MB = 1024 * 1024


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


REFUSED = {
    "bomb": ("zip_bomb", zipped(("a.vcf", vcard("FN:A") + b" " * 40 * MB))),
    "paths": ("zip_unsafe", zipped(("../../etc/passwd.vcf", vcard("FN:A")))),
    "several": ("zip_not_one_file", zipped(("a.vcf", vcard("FN:A")), ("b.vcf", vcard("FN:B")))),
    "broken": ("zip_broken", zipped(("a.vcf", vcard("FN:A")))[:-30]),
    "nothing": ("unknown_format", b""),
    "picture": ("unknown_format", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100),
    "page": ("unknown_format", b"<!doctype html><title>Sign in</title>" * 50),
}


@pytest.mark.parametrize(("reason", "data"), REFUSED.values(), ids=REFUSED)
async def test_a_file_that_is_not_for_us_is_refused(
    join: Join, settings: Settings, reason: str, data: bytes
) -> None:
    amina = await join("amina")
    async with unchanged(settings.database_url or ""):
        answer = await send(amina, data)
    assert (answer.status_code, code(answer)) == (422, "archive_unreadable")
    assert answer.json()["reason"] == reason
    assert answer.json()["detail"].endswith(".")


async def test_damage_to_a_note_is_told_and_the_name_is_whole(join: Join) -> None:
    amina = await join("amina")
    header = b"First Name,Last Name,Notes,E-mail 1 - Label,E-mail 1 - Value\r\n"
    table = header + "Jürgen,Müller,Straße%b,,j@example.org\r\n".encode() % b"\xe4\xb8"
    for data in (table, vcard("FN:Jürgen Müller", "NOTE:Straße%b") % b"\xe4\xb8"):
        seen = await look(amina, data)
        assert [item["name"] for item in await items(amina, seen["id"])] == ["Jürgen Müller"]
        (remark,) = seen["problems"]
        assert "damaged letters" in remark["reason"]
        assert not remark["kept"]


async def test_a_name_with_a_path_is_only_a_name(join: Join) -> None:
    amina = await join("amina")
    name = "../../etc/\0passwd\u202e.vcf"
    assert (await look(amina, vcard("FN:A"), name=name))["name"] == name.replace("\0", "")
    assert len((await look(amina, vcard("FN:A"), name="x" * 2000))["name"]) == 200


async def test_damaged_cards_come_as_far_as_they_can_be_read(join: Join) -> None:
    amina = await join("amina")
    data = vcard("FN:Cut", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ")
    data += vcard("FN:Bad", "PHOTO;ENCODING=b:!!!no base64!!!", "TEL:1234567")
    data += vcard("FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=FF=FE=", version="2.1")
    data += vcard("FN:J\xfcrgen").replace("ü".encode(), b"\xfc")
    data += b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:No end\r\n"
    seen = await look(amina, data)
    assert (seen["found"], seen["add"]) == (5, 5)
    assert {"place", "reason", "kept"} == set(seen["problems"][0])
    assert any("no end" in told["reason"] for told in seen["problems"])
    await apply(amina, seen["id"])
    assert {"Cut", "Bad", "Jürgen", "No end"} <= {row["name"] for row in await rows(amina)}


async def test_signs_that_a_database_cannot_hold(join: Join) -> None:
    amina = await join("amina")
    data = vcard(
        "FN:A=00B\0C",
        "NOTE;ENCODING=QUOTED-PRINTABLE:x=00y",
        "X-A;X-B=\0:\x7f",
    )
    data += vcard("N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=ED=A0=80=00;B", version="2.1")
    assert (await bring(amina, data))["state"] == "applied"


async def test_a_line_of_sixty_megabytes_costs_one_card_and_little_memory(join: Join) -> None:
    amina = await join("amina")
    end = b"\r\nEND:VCARD\r\n" + vcard("FN:After")
    await bring(amina, vcard("FN:Warm"))
    tracemalloc.start()
    try:
        seen = whole(ok(await _stream(amina, b"BEGIN:VCARD\r\nFN:", *[b"x" * 65536] * 960, end)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [item["name"] for item in await items(amina, seen["id"])] == ["After"]
    assert [told["place"] for told in seen["problems"]] == ["1"]
    assert peak < 60 * MB


async def test_more_than_64_megabytes_are_not_taken(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    async with unchanged(settings.database_url or ""):
        answer = await _stream(amina, vcard("FN:A"), *[b" " * 65536] * 1030)
    assert (answer.status_code, code(answer)) == (413, "too_large")


async def test_many_cards_cost_no_more_memory_than_few(join: Join) -> None:
    amina = await join("amina")
    await bring(amina, vcard("FN:Warm"))
    peaks = []
    for count in (500, 4000):
        cards = [vcard(f"FN:P{n} {count}", f"NOTE:{'x' * 4000}") for n in range(count)]
        tracemalloc.start()
        seen = whole(ok(await _stream(amina, *cards)))
        await apply(amina, seen["id"])
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert seen["add"] == count
    assert peaks[1] < peaks[0] + 8 * MB


async def test_numbers_beyond_all_items(join: Join) -> None:
    amina = await join("amina")
    seen = await look(amina, vcard("FN:A"))
    path = f"/imports/{seen['id']}/contacts"
    for n in (0, 2, 2**31, 2**70):
        answer = await amina.patch(f"{path}/{n}", json={"decision": "skip"})
        assert (answer.status_code, code(answer)) == (404, "not_found")
        assert ok(await amina.get(path, params={"after": n}))["next"] is None


async def test_thousands_of_namesakes_are_no_trouble(join: Join) -> None:
    amina = await join("amina")
    data = b"".join(vcard("FN:Same", f"TEL:+4922112{n:04d}", f"X-N:{n}") for n in range(2000))
    assert counts(await bring(amina, data)) == (2000, 0, 0, 0)
    assert counts(await look(amina, data)) == (0, 0, 2000, 0)


async def _stream(one: Client, *blocks: bytes) -> httpx.Response:
    """Sends a file in these pieces, one after the other."""

    async def body() -> AsyncIterator[bytes]:
        for block in blocks:
            yield block

    return await one.put(f"/imports/{new_id()}", content=body(), params={"name": "a.vcf"})
