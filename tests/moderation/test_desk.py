"""The operator's desk: what is reported, what is decided and why, and what people say to that."""

from collections.abc import AsyncIterator
from datetime import timedelta

import msgspec
import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.reactions import SWEEP
from tests.contacts.conftest import Join, Settle
from tests.http import PASSWORD, App, Client, running
from tests.posts.acts import code, commented, decide, follow, home, ok, post, posted, texts
from tests.timers import schedule_now


@pytest.fixture
async def app(settings: Settings, clock: FixedClock) -> AsyncIterator[App]:
    """A town with an operator, of the handle `mayor`."""
    ruled = msgspec.structs.replace(settings, operators=("mayor",))
    async with running(ruled, clock) as made:
        yield made


async def report(one: Client, kind: str, ref: str, reason: str = "rude") -> None:
    body = {"kind": kind, "ref": ref, "reason": reason}
    assert (await one.put(f"/post-reports/{new_id()}", json=body)).status_code == 204


async def test_what_is_reported_is_taken_down_appealed_and_put_back(join: Join) -> None:
    mayor, amina, bo = await join("mayor"), await join("amina"), await join("bo_chen")
    shown = await posted(bo, "something rude")
    await report(amina, "post", shown["id"])
    await bo.patch(f"/posts/{shown['id']}", json={"text": "something kind"})
    [waiting] = ok(await mayor.get("/operator/desk"))["reports"]
    assert (waiting["copy"]["text"], waiting["reason"]) == ("something rude", "rude")
    more = {"report_id": waiting["id"]}
    decision = await decide(mayor, "remove_post", shown["id"], **more)
    assert ok(await mayor.get("/operator/desk"))["reports"] == []
    assert (await amina.get(f"/posts/{shown['id']}")).status_code == 404
    assert ok(await bo.get(f"/posts/{shown['id']}"))["removed"]
    [told] = ok(await bo.get("/decisions"))["decisions"]
    assert (told["act"], told["reason"], told.get("operator_id")) == ("remove_post", "Rule 3", None)
    assert [one["kind"] for one in ok(await bo.get("/news"))["notices"]] == ["desk"]
    path = f"/decisions/{decision['id']}/appeal"
    assert (await amina.put(path, json={"text": "no"})).status_code == 404
    ok(await bo.put(path, json={"text": "I changed it"}))
    assert code(await bo.put(path, json={"text": "and more"})) == "decided"
    [appealed] = ok(await mayor.get("/operator/desk"))["appeals"]
    assert appealed["appeal"] == "I changed it"
    answer = {"granted": True, "answer": "So you did."}
    ok(await mayor.put(f"/operator{path}", json=answer))
    assert code(await mayor.put(f"/operator{path}", json=answer)) == "decided"
    assert ok(await amina.get(f"/posts/{shown['id']}"))["text"] == "something kind"
    acts = [one["act"] for one in ok(await mayor.get("/operator/decisions"))["decisions"]]
    assert acts == ["restore_post", "remove_post"]


async def test_who_is_quiet_is_on_no_list_and_who_is_closed_cannot_write(join: Join) -> None:
    mayor, amina, bo = await join("mayor"), await join("amina"), await join("bo_chen")
    await follow(amina, bo)
    await posted(bo, "buy buy buy #lake")
    await decide(mayor, "quiet", bo.me["id"], days=3)
    assert texts(ok(await amina.get("/square/all"))) == []
    assert texts(ok(await amina.get("/topics/lake/posts"))) == []
    assert texts(ok(await amina.get("/search/posts", params={"q": "buy"}))) == []
    assert texts(await home(amina)) == ["buy buy buy #lake"]
    await decide(mayor, "close", bo.me["id"])
    assert code(await post(bo, "more")) == "posting_closed"
    await decide(mayor, "release", bo.me["id"])
    assert texts(ok(await amina.get("/square/all"))) == ["buy buy buy #lake"]
    assert (await post(bo, "more")).status_code == 200


async def test_a_mark_is_for_a_name_and_a_comment_is_taken_down(join: Join) -> None:
    mayor, amina, bo = await join("mayor"), await join("amina"), await join("bo_chen")
    await decide(mayor, "verify_person", amina.me["id"], reason="The baker")
    shown = await posted(amina, "bread")
    mark = {"kind": "person", "reason": "The baker"}
    assert ok(await bo.get(f"/posts/{shown['id']}"))["author"]["verified"] == mark
    ok(await amina.patch("/me", json={"display_name": "The Mayor"}))
    assert "verified" not in ok(await bo.get(f"/posts/{shown['id']}"))["author"]
    said = await commented(bo, shown["id"], "stale")
    await report(amina, "post", said["id"])
    await decide(mayor, "remove_post", said["id"])
    assert ok(await amina.get(f"/posts/{shown['id']}/comments"))["comments"] == []
    await report(bo, "person", amina.me["id"])
    waiting = ok(await mayor.get("/operator/desk"))["reports"]
    assert {one["kind"] for one in waiting} == {"post", "person"}
    for one in waiting:
        await decide(mayor, "dismiss", one["ref"], report_id=one["id"])
    assert ok(await mayor.get("/operator/desk"))["reports"] == []


async def reports(town: Town) -> int:
    async with town.database.reading() as db:
        return int(await db.value("select count(*) from moderation_report"))


async def later(town: Town, clock: FixedClock, settle: Settle, days: int) -> int:
    """How many reports are kept so many days later."""
    clock.advance(timedelta(days=days))
    await schedule_now(town, SWEEP)
    await settle()
    return await reports(town)


async def test_reports_end_half_a_year_after_the_last_word(
    join: Join, town: Town, clock: FixedClock, settle: Settle
) -> None:
    mayor, amina, bo = await join("mayor"), await join("amina"), await join("bo_chen")
    shown = [await posted(bo, text) for text in ("rude", "ruder", "forgotten")]
    for one in shown:
        await report(amina, "post", one["id"])
    waiting = {one["ref"]: one["id"] for one in ok(await mayor.get("/operator/desk"))["reports"]}
    for one in shown[:2]:
        more = {"report_id": waiting[one["id"]]}
        decision = await decide(mayor, "remove_post", one["id"], **more)
    assert await later(town, clock, settle, 180) == 3
    path = f"/decisions/{decision['id']}/appeal"
    assert (await bo.sign_in("bo_chen"))["handle"] == "bo_chen"
    ok(await bo.put(path, json={"text": "I changed it"}))
    assert await later(town, clock, settle, 4) == 2
    assert await later(town, clock, settle, 180) == 1
    [left] = [one["id"] for one in shown if one["text"] == "forgotten"]
    async with town.database.reading() as db:
        assert str(await db.value("select ref from moderation_report")) == left
        assert await db.value("select count(*) from moderation_decision") == 2
    assert await later(town, clock, settle, 3) == 0


async def test_who_leaves_takes_their_words_out_of_reports_and_appeals(
    join: Join, town: Town
) -> None:
    mayor, amina, bo = await join("mayor"), await join("amina"), await join("bo_chen")
    shown = await posted(bo, "something rude")
    await report(amina, "post", shown["id"], "he is at it again")
    [waiting] = ok(await mayor.get("/operator/desk"))["reports"]
    decision = await decide(mayor, "remove_post", shown["id"], report_id=waiting["id"])
    ok(await bo.put(f"/decisions/{decision['id']}/appeal", json={"text": "I changed it"}))
    for one in (amina, bo):
        body = {"handle": one.me["handle"], "password": PASSWORD}
        ok(await one.request("DELETE", "/me", json=body))
    assert ok(await mayor.get("/operator/desk"))["appeals"] == []
    async with town.database.reading() as db:
        row = await db.row("select reason, copy ->> 'text' from moderation_report")
    assert tuple(row) == ("", "something rude")
    [told] = ok(await mayor.get("/operator/decisions"))["decisions"]
    assert (told["act"], told["reason"], told.get("appeal")) == ("remove_post", "Rule 3", None)
