"""What a preview says of each card, and that its owner knows better."""

import asyncpg

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.acts import code, put_contact, rows
from tests.contacts.conftest import Join
from tests.imports.contacts.files import (
    apply,
    book,
    bring,
    cards,
    counts,
    decide,
    items,
    look,
    people,
    send,
    undo,
)
from tests.matrix import unchanged
from tests.town import execute

ANNA = ("FN:Anna Smith", "TEL:+49 221 123456", "EMAIL:anna@example.org")
BEN = ("FN:Ben", "TEL:+49 221 777777")


async def test_items_say_who_they_match_and_why(join: Join) -> None:
    amina = await join("amina")
    anna = await put_contact(amina, "Anna", ("phone", "0221 123456"))
    await put_contact(amina, "Chen Wei")
    seen = await look(
        amina,
        people(
            ANNA,
            BEN,
            ("FN:chen  wei", "NOTE:Plays go"),
            ("FN:Ben", "TEL:0221-777777", "NOTE:Again"),
            ("FN:Team", "X-ADDRESSBOOKSERVER-KIND:group", "X-ODD:1"),
        ),
        name="friends.vcf",
    )
    assert (seen["name"], seen["format"], seen["found"]) == ("friends.vcf", "vcard", 5)
    assert counts(seen) == (1, 3, 0, 1)
    first, second, third, fourth, fifth = await items(amina, seen["id"])
    assert (first["decision"], first["reason"], first["match"]) == (
        "merge",
        "match",
        {"contact_id": anna["id"], "n": None, "name": "Anna", "on": ["phone"]},
    )
    assert (second["decision"], second["reason"], second["match"]) == ("add", "new", None)
    assert (third["decision"], third["match"]["on"]) == ("merge", ["name"])
    assert (fourth["decision"], fourth["reason"]) == ("merge", "twice")
    assert fourth["match"]["n"] == 2
    assert (fourth["match"]["name"], fourth["match"]["on"]) == ("Ben", ["phone", "name"])
    assert (fifth["decision"], fifth["reason"]) == ("skip", "group")
    assert (fifth["properties"], fifth["unknown"]) == (3, 2)


async def test_what_was_decided_is_what_happens(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    await put_contact(amina, "Anna", ("phone", "0221 123456"), tags=["choir"])
    seen = await look(
        amina, people((*ANNA, "NOTE:Sings", "CATEGORIES:choir,Friends,myContacts"), BEN)
    )
    done = await apply(amina, seen["id"])
    assert (done["state"], *counts(done)) == ("applied", 1, 1, 0, 0)
    found = {row["name"]: row for row in await rows(amina)}
    assert found["Anna"]["tags"] == ["choir", "Friends"]
    assert found["Ben"]["subtitle"] == "+49 221 777777"
    anna = (await cards(settings.database_url or "", amina))["Anna"]
    assert [prop.value for prop in anna.properties if prop.name in ("FN", "TEL", "NOTE")] == [
        *("Anna", "0221 123456", "Anna Smith", "Sings")
    ]


async def test_decisions_may_be_changed(join: Join) -> None:
    amina = await join("amina")
    await put_contact(amina, "Anna", ("phone", "0221 123456"))
    seen = await look(amina, people(ANNA, BEN, ("FN:Chen",)))
    changed = await decide(amina, seen["id"], 1, "add")
    assert (changed["decision"], changed["reason"]) == ("add", "chosen")
    await decide(amina, seen["id"], 2, "skip")
    assert counts(await apply(amina, seen["id"])) == (2, 0, 0, 1)
    assert [row["name"] for row in await rows(amina)] == ["Anna", "Anna Smith", "Chen"]


async def test_decisions_that_make_no_sense_are_refused(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    seen = await look(amina, people(BEN))
    path = f"/imports/{seen['id']}/contacts"
    async with unchanged(settings.database_url or ""):
        assert code(await amina.patch(f"{path}/1", json={"decision": "merge"})) == "invalid"
        assert code(await amina.patch(f"{path}/1", json={"decision": "same"})) == "malformed"
        assert code(await amina.patch(f"{path}/2", json={"decision": "add"})) == "not_found"
    await apply(amina, seen["id"])
    async with unchanged(settings.database_url or ""):
        answer = await amina.patch(f"{path}/1", json={"decision": "skip"})
        assert code(answer) == "import_applied"


async def test_a_twin_of_one_that_is_left_out_comes_in_its_place(join: Join) -> None:
    amina = await join("amina")
    twins = people(BEN, (*BEN, "NOTE:Two"), (*BEN, "NOTE:Three"))
    seen = await look(amina, twins)
    assert counts(seen) == (1, 2, 0, 0)
    await decide(amina, seen["id"], 1, "skip")
    assert counts(await apply(amina, seen["id"])) == (1, 1, 0, 1)
    assert [row["name"] for row in await rows(amina)] == ["Ben"]


async def test_a_match_that_was_deleted_meanwhile_is_added(join: Join) -> None:
    amina = await join("amina")
    anna = await put_contact(amina, "Anna", ("phone", "0221 123456"))
    seen = await look(amina, people(ANNA))
    await amina.delete(f"/contacts/{anna['id']}")
    assert counts(await apply(amina, seen["id"])) == (1, 0, 0, 0)
    assert [row["name"] for row in await rows(amina)] == ["Anna Smith"]


async def test_a_family_with_one_line_at_home_stays_apart(join: Join) -> None:
    amina = await join("amina")
    line = "TEL:0221 123456"
    seen = await look(amina, people(("FN:Anna Smith", line), ("FN:Ben Smith", line)))
    assert counts(seen) == (2, 0, 0, 0)
    await apply(amina, seen["id"])
    again = await look(amina, people(("FN:Anna Smith", line), ("FN:Ben Smith", line)))
    assert counts(again) == (0, 0, 2, 0)


FIRM = "EMAIL:info@firm.example"


async def test_who_shares_an_address_stays_apart_and_is_asked_about(join: Join) -> None:
    amina = await join("amina")
    file = people(("FN:Anna Schmidt", FIRM), ("FN:Peter Brandt", FIRM), ("FN:Carla Vogt", FIRM))
    seen = await look(amina, file)
    assert (*counts(seen), seen["perhaps"]) == (3, 0, 0, 0, 2)
    first, second, third = await items(amina, seen["id"])
    assert (first["reason"], first["match"]) == ("new", None)
    for item in (second, third):
        assert (item["decision"], item["reason"]) == ("add", "perhaps")
        assert (item["match"]["n"], item["match"]["name"]) == (1, "Anna Schmidt")
        assert item["match"]["on"] == ["email"]
    await apply(amina, seen["id"])
    assert [row["name"] for row in await rows(amina)] == [
        *("Anna Schmidt", "Carla Vogt", "Peter Brandt")
    ]
    assert counts(await look(amina, file)) == (0, 0, 3, 0)


async def test_who_has_a_contact_s_number_is_a_contact_of_their_own(join: Join) -> None:
    amina = await join("amina")
    anna = await put_contact(amina, "Anna Schmidt", ("phone", "0221 123456"))
    seen = await look(amina, people(("FN:Peter Brandt", "TEL:0221 123456")))
    assert (*counts(seen), seen["perhaps"]) == (1, 0, 0, 0, 1)
    (item,) = await items(amina, seen["id"])
    assert (item["reason"], item["match"]) == (
        "perhaps",
        {"contact_id": anna["id"], "n": None, "name": "Anna Schmidt", "on": ["phone"]},
    )
    await apply(amina, seen["id"])
    assert [row["name"] for row in await rows(amina)] == ["Anna Schmidt", "Peter Brandt"]


async def test_perhaps_the_same_becomes_the_same_when_its_owner_says_so(
    join: Join, settings: Settings
) -> None:
    amina = await join("amina")
    await put_contact(amina, "Anna Schmidt", ("phone", "0221 123456"))
    line = "TEL:0221 123456"
    file = people(
        ("FN:Peter Brandt", line, "NOTE:One"),
        ("FN:Brandt, Peter", line, "NOTE:Two"),
        ("FN:P. Brandt", line, "NOTE:Three"),
    )
    seen = await look(amina, file)
    assert (*counts(seen), seen["perhaps"]) == (1, 2, 0, 0, 1)
    changed = await decide(amina, seen["id"], 1, "merge")
    assert (changed["decision"], changed["reason"]) == ("merge", "chosen")
    # Those that were to be completed with it go where it goes.
    assert counts(await apply(amina, seen["id"])) == (0, 3, 0, 0)
    held = await cards(settings.database_url or "", amina)
    assert list(held) == ["Anna Schmidt"]
    assert [prop.value for prop in held["Anna Schmidt"].named("NOTE")] == ["One", "Two", "Three"]
    assert counts(await look(amina, file)) == (0, 0, 3, 0)
    await undo(amina, seen["id"])
    (left,) = (await cards(settings.database_url or "", amina)).values()
    assert not left.named("NOTE")


async def test_two_who_agree_with_a_third_do_not_become_one(join: Join) -> None:
    amina = await join("amina")
    line = "TEL:0221 123456"
    names = ("J. Smith", "John Smith", "Jane Smith")
    seen = await look(amina, people(*[(f"FN:{name}", line) for name in names]))
    assert (*counts(seen), seen["perhaps"]) == (2, 1, 0, 0, 1)
    await apply(amina, seen["id"])
    # Nor in a later file, though the contact is still called "J. Smith" in the book.
    seen = await look(amina, people(("FN:Judy Smith", line)))
    assert (*counts(seen), seen["perhaps"]) == (1, 0, 0, 0, 1)


async def test_a_tag_that_was_taken_away_does_not_come_back(join: Join) -> None:
    amina = await join("amina")
    await bring(amina, people((*BEN, "CATEGORIES:Friends")))
    (ben,) = await rows(amina)
    await amina.patch(f"/contacts/{ben['id']}", json={"tags": []})
    await bring(amina, people((*BEN, "CATEGORIES:Friends", "NOTE:New")))
    assert [row["tags"] for row in await rows(amina)] == [[]]


async def test_what_was_known_may_be_added_all_the_same(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    card = (*ANNA, "UID:anna", "CATEGORIES:Choir")
    await bring(amina, people(card))
    seen = await look(amina, people(card, (*card, "NOTE:Sings")))
    assert counts(seen) == (0, 1, 1, 0)
    for n in (1, 2):
        changed = await decide(amina, seen["id"], n, "add")
        assert (changed["decision"], changed["reason"]) == ("add", "chosen")
    assert counts(await apply(amina, seen["id"])) == (2, 0, 0, 0)
    held = await book(settings.database_url or "", amina)
    # All but id, card, UID, source, when it was made; each has a UID of its own.
    assert len({repr((*one[3:13], *one[17:])) for one in held}) == 1
    assert len({one[2] for one in held}) == 3
    assert counts(await look(amina, people(card))) == (0, 0, 1, 0)


async def test_what_was_to_be_added_may_be_merged_again(join: Join) -> None:
    amina = await join("amina")
    await put_contact(amina, "Anna", ("phone", "0221 123456"))
    seen = await look(amina, people(ANNA, ("FN:Team", "KIND:group")))
    for n, decision in ((1, "add"), (1, "merge"), (2, "add"), (2, "skip"), (2, "add")):
        await decide(amina, seen["id"], n, decision)
    assert counts(await apply(amina, seen["id"])) == (1, 1, 0, 0)
    assert [row["name"] for row in await rows(amina)] == ["Anna", "Team"]


async def test_of_two_cards_with_one_uid_the_first_has_it(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    uid = "UID:urn:uuid:5f1b9c1e-0f1b-4f0e-8a3e-2d6f3c9a7b10"
    seen = await look(amina, people((*ANNA, uid), (*BEN, uid)))
    assert counts(seen) == (1, 1, 0, 0)
    await decide(amina, seen["id"], 2, "add")
    assert counts(await apply(amina, seen["id"])) == (2, 0, 0, 0)
    held = {one[3]: one[2] for one in await book(settings.database_url or "", amina)}
    assert held["Anna Smith"] == uid[4:]
    assert held["Ben"] != uid[4:]


async def test_a_short_uid_makes_nobody_the_same(join: Join) -> None:
    amina = await join("amina")
    seen = await look(amina, people((*ANNA, "UID:1"), (*BEN, "UID:1")))
    assert (*counts(seen), seen["perhaps"]) == (2, 0, 0, 0, 1)
    assert counts(await apply(amina, seen["id"])) == (2, 0, 0, 0)


async def test_drafts_last_until_they_are_applied_or_discarded(
    join: Join, settings: Settings
) -> None:
    amina = await join("amina")
    first, second = [await look(amina, people(ANNA, BEN)) for _ in range(2)]
    assert await number_of(settings, "contacts_draft") == 4
    await apply(amina, first["id"])
    assert await number_of(settings, "contacts_draft") == 2
    await amina.delete(f"/imports/{second['id']}")
    assert await number_of(settings, "contacts_draft") == 0


async def test_by_what_people_are_recognised_goes_with_them(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    await bring(amina, people(ANNA, BEN))
    assert await number_of(settings, "contacts_identifier") == 5
    await execute(settings.database_url or "", "delete from contacts_contact where name = 'Ben'")
    assert await number_of(settings, "contacts_identifier") == 3
    await execute(settings.database_url or "", "delete from contacts_contact")
    assert await number_of(settings, "contacts_identifier") == 0


async def number_of(settings: Settings, table: str) -> int:
    """The rows of a table."""
    connection = await asyncpg.connect(settings.database_url or "")
    try:
        return int(await connection.fetchval(f"select count(*) from {table}"))
    finally:
        await connection.close()


async def test_the_same_id_is_one_operation(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    chosen = str(new_id())
    seen = await look(amina, people(BEN), id=chosen)
    async with unchanged(settings.database_url or ""):
        assert await look(amina, people(BEN), id=chosen) == seen
        assert code(await send(amina, people(ANNA), id=chosen)) == "id_taken"
    done = await apply(amina, chosen)
    async with unchanged(settings.database_url or ""):
        assert await apply(amina, chosen) == done
        assert await look(amina, people(BEN), id=chosen) == done


async def test_items_come_in_pages(join: Join) -> None:
    amina = await join("amina")
    seen = await look(amina, people(*[(f"FN:Number {n}",) for n in range(7)]))
    path, after, names = f"/imports/{seen['id']}/contacts", 0, []
    while after is not None:
        page = (await amina.get(path, params={"after": after, "limit": 3})).json()
        names += [item["name"] for item in page["items"]]
        after = page["next"]
    assert names == [f"Number {n}" for n in range(7)]


async def test_only_the_newest_previews_are_kept(join: Join) -> None:
    amina = await join("amina")
    done = await bring(amina, people(ANNA))
    for n in range(12):
        await look(amina, people((f"FN:Number {n}",)))
    listed = (await amina.get("/imports")).json()
    assert len(listed) == 11
    assert done["id"] in {one["id"] for one in listed}
