"""Leaving for good: all of a person goes, others keep what they were told."""

from typing import Any

import asyncpg

from leapfrog.demo.cast import PASSWORD
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.reactions import DUE, SWITCHBOARD
from leapfrog.web import settle
from tests.http import App, Client, Enter
from tests.portability.conftest import Played, take_out

OWNED = {
    "identity_password": "person_id",
    "identity_session": "person_id",
    "identity_passkey": "person_id",
    "identity_recovery_code": "person_id",
    "identity_app_password": "person_id",
    "contacts_contact": "owner_id",
    "contacts_circle": "owner_id",
    "contacts_card_field": "owner_id",
    "contacts_block": "owner_id",
    "contacts_invitation": "owner_id",
    "imports_job": "owner_id",
    "portability_takeout": "owner_id",
    "portability_arrival": "owner_id",
    "kernel_file": "owner_id",
}


async def leave(person: Client, handle: str) -> dict[str, int]:
    body = {"handle": handle, "password": PASSWORD}
    answer = await person.request("DELETE", "/me", json=body)
    assert answer.status_code == 200, answer.text
    return {row["set"]: row["count"] for row in answer.json()["erased"]}


async def test_nothing_of_an_erased_person_is_left_and_they_are_told_what_went(
    stage: Played, app: App, town: Town, client: Enter, database_url: str
) -> None:
    amina = client()
    await amina.sign_in("amina", PASSWORD)
    await take_out(app, amina, new_id())
    picture = (await amina.get("/me")).json()["avatar"]
    erased = await leave(amina, "amina")
    assert erased["profile"] == 1
    assert erased["contacts"] >= 15
    assert erased["own_card"] == 4
    assert erased["takeouts"] == 1
    assert erased["files"] == 2
    connection = await asyncpg.connect(database_url)
    try:
        for table, owner in OWNED.items():
            sql = f"select count(*) from {table} where {owner} = $1"
            assert await connection.fetchval(sql, stage.ids["amina"]) == 0, table
        row = await connection.fetchrow(
            "select kind, display_name, about, avatar from identity_person where id = $1",
            stage.ids["amina"],
        )
        assert tuple(row) == ("erased", "", "", None)
    finally:
        await connection.close()
    assert (await amina.get("/me")).status_code == 401
    assert (await client().page(picture)).status_code == 404
    again = await client().post("/sessions", json={"handle": "amina", "password": PASSWORD})
    assert again.status_code == 401


def said_in(talks: list[Any]) -> dict[str, int]:
    """How much was said in each talk of two; in a group there is one more row: who left."""
    return {talk["id"]: talk["last_seq"] for talk in talks if talk["kind"] == "direct"}


async def test_others_keep_what_they_were_told_and_see_that_somebody_left(
    stage: Played, town: Town, client: Enter
) -> None:
    amina, mei = client(), client()
    await amina.sign_in("amina", PASSWORD)
    await mei.sign_in("mei", PASSWORD)
    before = (await mei.get("/conversations")).json()["conversations"]
    await leave(amina, "amina")
    await settle(town, SWITCHBOARD, DUE)
    after = (await mei.get("/conversations")).json()["conversations"]
    assert said_in(after) == said_in(before)
    talk = next(one for one in after if one.get("person", {}).get("kind") == "erased")
    assert talk["writable"] is False
    names = {row["name"]: row for row in (await mei.get("/contacts")).json()["contacts"]}
    assert names["Amina Diallo"]["person"] is None
    assert names["Amina Diallo"]["connected"] is False


async def test_nobody_can_come_in_the_name_of_somebody_who_left(
    stage: Played, client: Enter
) -> None:
    amina = client()
    await amina.sign_in("amina", PASSWORD)
    await leave(amina, "amina")
    free = (await client().get("/handles/amina")).json()
    assert (free["free"], free["reason"]) == (False, "taken")
    body = {
        "id": str(new_id()),
        "handle": "amina",
        "display_name": "Amina",
        "language": "en",
        "password": PASSWORD,
    }
    answer = await client().post("/people", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "handle_taken")
