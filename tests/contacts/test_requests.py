"""Requests: asked with a greeting, accepted into circles, declined in silence."""

import asyncio
from datetime import timedelta

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.acts import accept, ask, befriend, circle, code, contact_of, look_up, ok, rows
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged


async def relation(one: Client, other: Client) -> str:
    return str((await look_up(one, other.me["handle"]))["relation"])


async def test_asked_and_accepted_they_are_contacts(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    assert await relation(amina, ben) == "none"
    assert await relation(amina, amina) == "self"
    asked = ok(await ask(amina, "ben", "From the choir"))
    assert (asked["greeting"], asked["state"]) == ("From the choir", "pending")
    assert asked["person"]["handle"] == "ben"
    assert await relation(amina, ben) == "requested"
    seen = await look_up(ben, "amina")
    assert (seen["relation"], seen["request_id"]) == ("asked", asked["id"])
    received = ok(await ben.get("/contact-requests"))["received"]
    assert [(one["id"], one["person"]["handle"]) for one in received] == [(asked["id"], "amina")]
    friends = await circle(ben, "friends")
    made = ok(await accept(ben, asked["id"], [friends]))
    assert (made["name"], made["connected"], made["circles"]) == ("Amina", True, [friends])
    assert (made["source"], made["subtitle"]) == ("request", "@amina")
    hers = await contact_of(amina, ben)
    assert (hers["name"], hers["connected"], hers["circles"]) == ("Ben", True, [])
    assert await relation(amina, ben) == await relation(ben, amina) == "contact"
    assert ok(await amina.get("/contact-requests"))["sent"][0]["state"] == "accepted"


async def test_the_same_request_twice_is_one(join: Join) -> None:
    amina, _ = await join("amina"), await join("ben")
    await join("cleo")
    one = new_id()
    first = ok(await ask(amina, "ben", id=one))
    assert ok(await ask(amina, "ben", id=one)) == first
    assert len(ok(await amina.get("/contact-requests"))["sent"]) == 1
    assert code(await ask(amina, "cleo", id=one)) == "id_taken"


async def test_accepting_twice_is_one_operation(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    asked = ok(await ask(amina, "ben"))
    first = ok(await accept(ben, asked["id"], [await circle(ben, "family")]))
    assert ok(await accept(ben, asked["id"])) == first
    assert len(await rows(ben)) == 1
    assert code(await ben.post(f"/contact-requests/{asked['id']}/refusal")) == "request_decided"


async def test_a_refusal_is_silent(join: Join, clock: FixedClock, settings: Settings) -> None:
    amina, ben = await join("amina"), await join("ben")
    asked = ok(await ask(amina, "ben"))
    refusal = f"/contact-requests/{asked['id']}/refusal"
    before = (await look_up(amina, "ben"), ok(await amina.get("/contact-requests")))
    assert (await ben.post(refusal)).status_code == 204
    assert (await ben.post(refusal)).status_code == 204
    assert (await look_up(amina, "ben"), ok(await amina.get("/contact-requests"))) == before
    assert code(await accept(ben, asked["id"])) == "request_decided"
    assert await relation(ben, amina) == "none"
    async with unchanged(settings.database_url or ""):
        assert code(await ask(amina, "ben")) == "already_requested"
    clock.advance(timedelta(days=7, seconds=1))
    again = ok(await ask(amina, "ben", "Please?"))
    assert [one["id"] for one in ok(await amina.get("/contact-requests"))["sent"]] == [again["id"]]
    assert ok(await ben.get("/contact-requests"))["received"][0]["greeting"] == "Please?"


async def test_only_one_request_waits(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    ok(await ask(amina, "ben"))
    assert code(await ask(amina, "ben", "and again")) == "already_requested"
    assert len(ok(await ben.get("/contact-requests"))["received"]) == 1


async def test_who_asks_each_other_is_connected_at_once(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    ok(await ask(amina, "ben"))
    assert ok(await ask(ben, "amina"))["state"] == "accepted"
    assert await relation(amina, ben) == await relation(ben, amina) == "contact"
    sent = ok(await amina.get("/contact-requests"))["sent"]
    assert [one["state"] for one in sent] == ["accepted"]


async def test_who_declined_and_asks_after_all_is_connected(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    asked = ok(await ask(amina, "ben"))
    await ben.post(f"/contact-requests/{asked['id']}/refusal")
    assert ok(await ask(ben, "amina"))["state"] == "accepted"


async def test_asking_what_makes_no_sense_is_refused(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    assert code(await ask(amina, "amina")) == "yourself"
    assert code(await ask(amina, "nobody_here")) == "not_found"
    assert code(await ask(amina, "ben", "x" * 201)) == "invalid"
    await befriend(amina, ben)
    assert code(await ask(amina, "ben")) == "already_contacts"
    assert code(await ask(ben, "amina")) == "already_contacts"
    assert (await ask(amina, "@ben@lake.town")).status_code == 409


async def test_a_contact_that_was_deleted_keeps_its_row_and_must_ask_again(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    await befriend(amina, ben)
    bens = await contact_of(amina, ben)
    await amina.delete(f"/contacts/{bens['id']}")
    assert await relation(amina, ben) == "none"
    assert [row["person"]["handle"] for row in await rows(ben)] == ["amina"]
    asked = ok(await ask(ben, "amina", "Again?"))
    assert asked["state"] == "pending"
    ok(await accept(amina, asked["id"]))
    assert await relation(amina, ben) == "contact"
    assert len(await rows(ben)) == 1


async def test_who_deleted_can_come_back_to_who_did_not(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    await befriend(amina, ben)
    await amina.delete(f"/contacts/{(await contact_of(amina, ben))['id']}")
    assert ok(await ask(amina, "ben"))["state"] == "accepted"
    assert await relation(amina, ben) == "contact"


async def test_two_accepts_at_once_make_one_contact(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    asked = ok(await ask(amina, "ben"))
    answers = await asyncio.gather(*(accept(ben, asked["id"]) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(await rows(ben)) == len(await rows(amina)) == 1


async def test_mutual_requests_at_once_connect(join: Join) -> None:
    for round_number in range(5):
        one = await join(f"one{round_number}")
        other = await join(f"other{round_number}")
        answers = await asyncio.gather(ask(one, other.me["handle"]), ask(other, one.me["handle"]))
        assert [answer.status_code for answer in answers] == [200, 200]
        assert sorted(ok(answer)["state"] for answer in answers) == ["accepted", "pending"]
        assert await relation(one, other) == await relation(other, one) == "contact"
        assert len(await rows(one)) == len(await rows(other)) == 1


async def test_accept_and_refuse_at_once_agree_on_one(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    asked = ok(await ask(amina, "ben"))
    path = f"/contact-requests/{asked['id']}/refusal"
    accepted, refused = await asyncio.gather(accept(ben, asked["id"]), ben.post(path))
    assert accepted.is_success != refused.is_success
    assert (await relation(amina, ben) == "contact") is accepted.is_success


async def test_requests_are_limited(join: Join) -> None:
    amina = await join("amina")
    answers = [await ask(amina, "nobody_here") for _ in range(31)]
    assert {code(answer) for answer in answers[:30]} == {"not_found"}
    assert code(answers[30]) == "rate_limited"
    assert int(answers[30].headers["retry-after"]) > 0
