"""An import can be undone: the book is as it was, but for what was edited since."""

from datetime import timedelta

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contact_formats.dialects import make_address_book
from tests.contacts.acts import code, ok, put_contact, rows
from tests.contacts.conftest import Join
from tests.imports.contacts.files import apply, book, bring, counts, look, people, undo
from tests.matrix import unchanged

ANNA = ("FN:Anna Smith", "TEL:+49 221 123456", "CATEGORIES:Choir")
BEN = ("FN:Ben", "TEL:+49 221 777777")


async def test_the_book_is_as_it_was(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    await put_contact(amina, "Anna", ("phone", "0221 123456"), note="Mine", tags=["Friends"])
    await bring(amina, make_address_book("google_vcf", 30, 1))
    before = await book(settings.database_url or "", amina)
    done = await bring(amina, people(ANNA, BEN) + make_address_book("apple", 40, 1))
    assert done["merge"] > 20
    assert done["add"] > 5
    undone = await undo(amina, done["id"])
    assert (undone["state"], undone["stayed"]) == ("undone", [])
    assert await book(settings.database_url or "", amina) == before
    async with unchanged(settings.database_url or ""):
        assert await undo(amina, done["id"]) == undone


async def test_what_was_edited_since_stays_and_is_named(
    join: Join, settings: Settings, clock: FixedClock
) -> None:
    amina = await join("amina")
    anna = await put_contact(amina, "Anna", ("phone", "0221 123456"))
    done = await bring(amina, people(ANNA, BEN, ("FN:Chen", "TEL:+49 221 888888"), ("FN:Dora",)))
    found = {row["name"]: row["id"] for row in await rows(amina)}
    clock.advance(timedelta(minutes=1))
    ok(await amina.patch(f"/contacts/{found['Ben']}", json={"starred": True}))
    ok(await amina.patch(f"/contacts/{found['Anna']}", json={"tags": ["Mine"]}))
    ok(await amina.delete(f"/contacts/{found['Dora']}"))
    undone = await undo(amina, done["id"])
    assert sorted(undone["stayed"], key=lambda one: str(one["name"])) == [
        {"contact_id": anna["id"], "name": "Anna", "reason": "edited"},
        {"contact_id": found["Ben"], "name": "Ben", "reason": "edited"},
    ]
    assert [row["name"] for row in await rows(amina)] == ["Anna", "Ben"]


async def test_a_remark_of_later_does_not_keep_a_merge_from_being_undone(join: Join) -> None:
    amina = await join("amina")
    anna = await put_contact(amina, "Anna", ("phone", "0221 123456"))
    done = await bring(amina, people(ANNA))
    ok(await amina.patch(f"/contacts/{anna['id']}", json={"remark": "Annie"}))
    assert (await undo(amina, done["id"]))["stayed"] == []
    page = ok(await amina.get(f"/contacts/{anna['id']}"))
    assert (page["name"], page["tags"], page["unknown"]) == ("Annie", [], 0)


async def test_a_circle_is_an_edit(join: Join) -> None:
    amina = await join("amina")
    done = await bring(amina, people(BEN))
    (ben,) = await rows(amina)
    circle = ok(await amina.put(f"/circles/{new_id()}", json={"name": "Go club"}))
    ok(await amina.patch(f"/contacts/{ben['id']}", json={"circles": [circle["id"]]}))
    assert [one["name"] for one in (await undo(amina, done["id"]))["stayed"]] == ["Ben"]


async def test_undone_is_over_but_the_file_may_come_again(join: Join, settings: Settings) -> None:
    amina = await join("amina")
    seen = await look(amina, people(ANNA, BEN))
    async with unchanged(settings.database_url or ""):
        answer = await amina.post(f"/imports/{seen['id']}/undo")
        assert code(answer) == "import_not_applied"
    await apply(amina, seen["id"])
    async with unchanged(settings.database_url or ""):
        assert code(await amina.delete(f"/imports/{seen['id']}")) == "import_applied"
    await undo(amina, seen["id"])
    async with unchanged(settings.database_url or ""):
        answer = await amina.post(f"/imports/{seen['id']}/application")
        assert code(answer) == "import_undone"
    assert counts(await look(amina, people(ANNA, BEN))) == (2, 0, 0, 0)
    assert (await amina.delete(f"/imports/{seen['id']}")).status_code == 204
    assert code(await amina.get(f"/imports/{seen['id']}")) == "no_import"
