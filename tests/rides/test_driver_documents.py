"""What a driver shows the desk, who sees it, and for how long; who may stop driving, and when."""

import io
from datetime import timedelta
from uuid import UUID

from PIL import Image

from leapfrog.kernel.http import Town
from leapfrog.kernel.timers import run_one
from leapfrog.reactions.hails import compose_licence
from leapfrog.rides import TIMERS
from leapfrog.rides.documents import REMIND
from tests.contacts.conftest import Join
from tests.pay.acts import code
from tests.rides.hails import SOON, Hail, ok

LICENCE = "/rides/driver/documents/licence"
FILES = "select count(*) from kernel_file where purpose = 'ride_document'"


def picture(colour: str) -> bytes:
    """A small picture, as a phone makes it."""
    made = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(made, "JPEG")
    return made.getvalue()


async def all_due(town: Town) -> None:
    while await run_one(town.database, TIMERS):
        pass


async def test_documents_are_seen_by_their_driver_and_the_desk_alone(
    hail: Hail, join: Join
) -> None:
    cleo = await join("cleo")
    assert code(await cleo.put(LICENCE, content=picture("red"))) == "not_driving"
    assert code(await hail.wang.put(LICENCE, content=b"no picture")) == "not_a_picture"
    for colour in ("red", "blue"):
        answer = await hail.wang.put(LICENCE, content=picture(colour))
        assert answer.status_code == 204, answer.text
    assert ok(await hail.wang.get("/rides/driver"))["documents"] == ["licence"]
    own = await hail.wang.get(LICENCE)
    assert Image.open(io.BytesIO(own.content)).format == "WEBP"
    assert own.headers["cache-control"] == "no-store"
    at_desk = f"/rides/desk/drivers/{hail.wang.me['id']}/documents"
    for who in (cleo, hail.amina, hail.wang):
        assert code(await who.get(f"{at_desk}/licence")) == "operator_needed"
    assert code(await cleo.get(LICENCE)) == "no_ride_document"
    assert (await hail.olga.get(f"{at_desk}/licence")).content == own.content
    assert code(await hail.olga.get(f"{at_desk}/insurance")) == "no_ride_document"
    [driver] = ok(await hail.olga.get("/rides/desk/drivers"))["drivers"]
    assert driver["documents"] == ["licence"]
    async with hail.town.database.glance() as db:
        seen = await db.rows("select by_id::text, kind from rides_document_view")
        kept = await db.value(FILES)
    assert [tuple(one) for one in seen] == [(hail.olga.me["id"], "licence")]
    assert kept == 1


async def test_who_drives_somebody_drives_on_and_papers_go_a_month_after(hail: Hail) -> None:
    ok_answer = await hail.wang.put(LICENCE, content=picture("red"))
    assert ok_answer.status_code == 204
    ride = await hail.coming()
    assert code(await hail.wang.delete("/rides/driver")) == "driver_still_drives"
    assert ok(await hail.wang.get("/rides/driver"))["under_way"]["id"] == ride["id"]
    given = await hail.act(hail.wang, ride["id"], "return", reason="flat tyre")
    assert given.status_code == 204
    assert (await hail.wang.delete("/rides/driver")).status_code == 204
    hail.clock.advance(timedelta(days=29))
    await all_due(hail.town)
    async with hail.town.database.glance() as db:
        assert await db.value("select count(*) from rides_document") == 1
    hail.clock.advance(timedelta(days=2))
    await all_due(hail.town)
    async with hail.town.database.glance() as db:
        assert await db.value("select count(*) from rides_document") == 0
        assert (
            await db.value("select count(*) from kernel_file where purpose = 'ride_document'") == 0
        )


async def test_a_driver_is_reminded_before_the_licence_runs_out(hail: Hail) -> None:
    """Thirty and seven days before; no longer once the desk has decided otherwise."""
    wang = UUID(hail.wang.me["id"])
    last = (hail.clock.now() + SOON).date()
    async with hail.town.database.glance() as db:
        due = await db.rows("select ref, due_at::date from kernel_timer where kind = $1", REMIND)
        told = await compose_licence(db, wang, "")
    assert {tuple(one) for one in due} == {
        (f"{wang}:{days}", last - timedelta(days=days)) for days in (30, 7)
    }
    assert told is not None
    assert (told.body, told.url) == (f"Show the town the new one by {last.isoformat()}", "/taxi")
    await hail.vets(hail.wang, reason="Not his")
    async with hail.town.database.glance() as db:
        assert await compose_licence(db, wang, "") is None


async def test_only_whose_licence_is_good_are_asked(hail: Hail) -> None:
    ok(await hail.asks())
    await hail.vets(hail.wang, reason="Not readable")
    assert await hail.offered() is None
    assert code(await hail.at(hail.wang)) == "not_vetted"
    assert ok(await hail.wang.get("/rides/driver"))["vetting_reason"] == "Not readable"
    await hail.vets(hail.wang)
    ok(await hail.at(hail.wang))
    hail.clock.advance(timedelta(days=91))
    assert code(await hail.at(hail.wang)) == "not_vetted"
    driver = ok(await hail.wang.get("/rides/driver"))
    assert (driver["vetting"], driver["online"]) == ("none", False)
    await hail.wang.put("/rides/driver/vetting", json={"licence": "FI-4712"})
    await hail.vets(hail.wang)
    assert ok(await hail.at(hail.wang))["vetting"] == "checked"
