"""Matching: which contact of a book is probably the same as a card."""

import pytest

from leapfrog.contact_formats import (
    Card,
    Field,
    Property,
    card_from_fields,
    identifiers,
    names_of,
    org,
)
from leapfrog.contacts import book
from leapfrog.contacts.errors import NoContact, UidTaken
from leapfrog.contacts.likeness import likely
from leapfrog.contacts.model import ContactWrite, Described
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join


def card(name: str, *fields: tuple[str, str], uid: str = "") -> Card:
    made = card_from_fields(name, None, [Field(kind, "", value) for kind, value in fields])
    return Card((*made.properties, *([Property("UID", uid)] if uid else [])))


def described(found: Card) -> Described:
    return Described(identifiers(found, "DE"), names_of(found), org(found))


LONG_UID = "urn:uuid:5f1b9c1e-0f1b-4f0e-8a3e-2d6f3c9a7b10"


async def test_the_strongest_sign_decides(join: Join, town: Town) -> None:
    amina, ben = await join("amina"), await join("ben")
    me, other = id_of(amina), id_of(ben)
    mum, dad, uncle = new_id(), new_id(), new_id()
    async with town.database.transaction() as db:
        await book.write(
            db,
            me,
            [
                ContactWrite(mum, card("Mum", ("phone", "0171 234567"), uid=LONG_UID)),
                ContactWrite(dad, card("Dad", ("email", "Dad@Example.org"))),
                ContactWrite(uncle, card("Li Wei", ("org", "Harbour"))),
            ],
        )
        await book.write(db, other, [ContactWrite(new_id(), card("Zoe", ("phone", "0171 999999")))])
        wanted = [
            card("Mum", ("phone", "+49171234567")),
            card("Dad", ("email", "dad@example.org"), ("phone", "0171 888888")),
            card("Mama", uid=LONG_UID),
            card("LI  WEI"),
            card("Li Wei", ("phone", "0171 555555"), ("org", "Harbour")),
            card("Li Wei", ("org", "Bakery")),
            card("Zoe", ("phone", "0171 999999")),
        ]
        found = await book.match(db, me, [described(one) for one in wanted])
    assert [(one.contact_id, one.on, one.sure) if one else None for one in found] == [
        (mum, ("phone", "name"), True),
        (dad, ("email", "name"), True),
        (mum, ("uid",), True),
        (uncle, ("name",), True),
        (uncle, ("name",), True),
        (uncle, ("name",), False),
        None,
    ]


async def test_a_number_or_an_address_alone_is_only_perhaps(join: Join, town: Town) -> None:
    me = id_of(await join("amina"))
    anna, peter, mum = new_id(), new_id(), new_id()
    line, firm = ("phone", "0221 123456"), ("email", "info@firm.example")
    async with town.database.transaction() as db:
        await book.write(
            db,
            me,
            [
                ContactWrite(anna, card("Anna Schmidt", line, firm, uid="1")),
                ContactWrite(peter, card("Peter Brandt", ("email", "peter@example.org"))),
                ContactWrite(mum, card("Maria Schmidt", ("phone", "0221 777777")), remark="Mum"),
            ],
        )
        wanted = [
            card("Ben Schmidt", line),
            card("Carla Vogt", firm),
            card("Dora Vogt", uid="1"),
            card("Schmidt, Anna", line),
            card("Peter Brandt", line, firm, ("email", "peter@example.org")),
            card("Peter Brandt", line),
            card("Mum", ("phone", "0221 777777")),
            Card((Property("TEL", "0221 123456"),)),
        ]
        found = await book.match(db, me, [described(one) for one in wanted])
    assert [(one.contact_id, one.on, one.sure) if one else None for one in found] == [
        (anna, ("phone",), False),
        (anna, ("email",), False),
        (anna, ("uid",), False),
        (anna, ("phone",), True),
        (peter, ("email", "name"), True),
        (anna, ("phone",), False),
        (mum, ("phone",), True),
        (anna, ("phone",), True),
    ]


async def test_a_number_of_several_is_nobody_s(join: Join, town: Town) -> None:
    me = id_of(await join("amina"))
    anna, ben = new_id(), new_id()
    async with town.database.transaction() as db:
        await book.write(
            db,
            me,
            [
                ContactWrite(anna, card("Anna", ("phone", "0221 123456"))),
                ContactWrite(ben, card("Ben", ("phone", "0221 123456"), ("phone", "0221 777777"))),
            ],
        )
        alone, shared, called = await likely(db, me, ["0221 777777", "0221 123456", "Ben"])
    assert (alone and alone.contact_id, shared) == (ben, None)
    assert called is not None
    assert called.contact_id == ben


async def test_two_of_one_name_are_no_match(join: Join, town: Town) -> None:
    me = id_of(await join("amina"))
    async with town.database.transaction() as db:
        await book.write(db, me, [ContactWrite(new_id(), card("Li Wei")) for _ in range(2)])
        assert await book.match(db, me, [described(card("Li Wei"))]) == [None]


async def test_a_uid_is_one_contact_s_in_a_book(join: Join, town: Town) -> None:
    amina, ben = await join("amina"), await join("ben")
    me, other = id_of(amina), id_of(ben)
    first, second = new_id(), new_id()
    async with town.database.transaction() as db:
        await book.write(db, me, [ContactWrite(first, card("A"), uid="u")])
        with pytest.raises(UidTaken):
            await book.write(db, me, [ContactWrite(second, card("B"), uid="u")])
        (offered,) = await book.write(db, me, [ContactWrite(second, card("B", uid="u"))])
        assert offered.uid == str(second)
        await book.remove(db, me, [first])
        (taken,) = await book.write(db, me, [ContactWrite(new_id(), card("C"), uid="u")])
        assert await book.by_uid(db, me, "u") == taken
        assert await book.by_uid(db, other, "u") is None


async def test_one_id_twice_is_one_operation_and_another_s_id_is_refused(
    join: Join, town: Town
) -> None:
    amina, ben = await join("amina"), await join("ben")
    me, other = id_of(amina), id_of(ben)
    one = new_id()
    async with town.database.transaction() as db:
        made = await book.write(
            db, me, [ContactWrite(one, card("A")), ContactWrite(one, card("B"))]
        )
        assert [entry.name for entry in made] == ["B"]
    with pytest.raises(NoContact):
        async with town.database.transaction() as db:
            await book.write(db, other, [ContactWrite(one, card("Mine"))])
    async with town.database.reading() as db:
        assert (await book.entry(db, me, one)).name == "B"
        assert await book.all_entries(db, other) == []
