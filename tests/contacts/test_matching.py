"""Matching: which contact of a book is probably the same as a card."""

import pytest

from leapfrog.contacts import book
from leapfrog.contacts.errors import NoContact, UidTaken
from leapfrog.contacts.formats import Card, Field, Property, card_from_fields, identifiers
from leapfrog.contacts.model import Write
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join


def card(name: str, *fields: tuple[str, str], uid: str = "") -> Card:
    made = card_from_fields(name, None, [Field(kind, "", value) for kind, value in fields])
    return Card((*made.properties, *([Property("UID", uid)] if uid else [])))


async def test_the_strongest_sign_decides(join: Join, town: Town) -> None:
    amina, ben = await join("amina"), await join("ben")
    me, other = id_of(amina), id_of(ben)
    mum, dad, uncle = new_id(), new_id(), new_id()
    async with town.database.transaction() as db:
        await book.write(
            db,
            me,
            [
                Write(mum, card("Mum", ("phone", "0171 234567"), uid="m-1")),
                Write(dad, card("Dad", ("email", "Dad@Example.org"))),
                Write(uncle, card("Li Wei", ("org", "Harbour"))),
            ],
        )
        await book.write(db, other, [Write(new_id(), card("Zoe", ("phone", "0171 999999")))])
        wanted = [
            card("Somebody", ("phone", "+49171234567")),
            card("Papa", ("email", "dad@example.org")),
            card("Mama", uid="m-1"),
            card("LI  WEI"),
            card("Li Wei", ("phone", "0171 555555"), ("org", "Harbour")),
            card("Li Wei", ("org", "Bakery")),
            card("Zoe", ("phone", "0171 999999")),
        ]
        where = await book.region(db)
        orgs = ["", "", "", "", "Harbour", "Bakery", ""]
        found = await book.match(db, me, [identifiers(one, where) for one in wanted], orgs)
    assert [(one.contact_id, one.on) if one else None for one in found] == [
        (mum, ("phone",)),
        (dad, ("email",)),
        (mum, ("uid",)),
        (uncle, ("name",)),
        (uncle, ("name",)),
        None,
        None,
    ]


async def test_two_of_one_name_are_no_match(join: Join, town: Town) -> None:
    me = id_of(await join("amina"))
    async with town.database.transaction() as db:
        await book.write(db, me, [Write(new_id(), card("Li Wei")) for _ in range(2)])
        assert await book.match(db, me, [identifiers(card("Li Wei"))]) == [None]


async def test_a_uid_is_one_contact_s_in_a_book(join: Join, town: Town) -> None:
    amina, ben = await join("amina"), await join("ben")
    me, other = id_of(amina), id_of(ben)
    first, second = new_id(), new_id()
    async with town.database.transaction() as db:
        await book.write(db, me, [Write(first, card("A"), uid="u")])
        with pytest.raises(UidTaken):
            await book.write(db, me, [Write(second, card("B"), uid="u")])
        (offered,) = await book.write(db, me, [Write(second, card("B", uid="u"))])
        assert offered.uid == str(second)
        await book.remove(db, me, [first])
        (taken,) = await book.write(db, me, [Write(new_id(), card("C"), uid="u")])
        assert await book.by_uid(db, me, "u") == taken
        assert await book.by_uid(db, other, "u") is None


async def test_one_id_twice_is_one_deed_and_another_s_id_is_refused(join: Join, town: Town) -> None:
    amina, ben = await join("amina"), await join("ben")
    me, other = id_of(amina), id_of(ben)
    one = new_id()
    async with town.database.transaction() as db:
        made = await book.write(db, me, [Write(one, card("A")), Write(one, card("B"))])
        assert [entry.name for entry in made] == ["B"]
    with pytest.raises(NoContact):
        async with town.database.transaction() as db:
            await book.write(db, other, [Write(one, card("Mine"))])
    async with town.database.reading() as db:
        assert (await book.entry(db, me, one)).name == "B"
        assert await book.all_entries(db, other) == []
