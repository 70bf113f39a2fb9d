"""Cards are read, written and removed by their addresses."""

import asyncio

import asyncpg
import pytest
import vobject

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.carddav.conftest import Owner
from tests.carddav.phone import C, condition, lines_of, vcard
from tests.matrix import unchanged

LI = vcard("UID:li-1", "FN:Li Wei", "N:Li;Wei;;;", "TEL;TYPE=CELL:+49 151 2345678")


async def test_a_card_comes_back_as_it_was_sent(owner: Owner) -> None:
    _, phone = await owner("mei")
    made = await phone.write("li.vcf", LI, if_none_match="*")
    assert made.status_code == 201
    read = await phone.read("li.vcf")
    assert read.content.decode() == LI
    assert read.headers["etag"] == made.headers["etag"]
    assert read.headers["content-type"] == "text/vcard; charset=utf-8"
    assert read.headers["dav"] == "1, 3, addressbook"


async def test_a_card_that_the_town_completes_is_answered_without_etag(owner: Owner) -> None:
    _, phone = await owner("mei")
    made = await phone.write("li.vcf", vcard("FN:Li Wei"))
    assert (made.status_code, made.headers.get("etag")) == (201, None)
    assert [line for line in lines_of(await phone.read("li.vcf")) if line.startswith("UID:")]


async def test_line_ends_and_folds_do_not_matter(owner: Owner) -> None:
    _, phone = await owner("mei")
    folded = LI.replace("\r\n", "\n").replace("2345678", "234\n 5678")
    made = await phone.write("li.vcf", folded)
    read = await phone.read("li.vcf")
    assert (read.headers["etag"], read.content.decode()) == (made.headers["etag"], LI)


async def test_a_changed_card_has_another_etag_and_the_same_card_the_same(owner: Owner) -> None:
    _, phone = await owner("mei")
    first = (await phone.write("li.vcf", LI)).headers["etag"]
    again = await phone.write("li.vcf", LI, if_match=first)
    assert (again.status_code, again.headers["etag"]) == (204, first)
    other = await phone.write("li.vcf", LI.replace("345678", "345679"), if_match=first)
    assert other.status_code == 204
    assert other.headers["etag"] != first


async def test_head_and_not_modified_have_no_body(owner: Owner) -> None:
    _, phone = await owner("mei")
    etag = (await phone.write("li.vcf", LI)).headers["etag"]
    head = await phone.head(f"{phone.book}li.vcf")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(LI)
    fresh = await phone.read("li.vcf", **{"if-none-match": etag})
    assert (fresh.status_code, fresh.content, fresh.headers["etag"]) == (304, b"", etag)


async def test_version_4_is_for_who_asks(owner: Owner) -> None:
    _, phone = await owner("mei")
    await phone.write("li.vcf", LI)
    four = await phone.read("li.vcf", accept="text/vcard; version=4.0")
    assert "VERSION:4.0" in four.text
    assert four.headers["content-type"].startswith("text/vcard; version=4.0")


async def test_what_is_not_known_is_kept_with_its_group(owner: Owner) -> None:
    _, phone = await owner("mei")
    odd = vcard(
        "UID:li-1",
        "FN:Li Wei",
        "N:Li;Wei;;;",
        "item1.TEL;TYPE=pref:+49 151 2345678",
        "item1.X-ABLabel:Grandma's",
        "X-PHONETIC-LAST-NAME:lee",
        "X-SHOE-SIZE;X-UNIT=EU:42",
    )
    await phone.write("li.vcf", odd)
    lines = lines_of(await phone.read("li.vcf"))
    assert {"item1.X-ABLABEL:Grandma's", "X-SHOE-SIZE;X-UNIT=EU:42"} < set(lines)
    assert "X-PHONETIC-LAST-NAME:lee" in lines


NAMES = [
    "a b.vcf",
    "100%.vcf",
    "李伟.vcf",
    "a;b,c=d@e+f&g.vcf",
    "x/y.vcf",
    "no-suffix",
    "?#.vcf",
    "a\n\u00a0b",
]


async def test_any_name_may_be_chosen(owner: Owner) -> None:
    _, phone = await owner("mei")
    for name in NAMES:
        path = "".join(f"%{byte:02X}" for byte in name.encode())
        assert (await phone.write(path, LI)).status_code == 201
        assert (await phone.read(path)).status_code == 200
        (told,) = await phone.names()
        assert (await phone.read(told)).content.decode() == LI
        assert (await phone.remove(told)).status_code == 204
        assert await phone.names() == {}


async def test_a_name_that_is_none_is_refused(owner: Owner, settings: Settings) -> None:
    _, phone = await owner("mei")
    async with unchanged(str(settings.database_url), "identity_app_password"):
        for path in ("%00.vcf", "%ff.vcf", "x" * 256, ""):
            assert (await phone.write(path, LI)).status_code in (400, 405)
            assert (await phone.read(path)).status_code in (404, 405)
            assert (await phone.remove(path)).status_code in (404, 405)
        assert (await phone.write("a/b/c.vcf", LI)).status_code == 403


async def test_nothing_but_cards_is_made_in_one_s_own_home(
    owner: Owner, settings: Settings
) -> None:
    _, phone = await owner("mei")
    async with unchanged(str(settings.database_url), "identity_app_password"):
        for path in ("other/", "other", "contacts/inside/", "other/inside/"):
            made = await phone.request("MKCOL", f"/dav/addressbooks/mei/{path}")
            assert made.status_code == 403, path
            found = await phone.request("PROPFIND", f"/dav/addressbooks/mei/{path}", headers=FLAT)
            assert found.status_code == 404, path
        for path in ("", "contacts/"):
            made = await phone.request("MKCOL", f"/dav/addressbooks/mei/{path}")
            assert made.status_code == 405, path


FLAT = {"depth": "0"}


async def test_a_damaged_picture_comes_back_in_a_card_that_programs_can_read(owner: Owner) -> None:
    _, phone = await owner("mei")
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ*cut"
    hurt = vcard("UID:li-1", "FN:Li Wei", "N:Li;Wei;;;", photo)
    assert (await phone.write("li.vcf", hurt)).status_code == 201
    read = await phone.read("li.vcf")
    assert "X-LEAPFROG-PHOTO;TYPE=JPEG:/9j/4AAQ*cut" in lines_of(read)
    parsed = vobject.readOne(read.text)
    assert (parsed.fn.value, parsed.contents.get("photo")) == ("Li Wei", None)


CONDITIONS = [
    ({"if_none_match": "*"}, 412),
    ({"if_match": '"other"'}, 412),
    ({"if_match": "W/{etag}"}, 412),
    ({"if_match": ""}, 412),
    ({"if_none_match": "{etag}"}, 412),
    ({"if_match": '"other", {etag}'}, 204),
    ({"if_match": "*"}, 204),
    ({"if_none_match": '"other"'}, 204),
]


@pytest.mark.parametrize("method", ["write", "remove"])
async def test_conditions_protect_a_card(owner: Owner, settings: Settings, method: str) -> None:
    _, phone = await owner("mei")

    async def attempt(headers: dict[str, str]) -> int:
        if method == "remove":
            return (await phone.remove("li.vcf", **headers)).status_code
        return (await phone.write("li.vcf", LI.replace("Wei", "Mo"), **headers)).status_code

    for headers, status in CONDITIONS:
        etag = (await phone.write("li.vcf", LI)).headers["etag"]
        given = {key: value.format(etag=etag) for key, value in headers.items()}
        if status == 204:
            assert await attempt(given) == status, headers
            continue
        async with unchanged(str(settings.database_url), "identity_app_password"):
            assert await attempt(given) == status, headers


async def test_a_card_that_is_gone_cannot_be_matched(owner: Owner, settings: Settings) -> None:
    _, phone = await owner("mei")
    async with unchanged(str(settings.database_url), "identity_app_password"):
        assert (await phone.write("li.vcf", LI, if_match="*")).status_code == 412
        assert (await phone.write("li.vcf", LI, if_match='"old"')).status_code == 412
        assert (await phone.remove("li.vcf")).status_code == 404
        assert (await phone.read("li.vcf")).status_code == 404


async def test_two_cards_cannot_have_one_uid(owner: Owner, settings: Settings) -> None:
    _, phone = await owner("mei")
    await phone.write("li.vcf", LI)
    async with unchanged(str(settings.database_url), "identity_app_password"):
        second = await phone.write("other.vcf", LI)
    assert (second.status_code, condition(second)) == (409, f"{C}no-uid-conflict")
    assert f"{phone.book}li.vcf" in second.text


async def test_a_card_keeps_its_uid(owner: Owner, settings: Settings) -> None:
    _, phone = await owner("mei")
    await phone.write("li.vcf", LI)
    async with unchanged(str(settings.database_url), "identity_app_password"):
        changed = await phone.write("li.vcf", LI.replace("li-1", "li-2"))
    assert (changed.status_code, condition(changed)) == (409, f"{C}no-uid-conflict")


async def test_a_name_and_a_uid_can_be_used_again_when_their_card_is_gone(owner: Owner) -> None:
    _, phone = await owner("mei")
    await phone.write("li.vcf", LI)
    token = (await phone.changes()).token
    await phone.remove("li.vcf")
    assert (await phone.write("li.vcf", LI, if_none_match="*")).status_code == 201
    assert (await phone.changes(token)).etags == await phone.names()


REFUSED = [
    ("application/json", LI, 415, "supported-address-data"),
    ("text/calendar", LI, 415, "supported-address-data"),
    ("text/vcard", "", 400, "valid-address-data"),
    ("text/vcard", "hello", 400, "valid-address-data"),
    ("text/vcard", "Name,Phone\nLi,123", 400, "valid-address-data"),
    ("text/vcard", LI + LI.replace("li-1", "li-2"), 400, "valid-address-data"),
    ("text/vcard", "BEGIN:VCARD\r\nEND:VCARD\r\n", 400, "valid-address-data"),
    ("text/vcard", LI + "x" * 5_000_000, 413, "max-resource-size"),
]


async def test_what_is_no_card_is_refused(owner: Owner, settings: Settings) -> None:
    _, phone = await owner("mei")
    async with unchanged(str(settings.database_url), "identity_app_password"):
        for content_type, body, status, name in REFUSED:
            refused = await phone.write("li.vcf", body, content_type=content_type)
            assert (refused.status_code, condition(refused)) == (status, C + name)


async def test_a_picture_of_some_megabytes_goes_both_ways(owner: Owner) -> None:
    _, phone = await owner("mei")
    picture = "A" * 4_000_000
    card = vcard("UID:li-1", "FN:Li", "N:;Li;;;", f"PHOTO;ENCODING=b;TYPE=JPEG:{picture}")
    assert (await phone.write("li.vcf", card)).status_code == 201
    lines = lines_of(await phone.read("li.vcf"))
    assert f"PHOTO;ENCODING=b;TYPE=JPEG:{picture}" in lines


async def test_of_two_phones_that_write_at_once_one_is_told_so(owner: Owner) -> None:
    _, phone = await owner("mei")
    made = await asyncio.gather(*(phone.write("li.vcf", LI, if_none_match="*") for _ in range(4)))
    assert sorted(one.status_code for one in made) == [201, 412, 412, 412]
    etag = (await phone.read("li.vcf")).headers["etag"]
    written = await asyncio.gather(
        *(
            phone.write("li.vcf", LI.replace("Wei", f"Wei{number}"), if_match=etag)
            for number in range(4)
        )
    )
    assert sorted(one.status_code for one in written) == [204, 412, 412, 412]


async def test_a_phone_does_not_overwrite_what_was_typed_in_the_browser(owner: Owner) -> None:
    browser, phone = await owner("mei")
    etag = (await phone.write("li.vcf", LI)).headers["etag"]
    (row,) = (await browser.get("/contacts")).json()["contacts"]
    await browser.put(f"/contacts/{row['id']}", json={"name": "Li Mo", "fields": []})
    assert (await phone.write("li.vcf", LI, if_match=etag)).status_code == 412
    lines = lines_of(await phone.read("li.vcf"))
    assert "FN:Li Mo" in lines
    assert not [line for line in lines if line.startswith("TEL")]


async def test_a_phone_waits_for_an_edit_that_is_under_way(
    owner: Owner, settings: Settings
) -> None:
    _, phone = await owner("mei")
    etag = (await phone.write("li.vcf", LI)).headers["etag"]
    other = await asyncpg.connect(settings.database_url)
    transaction = other.transaction()
    await transaction.start()
    await other.execute("update contacts_contact set remark = 'Lili'")
    writing = asyncio.create_task(phone.write("li.vcf", LI.replace("Wei", "Mo"), if_match=etag))
    done, _ = await asyncio.wait([writing], timeout=0.5)
    assert not done
    await transaction.commit()
    await other.close()
    assert (await writing).status_code == 412


async def test_a_contact_from_the_browser_has_an_address_for_phones(owner: Owner) -> None:
    browser, phone = await owner("mei")
    contact_id = new_id()
    fields = [{"kind": "phone", "label": "mobile", "value": "+49 151 1"}]
    await browser.put(f"/contacts/{contact_id}", json={"name": "Li Mo", "fields": fields})
    assert set(await phone.names()) == {f"{contact_id}.vcf"}
    lines = lines_of(await phone.read(f"{contact_id}.vcf"))
    assert {"FN:Li Mo", "N:Mo;Li;;;", f"UID:{contact_id}"} < set(lines)
    assert (await phone.remove(f"{contact_id}.vcf")).status_code == 204
    assert (await browser.get("/contacts")).json()["contacts"] == []
