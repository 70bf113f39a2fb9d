"""Living cards: each one sees what is meant for them, and hears when that changes."""

from typing import Any

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.web.sync import sync
from tests.contacts.acts import (
    befriend,
    circle,
    code,
    contact_of,
    id_of,
    ok,
    put_contact,
    rows,
    show,
)
from tests.contacts.conftest import Join, Settle
from tests.http import Client


def values(contact: Any) -> list[str]:
    return [field["value"] for field in contact["shared"]]


async def test_a_field_is_seen_by_those_it_is_meant_for(join: Join) -> None:
    amina, ben, cleo = await join("amina"), await join("ben"), await join("cleo")
    family = await circle(amina, "family")
    await befriend(ben, amina, [family])
    await befriend(cleo, amina)
    await show(amina, "phone", "030 home", circles=[family])
    await show(amina, "email", "a@work", everyone=True)
    await show(amina, "note", "for myself")
    assert values(await contact_of(ben, amina)) == ["030 home", "a@work"]
    assert values(await contact_of(cleo, amina)) == ["a@work"]
    card = ok(await amina.get("/me/card"))["fields"]
    assert [field["value"] for field in card] == ["030 home", "a@work", "for myself"]
    assert card[0]["audience"] == {"everyone": False, "circles": [family]}


async def test_what_is_shared_follows_every_change(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    family, friends = await circle(amina, "family"), await circle(amina, "friends")
    bens = await befriend(ben, amina, [family])
    field = await show(amina, "phone", "1", circles=[family])

    async def seen() -> list[str]:
        return values(await contact_of(ben, amina))

    assert await seen() == ["1"]
    await show(amina, "phone", "2", circles=[family], id=field["id"])
    assert await seen() == ["2"]
    await amina.patch(f"/contacts/{bens}", json={"circles": [friends]})
    assert await seen() == []
    await show(amina, "phone", "3", circles=[family, friends], id=field["id"])
    assert await seen() == ["3"]
    await amina.delete(f"/circles/{friends}")
    assert await seen() == []
    await show(amina, "phone", "4", everyone=True, id=field["id"])
    assert await seen() == ["4"]
    path = f"/me/card/fields/{field['id']}"
    assert (await amina.delete(path)).status_code == 204
    assert (await amina.delete(path)).status_code == 204
    assert await seen() == []
    await show(amina, "phone", "5", everyone=True)
    await amina.delete(f"/contacts/{bens}")
    assert await seen() == []


async def test_only_those_who_see_a_change_hear_of_it(join: Join, town: Town) -> None:
    amina, ben, cleo = await join("amina"), await join("ben"), await join("cleo")
    family = await circle(amina, "family")
    await befriend(ben, amina, [family])
    await befriend(cleo, amina)

    async def heard_since(one: Client, since: str) -> list[str]:
        changed = await sync(town.database, id_of(one), since)
        return [row.name for row in changed.contacts]

    before = [(await sync(town.database, id_of(one), None)).cursor for one in (ben, cleo)]
    await show(amina, "phone", "1", circles=[family])
    assert await heard_since(ben, before[0]) == ["Amina"]
    assert await heard_since(cleo, before[1]) == []


async def test_a_new_name_is_in_every_book(join: Join, settle: Settle) -> None:
    amina, ben, cleo = await join("amina"), await join("ben"), await join("cleo")
    await befriend(amina, ben)
    await befriend(amina, cleo)
    hers = await contact_of(cleo, amina)
    await cleo.patch(f"/contacts/{hers['id']}", json={"remark": "Boss"})
    ok(await amina.patch("/me", json={"display_name": "Yasmin 雅"}))
    await settle()
    (row,) = await rows(ben)
    assert (row["name"], row["sort"][0]) == ("Yasmin 雅", "y")
    assert [found["id"] for found in await rows(ben, q="雅")] == [row["id"]]
    assert await rows(ben, q="amina") == [row]
    assert [(one["name"], one["subtitle"]) for one in await rows(cleo)] == [("Boss", "Yasmin 雅")]


async def test_own_words_about_a_living_contact_stay_beside_it(join: Join, settle: Settle) -> None:
    amina, ben = await join("amina"), await join("ben")
    await befriend(amina, ben)
    hers = await contact_of(ben, amina)
    edited = await put_contact(ben, "Amina", ("phone", "old number"), id=hers["id"])
    assert [field["value"] for field in edited["fields"]] == ["old number"]
    assert edited["person"]["handle"] == "amina"
    ok(await amina.patch("/me", json={"display_name": "Mina"}))
    await settle()
    assert (await contact_of(ben, amina))["name"] == "Mina"
    await put_contact(ben, "My Mina", ("phone", "old number"), id=hers["id"])
    ok(await amina.patch("/me", json={"display_name": "Yasmin"}))
    await settle()
    assert (await contact_of(ben, amina))["name"] == "My Mina"


async def test_a_field_that_cannot_be_is_refused(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    field = await show(amina, "phone", "1", everyone=True)
    audience = {"everyone": True, "circles": []}
    body = {"kind": "phone", "label": "", "value": "2", "audience": audience}
    assert code(await ben.put(f"/me/card/fields/{field['id']}", json=body)) == "not_found"
    assert code(await ben.delete(f"/me/card/fields/{field['id']}")) == "not_found"
    path = f"/me/card/fields/{new_id()}"
    assert code(await amina.put(path, json=body | {"value": " \0"})) == "invalid"
    assert (await amina.put(path, json=body | {"kind": "shoe"})).is_client_error
    others = {"everyone": False, "circles": [await circle(ben, "family")]}
    made = ok(await amina.put(path, json=body | {"audience": others}))
    assert made["audience"]["circles"] == []
