"""Sold where the show is; another show instead of the one that was paid; and money that nobody
takes back.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from leapfrog import push
from leapfrog.kernel.ids import new_id
from leapfrog.push import PushNotice
from leapfrog.reactions.notices import COMPOSERS
from leapfrog.tickets import cancelling
from tests.contacts.conftest import Settle
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.pay.acts import confirmed, order
from tests.tickets.acts import ADULT, Cinema, balance, ok
from tests.tickets.test_cancelling import takes_money


async def at_desk(cinema: Cinema, *seats: int, **more: Any) -> httpx.Response:
    body = {"show_id": cinema.show, "seats": list(seats), **more}
    return await cinema.gita.put(f"/tickets/box-office/{new_id()}", json=body)


async def test_cash_at_the_box_office_is_never_in_the_escrow(cinema: Cinema) -> None:
    sold = ok(await at_desk(cinema, *range(8)))
    path = f"/tickets/box-office/{sold['order']['id']}"
    assert (sold["order"]["amount"], sold["tickets"]) == (8 * ADULT, []), "more than six"
    paid = ok(await cinema.gita.put(f"{path}/cash"))
    assert ok(await cinema.gita.put(f"{path}/cash")) == paid
    assert (paid["cash"], paid["order"]["amount"], len(paid["tickets"])) == (8 * ADULT, 0, 8)
    taken = await cinema.amina.put(f"/tickets/orders/{sold['order']['id']}/buyer")
    assert problem(taken) == "hold_over"
    on_paper = paid["tickets"][0]["code"]
    mine = ok(await cinema.amina.post("/tickets/claims", json={"code": on_paper}))
    async with unchanged(str(cinema.town.settings.database_url), "identity_session"):
        for code in (on_paper, mine["code"], on_paper[:-1] + "A", "x"):
            assert problem(await cinema.bo.post("/tickets/claims", json={"code": code})) == (
                "no_ticket"
            )
    sales = ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/sales"))
    assert (sales["sold"], sales["cash"], sales["taken"]) == (8, 8 * ADULT, 8 * ADULT)
    await cinema.at_doors()
    assert (await cinema.scan(on_paper))["outcome"] == "passed_on"
    assert (await cinema.scan(mine["code"]))["outcome"] == "ok"
    back = ok(await cinema.gita.put(f"{path}/cash-back"))
    assert ok(await cinema.gita.put(f"{path}/cash-back")) == back
    assert back["cash_back"] == 7 * ADULT, "not for who is in"
    assert (await cinema.scan(paid["tickets"][1]["code"]))["outcome"] == "void"
    assert (await cinema.seats())[:8] == "20000000"


async def test_free_tickets_of_the_box_office_are_not_who_sells_them(cinema: Cinema) -> None:
    async with cinema.town.database.transaction() as db:
        await db.run("update tickets_category set price = 0")
    first, second = [ok(await at_desk(cinema, n))["order"]["id"] for n in (0, 1)]
    own = ok(await cinema.hold(cinema.gita, 2))
    assert (await cinema.seats())[:3] == "111", "what I hold for others stays"
    path = f"/tickets/box-office/{first}"
    paid = ok(await cinema.gita.put(f"{path}/cash"))
    assert ok(await cinema.gita.put(f"{path}/cash")) == paid
    assert (paid["at_desk"], paid["cash"], len(paid["tickets"])) == (True, 0, 1)
    mine = ok(await cinema.gita.get("/tickets/orders"))["orders"]
    assert [one["id"] for one in mine] == [own["id"]]
    async with unchanged(str(cinema.town.settings.database_url), "identity_session"):
        seen = await cinema.gita.post("/tickets/claims", json=_code(paid))
        assert problem(seen) == "no_ticket", "who sold it has seen the code"
    ticket = ok(await cinema.amina.post("/tickets/claims", json=_code(paid)))
    async with unchanged(str(cinema.town.settings.database_url), "identity_session"):
        refused = await cinema.amina.put(f"/tickets/{ticket['id']}/listing")
        assert (problem(refused), refused.json()["reason"]) == ("not_listable", "at_desk")
    back = ok(await cinema.gita.put(f"{path}/cash-back"))
    assert ok(await cinema.gita.put(f"{path}/cash-back")) == back
    assert (back["order"]["state"], (await cinema.seats())[:3]) == ("refunded", "011")
    ok(await cinema.gita.put(f"/tickets/box-office/{second}/cash"))


def _code(paid: dict[str, Any]) -> dict[str, str]:
    return {"code": paid["tickets"][0]["code"]}


async def test_a_buyers_phone_takes_over_what_the_box_office_holds(cinema: Cinema) -> None:
    held = ok(await at_desk(cinema, 0, 1))["order"]
    mine = ok(await cinema.amina.put(f"/tickets/orders/{held['id']}/buyer"))
    assert ok(await cinema.amina.put(f"/tickets/orders/{held['id']}/buyer")) == mine
    assert problem(await cinema.bo.put(f"/tickets/orders/{held['id']}/buyer")) == "no_ticket_order"
    assert problem(await cinema.gita.put(f"/tickets/box-office/{held['id']}/cash")) == "hold_over"
    paid = ok(await cinema.pay(cinema.amina, mine))
    assert (await cinema.in_escrow(held["id"])).rest == 2 * ADULT
    assert len(paid["tickets"]) == 2
    desk = ok(await cinema.gita.get(f"/tickets/box-office/{held['id']}"))
    assert (desk["taken_over"], desk["order"]["state"], desk["cash"]) == (True, "paid", 0)
    late = ok(await at_desk(cinema, 4, 5))["order"]
    cinema.clock.advance(timedelta(minutes=10))
    assert problem(await cinema.bo.put(f"/tickets/orders/{late['id']}/buyer")) == "hold_over"
    assert problem(await cinema.gita.put(f"/tickets/box-office/{late['id']}/cash")) == "hold_over"


async def later_show(cinema: Cinema, event: str | None = None) -> str:
    show = str(new_id())
    body = {
        "event_id": event or cinema.event,
        "venue_id": cinema.venue,
        "hall_id": cinema.hall,
        "starts_at": (cinema.starts + timedelta(days=1)).isoformat(),
        "prices": {"Seat": 1_000},
    }
    ok(await cinema.olga.put(f"/tickets/shows/{show}", json=body))
    return show


async def changes(cinema: Cinema, held: dict[str, Any], old: str) -> httpx.Response:
    about = order("tickets", held["id"], held["show"]["id"], held["amount"])
    body = {"confirmation": await confirmed(cinema.amina, about), "instead_of": old}
    return await cinema.amina.put(f"/tickets/orders/{held['id']}/payment", json=body)


async def test_another_show_instead_once(cinema: Cinema) -> None:
    paid = await cinema.bought(cinema.amina, 0, 1)
    show = await later_show(cinema)
    body = {"merchant_id": cinema.shop, "name": "Other", "minutes": 93}
    event = str(new_id())
    ok(await cinema.olga.put(f"/tickets/events/{event}", json=body))
    other = await later_show(Cinema(**{**_as_dict(cinema), "hall": await hall(cinema)}), event)
    database = str(cinema.town.settings.database_url)
    for of, seats, reason in ((other, (0, 1), "other_event"), (show, (0,), "fewer")):
        held = ok(await cinema.hold(cinema.amina, *seats, show_id=of))
        async with unchanged(database, "pay_confirmation"):
            refused = await changes(cinema, held, paid["id"])
            assert (problem(refused), refused.json()["reason"]) == ("not_changeable", reason)
    held = ok(await cinema.hold(cinema.amina, 0, 1, show_id=show))
    assert problem(await changes(cinema, held, str(new_id()))) == "no_ticket_order"
    changed = ok(await changes(cinema, held, paid["id"]))
    assert ok(await changes(cinema, held, paid["id"])) == changed
    assert changed["instead_of"] == paid["id"]
    assert await balance(cinema.amina) == (10_000 - 2_000, 0, 0)
    assert ok(await cinema.amina.get(f"/tickets/orders/{paid['id']}"))["state"] == "refunded"
    assert (await cinema.seats())[:2] == "00"
    assert [one["show_id"] for one in ok(await cinema.amina.get("/tickets"))["tickets"]] == [
        show
    ] * 2
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    assert (await changes(cinema, held, changed["id"])).json()["reason"] == "once"
    cinema.clock.advance(timedelta(days=2))
    assert problem(await changes(cinema, held, changed["id"])) in ("not_on_sale", "hold_over")


def _as_dict(cinema: Cinema) -> dict[str, Any]:
    return {name: getattr(cinema, name) for name in cinema.__struct_fields__}


async def hall(cinema: Cinema) -> str:
    made = str(new_id())
    grid = {"rows": 1, "seats": 8, "category": "Seat"}
    body = {"venue_id": cinema.venue, "name": "Hall 2", "grid": grid}
    ok(await cinema.olga.put(f"/tickets/halls/{made}", json=body))
    return made


async def test_what_nobody_takes_back_is_left_to_who_runs_the_town(
    cinema: Cinema, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not tried for ever, and operators are told."""
    told: list[PushNotice] = []
    notify = push.notify

    async def hears(db: Any, notices: Any) -> None:
        made = list(notices)
        told.extend(made)
        await notify(db, made)

    async def operators(_db: Any) -> list[UUID]:
        return [UUID(cinema.gita.me["id"])]

    monkeypatch.setattr(cancelling.push, "notify", hears)
    monkeypatch.setattr(cancelling, "operator_ids", operators)
    monkeypatch.setattr(cancelling, "AGAIN", timedelta(days=5))
    paid = await cinema.bought(cinema.amina, 0, 1)
    await takes_money(cinema, cinema.amina, takes=False)
    ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/cancellation", json={}))
    for _ in range(5):
        await cinema.all_done()
        cinema.clock.advance(timedelta(days=5))
    await cinema.all_done()
    await settle()
    shown = ok(await cinema.amina.get(f"/tickets/orders/{paid['id']}"))
    assert (shown["state"], shown["given_up"]) == ("paid", True)
    notices = [one for one in told if one.tag.startswith("tickets_given_up")]
    assert [one.person_id for one in notices] == [UUID(cinema.gita.me["id"])], "once"
    async with cinema.town.database.transaction() as db:
        kind, _, ref = notices[0].tag.partition(":")
        said = await COMPOSERS[kind](db, notices[0].person_id, ref)
        due = await db.value("select count(*) from kernel_timer where kind = 'tickets.refunds'")
    assert said is not None
    assert (said.title, due) == ("Le Havre", 0)


async def test_who_holds_at_the_desk_does_not_settle_it_by_their_own_account(
    cinema: Cinema,
) -> None:
    held = ok(await at_desk(cinema, 0))["order"]
    url = str(cinema.town.settings.database_url)
    async with unchanged(url, "identity_session"):
        paid = await cinema.gita.put(f"/tickets/orders/{held['id']}/payment", json={})
        assert problem(paid) == "desk_hold"
        taken = await cinema.gita.put(f"/tickets/orders/{held['id']}/buyer")
        assert problem(taken) == "desk_hold"
    ok(await cinema.amina.put(f"/tickets/orders/{held['id']}/buyer"))


async def find_sold(cinema: Cinema, who: Any, code: str) -> httpx.Response:
    found: httpx.Response = await who.post(
        f"/tickets/shows/{cinema.show}/sold", json={"code": code}
    )
    return found


async def test_cash_of_a_cancelled_show_is_found_by_the_paper(cinema: Cinema) -> None:
    paid = await paid_in_cash(cinema, 0, 1)
    path, [first, last] = f"/tickets/box-office/{paid['order']['id']}", paid["tickets"]
    ok(await cinema.amina.post("/tickets/claims", json={"code": last["code"]}))
    other = await cinema.bought(cinema.bo, 4)
    ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/cancellation", json={}))
    await cinema.all_done()
    async with unchanged(str(cinema.town.settings.database_url), "identity_session"):
        assert problem(await find_sold(cinema, cinema.amina, first["code"])) == "no_show"
        for code in (other["tickets"][0]["code"], "x"):
            assert problem(await find_sold(cinema, cinema.gita, code)) == "no_ticket"
        for code in (first["code"], last["code"]):
            found = ok(await find_sold(cinema, cinema.gita, code))
            assert found == {"order_id": paid["order"]["id"]}
    assert ok(await cinema.gita.get(path))["cash_due"] == 2 * ADULT
    back = ok(await cinema.gita.put(f"{path}/cash-back"))
    assert (back["cash_back"], back["cash_due"]) == (2 * ADULT, 0)
    assert ok(await cinema.gita.put(f"{path}/cash-back")) == back


async def test_what_is_due_later_is_given_back_too(cinema: Cinema) -> None:
    """Once before the show is called off, and the rest of it afterwards."""
    paid = await paid_in_cash(cinema, 0, 1)
    path = f"/tickets/box-office/{paid['order']['id']}"
    await cinema.at_doors()
    assert (await cinema.scan(paid["tickets"][0]["code"]))["outcome"] == "ok"
    assert ok(await cinema.gita.get(path))["cash_due"] == ADULT
    back = ok(await cinema.gita.put(f"{path}/cash-back"))
    assert (back["cash_back"], back["cash_due"]) == (ADULT, 0)
    assert ok(await cinema.gita.put(f"{path}/cash-back")) == back, "who is in stays in"
    ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/cancellation", json={}))
    await cinema.all_done()
    back = ok(await cinema.gita.put(f"{path}/cash-back"))
    assert (back["cash_back"], back["cash_due"]) == (2 * ADULT, 0)
    assert ok(await cinema.gita.put(f"{path}/cash-back")) == back
    sales = ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/sales"))
    assert sales["cash"] == 0


async def paid_in_cash(cinema: Cinema, *seats: int) -> Any:
    sold = ok(await at_desk(cinema, *seats))["order"]
    return ok(await cinema.gita.put(f"/tickets/box-office/{sold['id']}/cash"))
