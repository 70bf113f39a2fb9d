"""What a hostile town can reach by what it says on a line that is its own: nothing of people of
other towns, and nothing of who lives here.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from leapfrog import identity
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.settings import Settings
from leapfrog.towns import dispatches, receiving, rotation, store, store_ties, ties
from leapfrog.towns.dispatches import NewDispatch
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.matrix import unchanged
from tests.towns.stranger import Person, b64, key
from tests.towns.test_hostile import (
    EVE,
    HEARD,
    HILL,
    OAK,
    TARIQ,
    Line,
    Said,
    ask,
    bounces,
    dispatch,
    hill,
    named,
    requests,
)

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

AT_HILL = TARIQ.record(1, "tariq@hill.town", HILL)
QUIET = (*HEARD, "towns_dispatch", "pgqueuer", "towns_key")


async def tie(hill: Line) -> str:
    """Amina and Tariq are contacts; his id here."""
    await hill.says(ask(TARIQ))
    [request] = await requests(hill)
    answer = await hill.amina.post(f"/contact-requests/{request['id']}/acceptance", json={})
    assert answer.is_success, answer.text
    found: str = request["person"]["id"]
    return found


async def pid_of_amina(town: Town) -> str:
    async with town.database.reading() as db:
        amina = (await identity.find(db, "amina")).id
        return (await identity.pids_of(db, [amina]))[amina]


async def test_a_town_speaks_for_its_own_people_only(
    hill: Line, town: Town, settings: Settings
) -> None:
    """Oak has the key of Hill pinned too, as a description without proof once could have it."""
    tariq = await tie(hill)
    amina = await pid_of_amina(town)
    async with town.database.transaction() as db:
        keys = {named(one): b64(one.public) for one in (OAK, HILL)}
        await store.pin(db, "oak.town", "https://oak.town", keys)
    oak = Line(hill.amina, "oak.town", OAK)
    await oak.says()
    attempts = [
        dispatch("tie.end", TARIQ, amina, {}),
        dispatch("say", TARIQ, amina, {"i": str(uuid4()), "kind": "text", "body": "send money"}),
        dispatch("card", TARIQ, amina, {"card": {"v": 2**50, "name": "Eve", "fields": []}}),
        dispatch("tie.yes", TARIQ, amina, {"home": AT_HILL, "card": {}}),
        ask(TARIQ, home=TARIQ.record(2, "tariq@oak.town", HILL)),
        ask(TARIQ, home=TARIQ.record(2, "tariq@hill.town", HILL)),
    ]
    async with unchanged(str(settings.database_url), *QUIET):
        await oak.says(*attempts)
    told = [one["of"] for one in await bounces(town)]
    assert told == [one["id"] for one in attempts[1:]]
    # By the key of Hill, in its own name, neither: it is Oak that brings them.
    async with unchanged(str(settings.database_url), *QUIET):
        body = oak.lines(dispatch("tie.end", TARIQ, amina, {}))
        answer = await oak.post(body, by=HILL, key_id=f"oak.town#{named(HILL)}")
    assert answer.status_code == 200
    assert (await hill.amina.get(f"/profiles/{tariq}")).is_success


Probe = Callable[[str, str], list[Said]]
STRANGE = Person(key(31), key(32))
OTHER_NEXT = Person(key(31), key(33))


def of_strange(person: Person, to: str, **more: Any) -> Said:
    return ask(person, to, home=person.record(1, "strange@hill.town", HILL, **more))


# What somebody may try after they asked `to`, by address; `known`: a pid of somebody else here.
PROBES: dict[str, Probe] = {
    "once": lambda to, known: [],
    "a greeting that is too long": lambda to, known: [
        {**(one := of_strange(STRANGE, to)), "b": {**one["b"], "greeting": "x" * 201}}
    ],
    "a NUL in the greeting": lambda to, known: [
        {**(one := of_strange(STRANGE, to)), "b": {**one["b"], "greeting": "\0"}}
    ],
    "another time": lambda to, known: [of_strange(STRANGE, to)],
    "another one to follow": lambda to, known: [of_strange(OTHER_NEXT, to)],
    "another of the same number": lambda to, known: [of_strange(STRANGE, to, was=["a@b.town"])],
    "another key at the address": lambda to, known: [of_strange(EVE, to)],
    "after the measure of the day": lambda to, known: [
        of_strange(STRANGE, to) for _ in range(ties.MOST_OF_ONE + 2)
    ],
    "by address": lambda to, known: [
        dispatch("say", STRANGE, to, {"i": str(uuid4()), "kind": "text", "body": "hello"}),
        dispatch("card", STRANGE, to, {"card": {"v": 1, "name": "S", "fields": []}}),
        dispatch("tie.yes", STRANGE, to, {"home": STRANGE.record(1, "strange@hill.town", HILL)}),
        dispatch("tie.end", STRANGE, to, {}),
    ],
    "by the pid of another": lambda to, known: [
        dispatch("say", STRANGE, known, {"i": str(uuid4()), "kind": "text", "body": "hello"}),
        dispatch("card", STRANGE, known, {"card": {"v": 1, "name": "S", "fields": []}}),
        dispatch("tie.end", STRANGE, known, {}),
        dispatch("tie.end", STRANGE, "a\0@lake.town", {}),
        dispatch("tie.end", STRANGE, "", {}),
        dispatch("home", STRANGE, "", {"home": STRANGE.record(2, "strange@hill.town", HILL)}),
        dispatch("home", STRANGE, "", {"home": {"pid": STRANGE.pid}}),
    ],
    "by the pid of nobody": lambda to, known: [
        dispatch("say", STRANGE, STRANGE.pid, {"i": str(uuid4()), "kind": "text", "body": "hi"}),
        dispatch("card", STRANGE, STRANGE.pid, {"card": {"v": 1, "name": "S", "fields": []}}),
    ],
}


@pytest.fixture
def heard(hill: Line, town: Town) -> Callable[[Probe, str, str], Awaitable[list[str]]]:
    """What Hill is told of a probe, by the place of what bounced; then all is as before."""

    async def look(probe: Probe, to: str, known: str) -> list[str]:
        said = [of_strange(STRANGE, to), *probe(to, known)]
        answer = await hill.says(*said)
        assert answer == {"ack": hill.first - 1}
        told = {one["of"]: one["code"] for one in await bounces(town)}
        async with town.database.transaction() as db:
            await db.run("delete from identity_person where handle = 'strange'")
        return [told.get(one["id"], "") for one in said]

    return look


async def test_what_bounces_is_the_same_for_somebody_and_for_nobody(
    hill: Line, town: Town, heard: Any
) -> None:
    known = await pid_of_amina(town)
    for why, probe in PROBES.items():
        somebody = await heard(probe, "amina@lake.town", known)
        nobody = await heard(probe, "nobody@lake.town", known)
        assert somebody == nobody, why


async def test_who_asks_for_nobody_leaves_nothing(
    hill: Line, town: Town, settings: Settings
) -> None:
    await hill.says()
    async with unchanged(str(settings.database_url), *HEARD):
        await hill.says(
            ask(TARIQ, "nobody@lake.town"), dispatch("home", TARIQ, "", {"home": AT_HILL})
        )


async def test_bounces_wait_like_all_else_and_a_line_has_its_measure(
    hill: Line, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatches, "MOST_WAITING", 2)
    await hill.says(*(dispatch("dance", TARIQ, "", {}) for _ in range(2)))
    await hill.says(*(dispatch("dance", TARIQ, "", {}) for _ in range(2)))
    assert len(await bounces(town)) == 2
    monkeypatch.setattr(receiving, "LINE_OF", Limit("town_line_of_a_test", 1, 60))
    await hill.says()
    assert (await hill.post(hill.lines())).status_code == 429


async def test_who_parts_and_asks_again_is_held_to_the_same_measures(hill: Line) -> None:
    await hill.says(ask(TARIQ))
    [request] = await requests(hill)
    assert (await hill.amina.post(f"/contact-requests/{request['id']}/refusal")).is_success
    end = dispatch("tie.end", TARIQ, "amina@lake.town", {})
    await hill.says(end, ask(TARIQ))
    assert [one["state"] for one in await requests(hill)] == ["declined"]
    await hill.says(ask(EVE, home=EVE.record(1, "eve@hill.town", HILL)))
    taken_back = dispatch("tie.end", EVE, "amina@lake.town", {})
    await hill.says(taken_back, ask(EVE, home=EVE.record(1, "eve@hill.town", HILL)))
    assert [one["state"] for one in await requests(hill)] == ["declined", "declined"]


async def written(town: Town, kind: str) -> list[Any]:
    async with town.database.reading() as db:
        sql = "select id, n, at, body, sender from towns_dispatch where kind = $1 order by n"
        return list(await db.rows(sql, kind))


async def test_what_the_other_town_did_not_take_is_seen_by_who_said_it(
    hill: Line, town: Town, settle: Any
) -> None:
    tariq = await tie(hill)
    await settle()
    talk = (await hill.amina.put(f"/conversations/direct/{tariq}")).json()["id"]
    place = f"/conversations/{talk}/messages"
    said = (await hill.amina.put(f"{place}/{uuid4()}", json={"body": "Are you there?"})).json()
    await settle()
    [row] = await written(town, "say")
    bounce = {"of": str(row[0]), "code": "room_full"}
    await hill.says(*(dispatch("bounce", TARIQ, "", bounce) for _ in range(3)))
    log = (await hill.amina.get(place)).json()["messages"]
    assert [one["kind"] for one in log] == ["text", "system"], "once"
    assert log[-1]["meta"] == {"what": "not_delivered", "person_ids": [tariq]}
    # An answer to what is not here is said; what changes it is not.
    amina = await pid_of_amina(town)
    ref = {"by": TARIQ.pid, "i": str(uuid4())}
    body = {"i": str(uuid4()), "kind": "text", "body": "Yes", "ref": ref}
    edit = {"i": str(uuid4()), "kind": "edit", "body": "No", "ref": ref}
    answer, change = (dispatch("say", TARIQ, amina, one) for one in (body, edit))
    await hill.says(answer, change)
    log = (await hill.amina.get(place)).json()["messages"]
    assert (log[-1]["body"], log[-1].get("ref")) == ("Yes", None)
    assert [one["of"] for one in await bounces(town)] == [change["id"]]
    # What is said while the tie is being told is told; what was said before it is not.
    async with town.database.transaction() as db:
        me, him = (await identity.find(db, "amina")).id, UUID(tariq)
        await db.run("delete from towns_tie")
        assert (await store_ties.lock(db, me, him)).told_seq < said["seq"]
        await db.run("delete from towns_tie")
        await db.run("update contacts_request set decided_at = now() + interval '99 years'")
        assert (await store_ties.lock(db, me, him)).told_seq == log[-1]["seq"]


async def test_nothing_is_kept_of_who_is_gone_and_numbers_have_no_holes(
    hill: Line, town: Town
) -> None:
    async with town.database.transaction() as db:
        some = [NewDispatch("say", {"n": n}, "gone" if n % 2 else "kept", "x") for n in range(5)]
        await dispatches.write(db, "hill.town", some)
        await db.run("update towns_dispatch set at = '2020-01-01'")
        before = await store.one(db, "hill.town")
        await dispatches.forget_sender(db, "gone")
        after = await store.one(db, "hill.town")
        assert before
        assert after
        assert (after.epoch != before.epoch, after.last, after.acked) == (True, 3, 0)
        assert (await store.dispatches(db, "hill.town", 2, 1))[0].chain == after.chain
        untouched = await store.domains_of(db, "gone")
    assert untouched == []
    rows = await written(town, "say")
    assert [(row[1], row[4]) for row in rows] == [(1, "kept"), (2, "kept"), (3, "kept")]
    assert {row[2].year for row in rows} == {2020}, "how old they are is known"


async def test_a_card_too_large_to_be_carried_goes_without_its_fields(
    hill: Line, town: Town
) -> None:
    fields = [{"kind": "text", "label": "home", "value": "x" * 2000}] * 40
    card = NewDispatch("card", {"card": {"v": 1, "name": "A", "fields": fields}}, "a", "b")
    huge = NewDispatch("say", {"body": "x" * 70_000}, "a", "b")
    async with town.database.transaction() as db:
        assert await dispatches.write(db, "hill.town", [card, huge]) == [huge]
        [kept] = await store.dispatches(db, "hill.town", 0, 9)
    assert '"fields":[]' in kept.body


async def test_an_edit_that_says_it_is_old_changes_nothing_of_last_month(
    hill: Line, town: Town, settle: Any, clock: FixedClock
) -> None:
    tariq = await tie(hill)
    await settle()
    amina, first = await pid_of_amina(town), str(uuid4())
    body = {"i": first, "kind": "text", "body": "as it was", "at": clock.now().isoformat()}
    await hill.says(dispatch("say", TARIQ, amina, body))
    talk = (await hill.amina.put(f"/conversations/direct/{tariq}")).json()["id"]

    async def edited(words: str) -> str:
        ref = {"by": TARIQ.pid, "i": first}
        more = {"i": str(uuid4()), "kind": "edit", "body": words, "ref": ref}
        await hill.says(dispatch("say", TARIQ, amina, {**more, "at": body["at"]}))
        log = (await hill.amina.get(f"/conversations/{talk}/messages")).json()["messages"]
        return str(log[0]["body"])

    clock.advance(timedelta(days=6))
    assert await edited("it was under way") == "it was under way"
    clock.advance(timedelta(days=2))
    assert await edited("it was not") == "it was under way"


async def test_what_a_blocked_town_must_know_waits_for_it(
    hill: Line, town: Town, settle: Any
) -> None:
    tariq = await tie(hill)
    await settle()
    async with town.database.transaction() as db:
        await db.run("insert into fediverse_host (host, rule) values ('hill.town', 'blocked')")
    assert (await hill.amina.put(f"/blocks/{tariq}")).is_success
    await settle()
    assert len(await written(town, "tie.end")) == 1


async def test_who_is_erased_takes_back_what_they_asked(
    hill: Line, town: Town, settle: Any
) -> None:
    asked = {"handle": "boris@hill.town", "greeting": "hello"}
    answer = await hill.amina.put(f"/contact-requests/{new_id()}", json=asked)
    assert answer.is_success, answer.text
    await settle()
    assert len(await written(town, "tie.ask")) == 1
    async with town.database.transaction() as db:
        me = (await identity.find(db, "amina")).id
        assert await ties.end_all(db, me) == 1
    assert await written(town, "tie.ask") == [], "nothing of her is kept"
    [end] = await written(town, "tie.end")
    assert json.loads(end[3])["to"] == "boris@hill.town"


async def test_one_whose_record_is_not_signed_anew_keeps_nobody_else(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, renewed = [uuid4() for _ in range(3)], list[UUID]()

    async def tied_people(_db: Db, after: UUID | None, _limit: int) -> list[UUID]:
        return people[people.index(after) + 1 :] if after else people

    async def renew(_db: Db, person_id: UUID) -> None:
        renewed.append(person_id)
        if person_id == people[0]:
            raise asyncpg.CheckViolationError("no such home")

    monkeypatch.setattr(store_ties, "tied_people", tied_people)
    monkeypatch.setattr(rotation, "_renew", renew)
    await rotation.renew_homes(town, {})
    assert renewed == people
