"""Joining: who may have which name, and what they get."""

import asyncio
from datetime import timedelta
from typing import Any

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from tests.http import PASSWORD, Enter
from tests.matrix import unchanged


def body(**more: Any) -> dict[str, Any]:
    made = {
        "id": str(new_id()),
        "handle": "amina",
        "display_name": "Amina",
        "language": "en",
        "password": PASSWORD,
    }
    return {**made, **more}


async def test_who_joins_is_signed_in(client: Enter) -> None:
    amina = client()
    me = await amina.join("amina")
    assert me["address"] == "amina@lake.town"
    assert (await amina.get("/me")).json() == me
    assert len(set(amina.recovery_codes)) == 10
    assert me["recovery_codes_left"] == 10


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"password": None}, 422, "no_way_in"),
    ({"password": "ninechars"}, 422, "weak_password"),
    ({"handle": "amina_of_lake", "password": "Amina_Of_Lake"}, 422, "weak_password"),
    ({"password": "x" * 501}, 400, "malformed"),
    ({"handle": "am"}, 422, "handle_malformed"),
    ({"handle": "Amina"}, 422, "handle_malformed"),
    ({"handle": "1amina"}, 422, "handle_malformed"),
    ({"handle": "amina\n"}, 422, "handle_malformed"),
    ({"handle": "амина"}, 422, "handle_malformed"),
    ({"handle": "a" * 31}, 422, "handle_malformed"),
    ({"handle": "admin"}, 409, "handle_reserved"),
    ({"handle": "everyone"}, 409, "handle_reserved"),
    ({"handle": "taken"}, 409, "handle_taken"),
    ({"display_name": " \u200d\u202e\x00 "}, 422, "invalid"),
    ({"display_name": "n" * 81}, 422, "invalid"),
    ({"language": "xx"}, 400, "malformed"),
    ({"id": "1"}, 400, "malformed"),
    ({"invitation": "\x00"}, 400, "malformed"),
    ({"is_admin": True}, 400, "malformed"),
]


async def test_refused_and_nothing_changed(client: Enter, database_url: str) -> None:
    await client().join("taken")
    async with unchanged(database_url):
        for change, status, code in REFUSED:
            stranger = client()
            answer = await stranger.post("/people", json=body(**change))
            assert (change, answer.status_code, answer.json()["code"]) == (change, status, code)
            assert answer.headers["content-type"] == "application/problem+json"
            assert stranger.token is None
            assert PASSWORD not in answer.text


async def test_the_same_again_is_one_operation_with_fresh_codes(client: Enter) -> None:
    first, again = client(), client()
    asked = body()
    once = (await first.post("/people", json=asked)).json()
    twice = await again.post("/people", json=asked)
    assert twice.status_code == 201
    assert twice.json()["me"] == once["me"]
    assert not set(twice.json()["recovery_codes"]) & set(once["recovery_codes"])
    [session] = (await again.get("/sessions")).json()
    assert (session["kind"], session["current"]) == ("join", True)
    old = {"handle": "amina", "code": once["recovery_codes"][0], "new_password": "ten red foxes"}
    assert (await client().post("/sessions/recovery", json=old)).status_code == 401


OTHERS = [{"password": "not her password"}, {"handle": "boris"}, {"id": str(new_id())}]


async def test_another_persons_id_or_name_is_taken(client: Enter, database_url: str) -> None:
    asked = body()
    await client().post("/people", json=asked)
    async with unchanged(database_url):
        for change in OTHERS:
            problem = (await client().post("/people", json={**asked, **change})).json()
            problem.pop("instance")
            assert problem == {
                "type": "urn:leapfrog:problem:handle_taken",
                "code": "handle_taken",
                "title": "Somebody has this name already.",
                "status": 409,
            }


async def test_joining_again_is_possible_for_an_hour(
    client: Enter, clock: FixedClock, database_url: str
) -> None:
    asked = body()
    await client().post("/people", json=asked)
    clock.advance(timedelta(hours=1))
    async with unchanged(database_url):
        assert (await client().post("/people", json=asked)).status_code == 409


async def test_joining_again_is_no_way_to_guess(client: Enter) -> None:
    asked = body()
    await client().post("/people", json=asked)
    guesser = client()
    for n in range(8):
        wrong = {**asked, "password": f"wrong password {n}"}
        assert (await guesser.post("/people", json=wrong)).status_code == 409
    assert (await guesser.post("/people", json=asked)).status_code == 429
    assert (await client().post("/people", json=asked)).status_code == 201


async def test_two_at_once_get_one_name(client: Enter) -> None:
    browsers = [client() for _ in range(4)]
    answers = await asyncio.gather(*(each.post("/people", json=body()) for each in browsers))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


HANDLES = [
    ("free_one", True, None),
    ("taken", False, "taken"),
    ("root", False, "reserved"),
    ("x", False, "malformed"),
    ("%00%00%00", False, "malformed"),
    ("%D0%B0%D0%BC%D0%B8%D0%BD%D0%B0", False, "malformed"),
]


async def test_whether_a_name_is_free(client: Enter) -> None:
    await client().join("taken")
    for handle, free, reason in HANDLES:
        answer = (await client().get(f"/handles/{handle}")).json()
        assert (handle, answer["free"], answer["reason"]) == (handle, free, reason)


async def test_names_cannot_be_collected(client: Enter) -> None:
    asking = client()
    answers = []
    # Two more are allowed with every second that this takes.
    while len(answers) < 400 and answers[-1:] != [429]:
        answers.append((await asking.get(f"/handles/name_{len(answers)}")).status_code)
    assert answers[:120] == [200] * 120
    assert answers[-1] == 429
    assert (await client().get("/handles/name_0")).status_code == 200
