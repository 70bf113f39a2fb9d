"""Two contacts become one by hand, and two again."""

from typing import Any

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.acts import (
    befriend,
    circle,
    code,
    contact_of,
    ok,
    put_contact,
    rows,
    show,
)
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.imports.contacts.files import book, bring, people
from tests.matrix import unchanged


async def merge(one: Client, keep: str, absorb: str, **more: Any) -> Any:
    body = {"keep": keep, "absorb": absorb}
    return ok(await one.put(f"/merges/{more.get('id', new_id())}", json=body))


async def undo(one: Client, merge_id: str) -> Any:
    return ok(await one.post(f"/merges/{merge_id}/undo"))


async def test_all_of_both_is_in_the_one_and_comes_apart_again(
    join: Join, settings: Settings, settle: Settle
) -> None:
    amina = await join("amina")
    await settle()
    family, friends = await circle(amina, "family"), await circle(amina, "friends")
    phone, email = ("phone", "0221 123456"), ("email", "anna@example.org")
    anna = await put_contact(
        amina, "Anna", phone, note="Plays go", tags=["Go"], circles=[family], org="Acme"
    )
    other = await put_contact(
        amina, "Anna S.", email, note="Owes me", tags=["Go", "Choir"], circles=[friends]
    )
    ok(await amina.patch(f"/contacts/{anna['id']}", json={"remark": "Annie"}))
    ok(await amina.patch(f"/contacts/{other['id']}", json={"remark": "Boss", "starred": True}))
    before = await book(settings.database_url or "", amina)

    chosen = str(new_id())
    page = await merge(amina, anna["id"], other["id"], id=chosen)
    assert {(field["kind"], field["value"]) for field in page["fields"]} == {
        *(phone, email, ("org", "Acme"))
    }
    assert (page["name"], page["remark"], page["starred"]) == ("Annie", "Annie", True)
    assert page["note"] == "Plays go\n\nBoss\n\nOwes me"
    assert page["tags"] == ["Go", "Choir"]
    assert set(page["circles"]) == {family, friends}
    assert [row["id"] for row in await rows(amina)] == [anna["id"]]
    assert code(await amina.get(f"/contacts/{other['id']}")) == "no_contact"
    (listed,) = ok(await amina.get("/merges"))
    assert (listed["keep"], listed["name"], listed["absorbed_name"], listed["undone_at"]) == (
        *(anna["id"], "Annie", "Boss", None),
    )

    async with unchanged(settings.database_url or ""):
        assert await merge(amina, anna["id"], other["id"], id=chosen) == page
    assert (await undo(amina, chosen))["remark"] == "Annie"
    assert await book(settings.database_url or "", amina) == before
    assert ok(await amina.get("/merges"))[0]["undone_at"]
    async with unchanged(settings.database_url or ""):
        await undo(amina, chosen)


async def test_merges_are_undone_in_turn(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    names = [(await put_contact(amina, f"Anna {n}"))["id"] for n in range(3)]
    before = await book(settings.database_url or "", amina)
    first, second = str(new_id()), str(new_id())
    await merge(amina, names[0], names[1], id=first)
    await merge(amina, names[2], names[0], id=second)
    async with unchanged(settings.database_url or ""):
        assert code(await amina.post(f"/merges/{first}/undo")) == "merge_edited"
    await undo(amina, second)
    await undo(amina, first)
    assert await book(settings.database_url or "", amina) == before


async def test_what_was_edited_since_stays_with_the_one_that_was_kept(
    join: Join, settings: Settings, settle: Settle
) -> None:
    amina = await join("amina")
    await settle()
    family, friends = await circle(amina, "family"), await circle(amina, "friends")
    anna = await put_contact(
        amina, "Anna", ("phone", "0221 123456"), note="Plays go", tags=["Go"], circles=[family]
    )
    other = await put_contact(
        amina, "Anna S.", ("email", "a@example.org"), tags=["Choir"], circles=[friends]
    )
    absorbed = (await book(settings.database_url or "", amina))[1]
    chosen, path = str(new_id()), f"/contacts/{anna['id']}"
    await merge(amina, anna["id"], other["id"], id=chosen)
    fields = [("phone", "0221 123456"), ("email", "a@example.org"), ("url", "https://a.example")]
    await put_contact(amina, "Anna", *fields, id=anna["id"])
    ok(await amina.patch(path, json={"tags": ["Go", "Choir", "Lake"], "remark": "Annie"}))

    page = await undo(amina, chosen)
    assert [(field["kind"], field["value"]) for field in page["fields"]] == [
        *(("phone", "0221 123456"), ("url", "https://a.example")),
    ]
    assert (page["remark"], page["note"], page["tags"]) == ("Annie", "Plays go", ["Go", "Lake"])
    assert page["circles"] == [family]
    assert (await book(settings.database_url or "", amina))[1] == absorbed


async def test_two_merges_come_apart_in_any_order(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    names = [
        (await put_contact(amina, f"Anna {n}", ("phone", f"0221 12345{n}")))["id"] for n in range(3)
    ]
    before = await book(settings.database_url or "", amina)
    first, second = str(new_id()), str(new_id())
    await merge(amina, names[0], names[1], id=first)
    await merge(amina, names[0], names[2], id=second)
    await undo(amina, first)
    await undo(amina, second)
    assert await book(settings.database_url or "", amina) == before


async def test_a_merge_into_one_that_is_gone_is_not_undone(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    anna, other = await put_contact(amina, "Anna"), await put_contact(amina, "Anna S.")
    chosen = str(new_id())
    await merge(amina, anna["id"], other["id"], id=chosen)
    ok(await amina.delete(f"/contacts/{anna['id']}"))
    async with unchanged(settings.database_url or ""):
        assert code(await amina.post(f"/merges/{chosen}/undo")) == "merge_edited"


async def test_the_living_link_goes_to_the_one_that_is_kept(
    join: Join, settings: Settings, settle: Settle
) -> None:
    amina, ben = await join("amina"), await join("ben")
    await settle()
    friends = await circle(ben, "friends")
    await befriend(amina, ben, [friends])
    await show(ben, "phone", "+49 221 5", circles=[friends])
    living = await contact_of(amina, ben)
    mine = await put_contact(amina, "Benny", ("email", "ben@example.org"))
    before = await book(settings.database_url or "", amina)

    chosen = str(new_id())
    page = await merge(amina, mine["id"], living["id"], id=chosen)
    assert (page["person"]["handle"], page["connected"], page["name"]) == ("ben", True, "Benny")
    assert [field["value"] for field in page["shared"]] == ["+49 221 5"]
    assert (await contact_of(amina, ben))["id"] == mine["id"]
    assert (await contact_of(ben, amina))["connected"]

    await undo(amina, chosen)
    assert await book(settings.database_url or "", amina) == before
    assert (await contact_of(amina, ben))["id"] == living["id"]


async def test_one_that_is_absorbed_into_a_living_one_may_widen_what_is_shown(
    join: Join, settle: Settle
) -> None:
    amina, ben = await join("amina"), await join("ben")
    await settle()
    family = await circle(amina, "family")
    await befriend(amina, ben)
    await show(amina, "address", "Lake Road 1", circles=[family])
    living = await contact_of(amina, ben)
    mine = await put_contact(amina, "Benny", circles=[family])
    assert (await contact_of(ben, amina))["shared"] == []
    chosen = str(new_id())
    await merge(amina, living["id"], mine["id"], id=chosen)
    assert len((await contact_of(ben, amina))["shared"]) == 1
    await undo(amina, chosen)
    assert (await contact_of(ben, amina))["shared"] == []


async def test_two_people_stay_two_contacts(join: Join, settings: Settings) -> None:
    amina, ben, chen = await join("amina"), await join("ben"), await join("chen")
    await befriend(ben, amina)
    await befriend(chen, amina)
    first, second = await contact_of(amina, ben), await contact_of(amina, chen)
    body = {"keep": first["id"], "absorb": second["id"]}
    async with unchanged(settings.database_url or ""):
        assert code(await amina.put(f"/merges/{new_id()}", json=body)) == "two_people"
        body["absorb"] = body["keep"]
        assert code(await amina.put(f"/merges/{new_id()}", json=body)) == "invalid"


async def test_an_id_is_one_merge(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    one, two, three = [(await put_contact(amina, name))["id"] for name in ("A", "B", "C")]
    chosen = str(new_id())
    await merge(amina, one, two, id=chosen)
    async with unchanged(settings.database_url or ""):
        answer = await amina.put(f"/merges/{chosen}", json={"keep": one, "absorb": three})
        assert code(answer) == "id_taken"


async def test_an_invitation_of_the_absorbed_one_leads_to_the_one_that_is_kept(
    join: Join, settings: Settings
) -> None:
    amina, ben = await join("amina"), await join("ben")
    keep, absorb = await put_contact(amina, "Ben"), await put_contact(amina, "Benny")
    link = ok(await amina.put(f"/invitations/{new_id()}", json={"contact_id": absorb["id"]}))
    await merge(amina, keep["id"], absorb["id"])
    ok(await ben.post(f"/invitations/{link['url'].rpartition('/')[2]}/acceptance"))
    assert (await contact_of(amina, ben))["id"] == keep["id"]


async def test_duplicates_are_pairs_with_something_in_common(join: Join) -> None:
    amina = await join("amina")
    line = [(f"FN:Clerk {n}", "TEL:+49 221 999999") for n in range(11)]
    await bring(
        amina,
        people(
            ("FN:Anna Smith", "TEL:0221 123456", "EMAIL:anna@example.org"),
            ("FN:Mum", "TEL:+49 221 123456"),
            ("FN:anna  smith", "TEL:0221 777777"),
            ("FN:Ben", "TEL:0221 888888"),
            *line,
        ),
    )
    found = ok(await amina.get("/duplicates"))
    pairs = [({row["name"] for row in pair["contacts"]}, pair["on"]) for pair in found]
    assert pairs == [({"Anna Smith", "Mum"}, ["phone"]), ({"Anna Smith", "anna smith"}, ["name"])]


async def test_two_people_of_one_name_are_no_duplicates(join: Join) -> None:
    amina = await join("amina")
    for handle in ("ben", "benny"):
        await befriend(await join(handle, display_name="Ben"), amina)
    assert len(await rows(amina)) == 2
    assert ok(await amina.get("/duplicates")) == []


async def test_nobody_merges_or_parts_what_is_another_s(join: Join, settings: Settings) -> None:
    amina, ben = await join("amina"), await join("ben")
    anna, other = await put_contact(amina, "Anna"), await put_contact(amina, "Anna S.")
    third, chosen = await put_contact(amina, "Anna Smith"), str(new_id())
    await merge(amina, anna["id"], other["id"], id=chosen)
    bodies = [
        {"keep": anna["id"], "absorb": third["id"]},
        {"keep": (await put_contact(ben, "Zoe"))["id"], "absorb": third["id"]},
    ]
    async with unchanged(settings.database_url or ""):
        assert code(await ben.post(f"/merges/{chosen}/undo")) == "no_merge"
        for body in bodies:
            assert code(await ben.put(f"/merges/{new_id()}", json=body)) == "no_contact"
        assert ok(await ben.get("/merges")) == []
