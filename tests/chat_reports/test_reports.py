"""Somebody shows the operator messages that they chose, and only those."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from leapfrog.chat_reports.showing import KEPT
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.reactions import SWEEP
from tests.chat.acts import Talk, code, do, ok, said
from tests.contacts.conftest import Join, Settle
from tests.http import PASSWORD, Client, running
from tests.matrix import unchanged
from tests.operators import appoint
from tests.timers import schedule_now


async def report(one: Client, conversation_id: str, *seqs: int, reason: str = "spam") -> Any:
    body = {"conversation_id": conversation_id, "seqs": seqs, "reason": reason}
    return await one.post("/reports", json=body)


async def test_the_operator_sees_what_was_chosen_as_it_was_and_nobody_else_does(
    talk: Talk, settings: Settings, clock: FixedClock
) -> None:
    await said(talk.bo, talk.id, "buy now", "private", "buy here")
    first = ok(await report(talk.amina, talk.id, 3, 1, 3))
    ok(await do(talk.bo, talk.id, "recall", ref=1))
    assert code(await talk.amina.get("/operator/reports")) == "operator_needed"
    # It does not look who else is there, with other settings.
    ruled = msgspec.structs.replace(settings, operators=("amina",), alone=True)
    async with running(ruled, clock) as governed:
        await appoint(governed._app.town.database, "amina")
        for who, allowed in (("amina", True), ("bo_chen", False)):
            async with Client(governed, settings.origin, "203.0.113.99") as one:
                await one.sign_in(who)
                answer = await one.get("/operator/reports")
                if not allowed:
                    assert (answer.status_code, code(answer)) == (403, "operator_needed")
                    continue
                [seen] = ok(answer)["reports"]
                assert (seen["id"], seen["reason"]) == (first["id"], "spam")
                assert [one["body"] for one in seen["messages"]] == ["buy now", "buy here"]
                assert seen["reporter"]["handle"] == "amina"
                assert [person["handle"] for person in seen["people"]] == ["bo_chen"]
                page = ok(await one.get("/operator/reports", params={"before": seen["id"]}))
                assert page["reports"] == []


async def test_only_what_one_sees_can_be_shown(talk: Talk, join: Join, settings: Settings) -> None:
    await said(talk.bo, talk.id, "one", "two")
    ok(await talk.amina.post(f"/conversations/{talk.id}/hidden", json={"seqs": [2]}))
    carla = await join("carla")
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await report(carla, talk.id, 1)) == "no_conversation"
        assert code(await report(talk.amina, str(new_id()), 1)) == "no_conversation"
        assert code(await report(talk.amina, talk.id, 1, 3)) == "no_message"
        assert code(await report(talk.amina, talk.id, 2)) == "no_message"
        assert code(await report(talk.amina, talk.id, 1, reason="x" * 1001)) == "invalid"


@pytest.mark.parametrize("seqs", [[], [0], list(range(1, 52))])
async def test_a_report_of_nothing_or_too_much_is_refused(
    talk: Talk, settings: Settings, seqs: list[int]
) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        assert (await report(talk.amina, talk.id, *seqs)).status_code == 400


async def test_reports_are_few_in_a_day(talk: Talk) -> None:
    await said(talk.bo, talk.id, "one")
    codes = [(await report(talk.amina, talk.id, 1)).status_code for _ in range(21)]
    assert codes == [201] * 20 + [429]


async def shown(town: Town, settings: Settings, clock: FixedClock, who: str) -> list[Any]:
    """The reports, as the operator of that name sees them."""
    await appoint(town.database, who)
    ruled = msgspec.structs.replace(settings, operators=(who,), alone=True)
    async with (
        running(ruled, clock) as governed,
        Client(governed, settings.origin, "203.0.113.99") as one,
    ):
        await one.sign_in(who)
        return list(ok(await one.get("/operator/reports"))["reports"])


async def test_who_reported_and_left_leaves_what_others_said_and_no_word_of_their_own(
    talk: Talk, join: Join, town: Town, settings: Settings, clock: FixedClock
) -> None:
    await join("olga")
    await said(talk.bo, talk.id, "buy now")
    await said(talk.amina, talk.id, "leave me alone")
    ok(await report(talk.amina, talk.id, 1, 2, reason="he is at it again"))
    await leave(talk.amina)
    [seen] = await shown(town, settings, clock, "olga")
    assert seen["reason"] == ""
    assert [one["body"] for one in seen["messages"]] == ["buy now", ""]
    assert seen["messages"][1]["recalled"]
    assert seen["reporter"]["kind"] == "erased"


async def test_who_is_reported_and_leaves_does_not_take_the_report_along(
    talk: Talk, join: Join, town: Town, settings: Settings, clock: FixedClock
) -> None:
    await join("olga")
    await said(talk.bo, talk.id, "buy now")
    ok(await report(talk.amina, talk.id, 1))
    await leave(talk.bo)
    [seen] = await shown(town, settings, clock, "olga")
    assert [one["body"] for one in seen["messages"]] == ["buy now"]


async def test_a_report_is_kept_half_a_year(
    talk: Talk, town: Town, settings: Settings, clock: FixedClock, settle: Settle
) -> None:
    await said(talk.bo, talk.id, "buy now")
    ok(await report(talk.amina, talk.id, 1))
    for later, left in ((KEPT, 1), (timedelta(hours=1), 0)):
        clock.advance(later)
        await schedule_now(town, SWEEP)
        await settle()
        async with town.database.reading() as db:
            assert await db.value("select count(*) from chat_reports_report") == left


async def leave(one: Client) -> None:
    body = {"handle": one.me["handle"], "password": PASSWORD}
    ok(await one.request("DELETE", "/me", json=body))
