"""The book: contacts made by hand, found, changed and deleted."""

import base64
from io import BytesIO

import pytest
from PIL import Image

from leapfrog.contact_formats import Card, Property
from leapfrog.contacts import book
from leapfrog.contacts.model import ContactWrite
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.acts import circle, code, id_of, ok, put_contact, row_of, rows
from tests.contacts.conftest import Join


async def test_a_contact_on_no_server_is_first_class(join: Join) -> None:
    amina = await join("amina")
    family = await circle(amina, "family")
    made = await put_contact(
        amina,
        "王小明",
        ("phone", "+49 30 123456"),
        ("email", "ming@example.org"),
        org="Bäckerei Wang",
        note="owes me an umbrella",
        tags=["bread", "neighbours"],
        circles=[family],
        starred=True,
    )
    assert made["name"] == "王小明"
    assert made["person"] is None
    assert made["connected"] is False
    assert made["org"] == "Bäckerei Wang"
    assert made["note"] == "owes me an umbrella"
    assert made["tags"] == ["bread", "neighbours"]
    assert made["circles"] == [family]
    assert made["starred"] is True
    assert made["source"] == "me"
    assert {(f["kind"], f["value"]) for f in made["fields"]} == {
        ("phone", "+49 30 123456"),
        ("email", "ming@example.org"),
        ("org", "Bäckerei Wang"),
    }
    assert made["shared"] == []
    assert (await row_of(amina, made["id"])).items() <= made.items()


async def test_the_same_put_twice_is_one_contact(join: Join) -> None:
    amina = await join("amina")
    first = await put_contact(amina, "Bo", ("phone", "030 1"), id=(one := new_id()))
    again = await put_contact(amina, "Bo", ("phone", "030 1"), id=one)
    assert again == first
    assert len(await rows(amina)) == 1


async def test_what_a_put_leaves_out_stays(join: Join) -> None:
    amina = await join("amina")
    made = await put_contact(amina, "Bo", org="Post", note="n", tags=["t"], starred=True)
    again = await put_contact(amina, "Bo B.", ("phone", "1"), ("org", "Post"), id=made["id"])
    assert (again["note"], again["tags"], again["starred"]) == ("n", ["t"], True)
    assert again["name"] == "Bo B."


async def test_properties_that_we_do_not_show_survive_an_edit(join: Join, town: Town) -> None:
    amina = await join("amina")
    odd = Property("X-SHOE-SIZE", "44")
    card = Card((Property("FN", "Bo"), Property("TEL", "1"), odd))
    contact_id = new_id()
    async with town.database.transaction() as db:
        await book.write(db, id_of(amina), [ContactWrite(contact_id, card)])
    edited = await put_contact(amina, "Bo", ("phone", "2"), id=contact_id)
    assert edited["unknown"] == 1
    async with town.database.reading() as db:
        kept = await book.entry(db, id_of(amina), contact_id)
    assert odd in kept.card.properties


async def test_remark_goes_before_the_name(join: Join) -> None:
    amina = await join("amina")
    made = await put_contact(amina, "Zoe")
    path = f"/contacts/{made['id']}"
    changed = ok(await amina.patch(path, json={"remark": "Aunt", "tags": ["x", "x", " y "]}))
    assert (changed["name"], changed["remark"], changed["tags"]) == ("Aunt", "Aunt", ["x", "y"])
    assert changed["sort"].startswith("a")
    assert ok(await amina.patch(path, json={"remark": ""}))["name"] == "Zoe"


async def test_a_deleted_contact_is_gone_and_can_come_back(join: Join) -> None:
    amina = await join("amina")
    made = await put_contact(amina, "Bo", ("phone", "1"), note="secret", tags=["t"])
    path = f"/contacts/{made['id']}"
    assert (await amina.delete(path)).status_code == 204
    assert (await amina.delete(path)).status_code == 204
    assert code(await amina.get(path)) == "no_contact"
    assert code(await amina.patch(path, json={"starred": True})) == "no_contact"
    assert await rows(amina) == []
    again = await put_contact(amina, "Bo", id=made["id"])
    assert (again["note"], again["tags"], again["fields"]) == ("", [], [])


async def test_a_tombstone_holds_nothing(join: Join, town: Town) -> None:
    amina = await join("amina")
    made = await put_contact(
        amina, "Bo", ("phone", "1"), note="n", tags=["t"], circles=[await circle(amina, "family")]
    )
    await amina.delete(f"/contacts/{made['id']}")
    async with town.database.reading() as db:
        row = await db.row("select * from contacts_contact where id = $1", made["id"])
        assert row is not None
        assert (row["card"], row["name"], row["note"], row["tags"]) == ([], "", "", [])
        assert (row["search"], row["reach"], row["deleted"]) == ("", "", True)
        for table in ("contacts_identifier", "contacts_circle_member"):
            assert await db.value(f"select count(*) from {table}") == 0


async def test_the_list_mixes_latin_and_chinese(join: Join) -> None:
    amina = await join("amina")
    for name in ("Zoe", "王伟", "Anna", "安娜", "wolf", "123", "Émile"):
        await put_contact(amina, name)
    assert [row["name"] for row in await rows(amina)] == [
        "Anna",
        "安娜",
        "Émile",
        "wolf",
        "王伟",
        "Zoe",
        "123",
    ]


@pytest.mark.parametrize("many", [11, 8])
async def test_pages_follow_each_other_without_gap(join: Join, many: int) -> None:
    """Also where the last one is full, and an empty one comes after it."""
    amina = await join("amina")
    made = [(await put_contact(amina, f"Bo {n % 3}"))["id"] for n in range(many)]
    seen: list[str] = []
    after = None
    while True:
        query = {"limit": 4} | ({"after": after} if after else {})
        page = ok(await amina.get("/contacts", params=query))
        assert page["total"] == many
        seen += [row["id"] for row in page["contacts"]]
        after = page["next"]
        if after is None:
            break
    assert sorted(seen) == sorted(made)
    assert len(seen) == many
    assert code(await amina.get("/contacts", params={"after": "x"})) == "invalid"


async def test_search_finds_by_everything_that_people_remember(join: Join) -> None:
    amina = await join("amina")
    wang = await put_contact(
        amina,
        "王小明",
        ("phone", "0171 234-5678"),
        ("email", "Ming.W@Example.org"),
        org="Bäckerei",
        tags=["Fußball"],
    )
    await amina.patch(f"/contacts/{wang['id']}", json={"remark": "小明表哥"})
    await put_contact(amina, "Émile 100%", ("phone", "0171 999"))
    found = {
        query: [row["id"] for row in await rows(amina, q=query)] == [wang["id"]]
        for query in (
            "王小", "小明", "表哥", "backerei", "BÄCK", "fussball", "ming.w@ex", "ming",
            "2345678", "+49 171 234", "0171-2345", "王 fuß",
        )
    }  # fmt: skip
    assert all(found.values()), found
    assert [row["name"] for row in await rows(amina, q="emile")] == ["Émile 100%"]
    assert [row["name"] for row in await rows(amina, q="100%")] == ["Émile 100%"]
    assert len(await rows(amina, q="0171")) == 2
    assert await rows(amina, q="王 emile") == []
    assert await rows(amina, q="%") == []
    assert await rows(amina, q="_") == []


async def test_lists_by_tag_and_by_circle(join: Join) -> None:
    amina = await join("amina")
    friends = await circle(amina, "friends")
    bo = await put_contact(amina, "Bo", tags=["choir"], circles=[friends])
    await put_contact(amina, "Cy", tags=["boat"])
    assert [row["id"] for row in await rows(amina, tag="choir")] == [bo["id"]]
    assert [row["id"] for row in await rows(amina, circle=friends)] == [bo["id"]]
    assert await rows(amina, circle=friends, tag="boat") == []
    assert ok(await amina.get("/contacts", params={"tag": "boat"}))["total"] == 1


async def test_input_that_is_too_much_or_unknown_is_refused(join: Join) -> None:
    amina = await join("amina")
    path = f"/contacts/{new_id()}"
    for body in (
        {"name": "x" * 201, "fields": []},
        {"name": "x", "fields": [], "sort": "a"},
        {"name": "x", "fields": [{"kind": "shoe", "label": "", "value": "44"}]},
        {"name": "x", "fields": [], "tags": ["t" * 61]},
        {"name": "x", "fields": [], "tags": [f"t{n}" for n in range(51)]},
        {"name": "x", "fields": [], "circles": [str(new_id())]},
    ):
        assert (await amina.put(path, json=body)).is_client_error, body
    assert await rows(amina) == []


async def test_text_with_nul_does_no_harm(join: Join) -> None:
    amina = await join("amina")
    made = await put_contact(amina, "B\0o", ("note", "a\0b"), note="\0", tags=["\0t"], org="O\0")
    assert (made["name"], made["tags"], made["org"], made["note"]) == ("Bo", ["t"], "O", "")
    assert await rows(amina, q="\0Bo\0") != []


async def test_the_picture_of_a_card_is_made_anew(join: Join, town: Town) -> None:
    amina = await join("amina")
    out = BytesIO()
    Image.new("RGB", (40, 20), "green").save(out, "PNG")
    data = base64.b64encode(out.getvalue()).decode()
    contact_id = new_id()
    card = Card((Property("FN", "Bo"), Property("PHOTO", f"data:image/png;base64,{data}")))
    async with town.database.transaction() as db:
        await book.write(db, id_of(amina), [ContactWrite(contact_id, card)])
    row = await row_of(amina, str(contact_id))
    answer = await amina.page(row["avatar"])
    assert answer.headers["content-type"] == "image/webp"
    assert Image.open(BytesIO(answer.content)).size == (20, 20)
    bo = await join("bob")
    assert code(await bo.page(row["avatar"])) == "no_contact"
    without = await put_contact(amina, "Cy")
    assert without["avatar"] is None
    assert code(await amina.get(f"/contacts/{without['id']}/photo")) == "not_found"
