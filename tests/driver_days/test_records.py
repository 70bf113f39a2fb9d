"""The record that goes with a driver: signed here, checked there, shown beside and never within."""

import copy
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from leapfrog.driver_days import archive, checking, store
from leapfrog.driver_days.records import RideRecordSaid, average
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.jobs import RunAgain
from leapfrog.kernel.outgoing import CallFailed, OutgoingRequest, OutgoingResponse
from leapfrog.kernel.signing import Keys, TownKey, base64url, check, new_seed, public_of, signed
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.rides.hails import Hail, code, ok

SEED, OTHER_SEED = new_seed(), new_seed()
TOWN = "sea.town"
SAID: dict[str, Any] = {
    "town": TOWN,
    "of": f"wang@{TOWN}",
    "name": "Wang",
    "since": "2021-05-01",
    "at": "2026-07-01",
    "rides": 1204,
    "kilometres": 9100,
    "kept_promises": 0.987,
    "ratings": {
        "2025": {"1": 0, "2": 0, "3": 2, "4": 20, "5": 178},
        "2026": {"1": 0, "2": 0, "3": 0, "4": 5, "5": 95},
    },
    "words": {"calm": 80},
}


def of_sea(seed: bytes = SEED, **more: Any) -> bytes:
    return msgspec.json.encode(signed("ride-record", {**SAID, **more}, seed))


def from_town(town: str) -> bytes:
    return of_sea(town=town, of=f"wang@{town}")


@pytest.fixture
def sea(hail: Hail, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The other town answers what its keys are; which addresses were asked. With "silent" in it, it
    does not answer.
    """
    asked: list[str] = []
    key = TownKey("1", base64url(public_of(SEED)), "2026-01-01T00:00:00Z")

    async def call(_self: Any, request: OutgoingRequest) -> OutgoingResponse:
        if "silent" in asked:
            raise CallFailed("nobody there")
        asked.append(request.url)
        return OutgoingResponse(200, {}, msgspec.json.encode(Keys(TOWN, [key])))

    monkeypatch.setattr(type(hail.town.outgoing), "call", call)
    return asked


async def brings(who: Client, content: bytes) -> Any:
    return await who.put("/rides/driver/records", content=content)


async def rated(hail: Hail, stars: int, words: list[str]) -> None:
    ride = await hail.on_board()
    ok(await hail.act(hail.wang, ride["id"], "end"))
    path = f"/rides/{ride['id']}/rating"
    ok(await hail.amina.put(path, json={"stars": stars, "words": words}))
    ok(await hail.wang.put(path, json={"stars": 5, "words": []}))
    hail.clock.advance(timedelta(seconds=1))
    ok(await hail.at(hail.wang))


async def test_what_the_town_signs_of_somebody(hail: Hail) -> None:
    for stars in (5, 5, 4, 5):
        await rated(hail, stars, ["calm"])
    answer = await hail.wang.get("/rides/driver/record")
    assert "attachment" in answer.headers["content-disposition"]
    early = ok(answer)
    # Four are too few to be told: one would see who said what.
    assert (early["rides"], early["ratings"], early["words"]) == (4, {}, {})
    await rated(hail, 5, ["calm", "clean"])
    # One that was given back is a promise not kept.
    ride = await hail.coming()
    assert (await hail.act(hail.wang, ride["id"], "return", reason="flat tyre")).status_code == 204
    content = (await hail.wang.get("/rides/driver/record")).content
    keys = msgspec.convert(
        ok(await hail.amina.get("http://leapfrog/.well-known/leapfrog-receipts.json")), Keys
    )
    checked = check("ride-record", content, keys)
    assert checked.known is True
    said = msgspec.convert(checked.said, RideRecordSaid)
    assert (said.of, said.rides, said.kept_promises) == (f"wang@{said.town}", 5, 0.833)
    [year] = said.ratings.values()
    assert year == {"1": 0, "2": 0, "3": 0, "4": 1, "5": 4}
    assert said.words == {"calm": 5, "clean": 1}
    assert average(said) == 4.8
    assert code(await hail.amina.get("/rides/driver/record")) == "not_driving"


async def test_brought_to_another_town_it_stands_beside(hail: Hail, sea: list[str]) -> None:
    shown = ok(await brings(hail.wang, of_sea()))
    assert sea == [f"https://{TOWN}/.well-known/leapfrog-receipts.json"]
    assert (shown["town"], shown["rides"], shown["ratings"]) == (TOWN, 1204, 300)
    assert (shown["average"], shown["state"]) == (4.9, "verified")
    ride = await hail.coming()
    beside = f"/rides/{ride['id']}/driver-records"
    assert [one["average"] for one in ok(await hail.amina.get(beside))["records"]] == [4.9]
    # Within what people of this town say there is nothing of it.
    assert ok(await hail.amina.get(f"/rides/{ride['id']}/rating"))["others_say"] is None
    # A newer one of the same town takes its place; taken away it is gone.
    newer = ok(await brings(hail.wang, of_sea(rides=1300)))
    [one] = ok(await hail.wang.get("/rides/driver/records"))["records"]
    assert (one["rides"], one["id"]) == (1300, newer["id"])
    path = f"/rides/driver/records/{one['id']}"
    assert code(await hail.amina.delete(path)) == "no_ride_record"
    assert (await hail.wang.delete(path)).status_code == 204
    assert ok(await hail.amina.get(beside))["records"] == []


def changed(**more: Any) -> Callable[[dict[str, Any]], None]:
    return lambda whole: whole.update(more)


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (changed(rides=9999), "signature is not right"),
        (changed(of="mallory@sea.town"), "signature is not right"),
        (changed(town="lake.town"), "signature is not right"),
        (changed(signature="AAAA"), "nothing that a town signed"),
        (changed(signature=7), "nothing that a town signed"),
        (changed(key="0" * 32), "signature is not right"),
        (lambda whole: whole.pop("signature"), "nothing that a town signed"),
        (lambda whole: whole["ratings"]["2026"].update({"5": 96}), "signature is not right"),
    ],
)
async def test_an_altered_one_is_refused_with_the_reason(
    hail: Hail, sea: list[str], harm: Callable[[dict[str, Any]], Any], why: str
) -> None:
    whole = msgspec.json.decode(of_sea())
    harm(whole)
    await refused(hail, msgspec.json.encode(whole), why)
    assert sea == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (of_sea(OTHER_SEED), "none of those that sea.town publishes"),
        (msgspec.json.encode(signed("leapfrog-receipt", SAID, SEED)), "nothing that a town signed"),
        (of_sea(rides=-1), "numbers cannot be"),
        (of_sea(rides=10), "numbers cannot be"),
        (of_sea(of="wang@lake.town"), "somebody of another town"),
        (of_sea(ratings=[]), "no record of rides"),
        (from_town("raw.example.org/me/keys.json?"), "its town is no town"),
        (from_town("me@raw.example.org"), "its town is no town"),
        (from_town("sea.town#"), "its town is no town"),
        (from_town(""), "its town is no town"),
        (of_sea(ratings={"2026": {"500": 5}}), "no stars of a year"),
        (of_sea(ratings={"2026": {"x": 5}}), "no stars of a year"),
        (of_sea(ratings={"2026": {"٣": 5}}), "no stars of a year"),
        (of_sea(ratings={"٢٠٢٦": {"3": 5}}), "no stars of a year"),
        (of_sea(ratings={"this year": {"3": 5}}), "no stars of a year"),
        (of_sea(ratings={"2026": {"3": -5, "5": 5}}), "numbers cannot be"),
        (b"not json", "nothing that a town signed"),
        (b"[]", "nothing that a town signed"),
        (b"", "nothing that a town signed"),
    ],
)
@pytest.mark.usefixtures("sea")
async def test_a_forged_one_is_refused_with_the_reason(
    hail: Hail, content: bytes, why: str
) -> None:
    await refused(hail, content, why)


async def refused(hail: Hail, content: bytes, why: str) -> None:
    async with unchanged(str(hail.town.settings.database_url), "identity_session"):
        answer = await brings(hail.wang, content)
    assert code(answer) == "bad_ride_record"
    assert why in answer.json()["detail"]


async def test_that_of_this_town_counts_by_itself(hail: Hail, sea: list[str]) -> None:
    domain = hail.town.settings.town_domain
    content = of_sea(town=domain, of=f"wang@{domain}")
    answer = await brings(hail.wang, content)
    assert code(answer) == "bad_ride_record"
    del sea


@pytest.mark.usefixtures("sea")
async def test_two_cannot_go_by_the_same(hail: Hail, join: Join) -> None:
    cleo = await join("cleo")
    ok(await brings(hail.wang, of_sea()))
    assert code(await brings(cleo, of_sea())) == "ride_record_taken"
    assert code(await brings(cleo, of_sea(rides=2000))) == "ride_record_taken"


async def test_a_town_that_is_silent_is_said_so(hail: Hail, sea: list[str]) -> None:
    sea.append("silent")
    assert code(await brings(hail.wang, of_sea())) == "record_town_silent"
    assert ok(await hail.wang.get("/rides/driver/records"))["records"] == []


async def arrives(hail: Hail, *content: bytes) -> tuple[int, int, int]:
    """A take-out brings these; how many came, were known, stayed out."""
    found = [msgspec.json.decode(one) for one in content]
    async with hail.town.database.transaction() as db:
        told = await archive.restore_records(db, UUID(hail.wang.me["id"]), copy.deepcopy(found))
    return told.new, told.known, told.left


async def waiting(hail: Hail) -> Any:
    async with hail.town.database.reading() as db:
        return (await store.records(db, UUID(hail.wang.me["id"])))[0]


async def test_in_a_take_out_it_waits_until_its_town_was_asked(hail: Hail, sea: list[str]) -> None:
    forged = msgspec.json.decode(of_sea(town="fen.town", of="wang@fen.town")) | {"rides": 1}
    sea.append("silent")
    assert await arrives(hail, of_sea(), msgspec.json.encode(forged)) == (1, 0, 1)
    assert await arrives(hail, of_sea()) == (0, 1, 0)
    kept = await waiting(hail)
    ride = await hail.coming()
    beside = f"/rides/{ride['id']}/driver-records"
    assert (kept.state, ok(await hail.amina.get(beside))["records"]) == ("waiting", [])
    with pytest.raises(RunAgain):
        await checking.verify(hail.town, {"id": str(kept.id)})
    assert (await waiting(hail)).state == "waiting"
    sea.clear()
    for _ in range(2):
        await checking.verify(hail.town, {"id": str(kept.id)})
    assert [one["town"] for one in ok(await hail.amina.get(beside))["records"]] == [TOWN]


@pytest.mark.usefixtures("sea")
async def test_a_take_out_undoes_nothing_that_was_verified(hail: Hail) -> None:
    spaced = msgspec.json.format(of_sea(), indent=2)
    ok(await brings(hail.wang, spaced))
    before = await waiting(hail)
    assert (before.state, before.statement) == ("verified", spaced.decode())
    # The same, written otherwise; and an older one of the same town.
    assert await arrives(hail, of_sea()) == (0, 1, 0)
    assert await arrives(hail, of_sea(rides=1000)) == (0, 0, 1)
    assert await waiting(hail) == before
    # One that is refused makes way.
    await judged(hail, before.id)
    assert await arrives(hail, of_sea(rides=1000)) == (1, 0, 0)
    assert (await waiting(hail)).state == "waiting"


async def judged(hail: Hail, record_id: UUID) -> None:
    """That record was refused."""
    async with hail.town.database.transaction() as db:
        kept = await store.record(db, record_id)
        assert kept is not None
        await store.put_record(db, msgspec.structs.replace(kept, state="refused"))


async def test_one_with_a_stranger_s_key_is_refused_once_its_town_was_asked(
    hail: Hail, sea: list[str]
) -> None:
    # The job of the town itself finds nobody, and is run again in an hour.
    sea.append("silent")
    assert await arrives(hail, of_sea(OTHER_SEED)) == (1, 0, 0)
    kept = await waiting(hail)
    sea.clear()
    await checking.verify(hail.town, {"id": str(kept.id)})
    [one] = ok(await hail.wang.get("/rides/driver/records"))["records"]
    assert one["state"] == "refused"
    assert "none of those that sea.town publishes" in one["reason"]
    assert set(sea) == {f"https://{TOWN}/.well-known/leapfrog-receipts.json"}


async def test_a_town_that_is_gone_is_asked_for_two_weeks(hail: Hail, sea: list[str]) -> None:
    sea.append("silent")
    await arrives(hail, of_sea())
    kept = await waiting(hail)
    hail.clock.advance(timedelta(days=15))
    await checking.verify(hail.town, {"id": str(kept.id)})
    kept = await waiting(hail)
    assert (kept.state, kept.reason) == ("refused", "sea.town has not answered for two weeks")


async def test_it_goes_with_the_driver_and_is_gone_with_them(hail: Hail, sea: list[str]) -> None:
    ok(await brings(hail.wang, of_sea()))
    ride = await hail.on_board()
    ok(await hail.act(hail.wang, ride["id"], "end"))
    async with hail.town.database.transaction() as db:
        wang = UUID(hail.wang.me["id"])
        told = [one async for one in archive.export_records(db, wang)]
        assert [one["town"] for one in told] == [hail.town.settings.town_domain, TOWN]
        for one in told:
            assert check("ride-record", msgspec.json.encode(one), None).said["kind"]
        assert await store.forget(db, wang) == 1
        assert await store.records(db, wang) == []
    del sea


async def test_what_was_forged_before_is_gone_with_the_migration(hail: Hail) -> None:
    folder = Path(archive.__file__).parent / "migrations"
    gone = (folder / "0355_ride_record_towns.sql").read_text()
    wang = UUID(hail.wang.me["id"])
    brought = {
        TOWN: of_sea(),
        "localhost:8000": from_town("localhost:8000"),
        "raw.example.org/me?": from_town("raw.example.org/me?"),
        "fen.town": of_sea(ratings={"2026": {"x": 5}}),
        "lake.town": of_sea(ratings={"long ago": {"5": 5}}),
    }
    async with hail.town.database.transaction() as db:
        for town, content in brought.items():
            kept = (new_id(), wang, town, "wang", content.decode(), "verified", "", db.now)
            await store.put_record(db, store.KeptRecord(*kept))
        await db.run(gone)
        assert {one.town for one in await store.records(db, wang)} == {TOWN, "localhost:8000"}
