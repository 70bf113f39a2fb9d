"""Who runs a town: by the word of whoever runs the program, never by joining first."""

import asyncio
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from leapfrog.demo import PASSWORD as DEMO_PASSWORD
from leapfrog.demo import play
from leapfrog.identity import operators
from leapfrog.identity.names import outline
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.http import PASSWORD, Client, Enter, app, client, clock, running, town
from tests.matrix import unchanged
from tests.operators import appoint, code_for

__all__ = ["app", "client", "clock", "town"]

DESKS = ("/operator/desk", "/operator/reports", "/operator/backups", "/pay/desk/book")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A town that `boss` and, oddly, `admin` shall run."""
    return msgspec.structs.replace(settings, operators=("boss", "admin"), money="units")


def body(handle: str, **more: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "handle": handle,
        "display_name": "Boss",
        "language": "en",
        "password": PASSWORD,
        **more,
    }


async def refused(client: Enter, handle: str, **more: Any) -> str:
    answer = await client().post("/people", json=body(handle, **more))
    assert answer.is_error, answer.text
    return str(answer.json()["code"])


async def test_nobody_joins_by_an_operators_handle_or_one_that_looks_like_it(
    client: Enter, database_url: str
) -> None:
    async with unchanged(database_url):
        for handle in ("boss", "b0ss", "bo_ss", "bo5s", "bo55", "boss_", "admin"):
            assert await refused(client, handle) == "handle_reserved"
            told = (await client().get(f"/handles/{handle}")).json()
            assert (told["free"], told["reason"]) == (False, "reserved")
        assert await refused(client, "Boss") == "handle_malformed"
        assert await refused(client, "boss", operator_code="0000-0000") == "operator_code_refused"
    assert (await client().join("bossa"))["operator"] is False


async def test_a_code_joins_its_handle_once_and_makes_an_operator(
    client: Enter, town: Town, database_url: str
) -> None:
    code = await code_for(town.database, "boss")
    async with unchanged(database_url):
        for handle in ("amina", "b0ss", "admin"):
            assert await refused(client, handle, operator_code=code) == "operator_code_refused"
    boss, asked = client(), body("boss", operator_code=str(code).upper())
    answer = await boss.post("/people", json=asked)
    assert answer.json()["me"]["operator"] is True
    for path in DESKS:
        assert (await boss.get(path)).status_code == 200, path
    # A lost answer is asked for again; nobody else gets in by that code.
    assert (await client().post("/people", json=asked)).status_code == 201
    assert await refused(client, "boss", operator_code=code) == "handle_taken"


async def test_even_a_handle_that_nobody_else_may_have(client: Enter, town: Town) -> None:
    code = await code_for(town.database, "admin")
    assert (await client().join("admin", operator_code=code))["operator"] is True


async def test_a_code_is_void_after_another_and_after_a_week(
    client: Enter, town: Town, clock: FixedClock, database_url: str
) -> None:
    first, second = [await code_for(town.database, "boss") for _ in range(2)]
    async with unchanged(database_url):
        assert await refused(client, "boss", operator_code=first) == "operator_code_refused"
        clock.advance(timedelta(days=7, seconds=1))
        assert await refused(client, "boss", operator_code=second) == "operator_code_refused"


async def test_a_start_offers_no_other_code_while_one_is_good(
    client: Enter, town: Town, clock: FixedClock
) -> None:
    async with town.database.transaction() as db:
        first = await operators.look(db, "boss")
    async with town.database.transaction() as db:
        again = await operators.look(db, "boss")
    assert (again.code, again.code_until) == (None, clock.now() + timedelta(days=7))
    clock.advance(timedelta(days=7))
    async with town.database.transaction() as db:
        later = await operators.look(db, "boss")
    assert later.code not in (None, first.code)
    joined = await client().join("boss", operator_code=str(later.code))
    assert joined["operator"] is True


async def test_only_the_hash_of_a_code_is_kept(town: Town) -> None:
    code = await code_for(town.database, "boss")
    async with town.database.glance() as db:
        [[row]] = await db.rows("select c::text from identity_operator_code c")
    assert code not in row
    assert str(code).replace("-", "") not in row


async def test_who_had_the_handle_before_keeps_it_and_is_no_operator(
    client: Enter, town: Town
) -> None:
    async with town.database.transaction() as db:
        await db.run("update identity_town set operators = '{}'")
    squatter = client()
    await squatter.join("boss")
    async with town.database.transaction() as db:
        await db.run("update identity_town set operators = '{boss}'")
        standing = await operators.look(db, "boss")
    assert (standing.operator, standing.code) == (False, None)
    assert (await squatter.get("/me")).json()["operator"] is False
    for path in DESKS:
        assert (await squatter.get(path)).json()["code"] in ("operator_needed", "clerk_needed")
    assert (await squatter.get("/pay/desk")).json()["operator"] is False
    await appoint(town.database, "boss")
    assert (await squatter.get("/me")).json()["operator"] is True
    for path in DESKS:
        assert (await squatter.get(path)).status_code == 200, path


async def test_who_is_taken_out_of_the_settings_is_no_operator(client: Enter, town: Town) -> None:
    boss = client()
    await boss.join("boss", operator_code=await code_for(town.database, "boss"))
    async with town.database.transaction() as db:
        await db.run("update identity_town set operators = '{admin}'")
    assert (await boss.get("/me")).json()["operator"] is False
    for path in DESKS:
        assert (await boss.get(path)).status_code == 403, path


async def test_the_demo_town_may_be_run_by_one_of_its_cast(settings: Settings) -> None:
    cast = msgspec.structs.replace(settings, operators=("amina", "k0fi"), demo=True)
    assert await asyncio.to_thread(play, cast)
    async with running(cast) as made:
        for handle, runs in (("amina", True), ("kofi", False)):
            async with Client(made, cast.origin, "203.0.113.99") as one:
                assert (await one.sign_in(handle, DEMO_PASSWORD))["operator"] is runs


@pytest.mark.parametrize(
    ("one", "other"),
    [("boss", "b0ss"), ("lena1", "lena_l"), ("morn", "mom"), ("willi", "vv1lll"), ("a5a", "asa")],
)
def test_what_looks_alike_has_one_outline(one: str, other: str) -> None:
    assert outline(one) == outline(other)


def test_what_looks_different_has_another() -> None:
    plain = ("boss", "bass", "amina", "anima", "mayor", "major", "olga")
    assert len({outline(one) for one in plain}) == len(plain)
