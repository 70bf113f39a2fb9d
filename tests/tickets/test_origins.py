"""Where buyers came from is counted with the payment, once, and told of ten tickets at least."""

from typing import Any, get_args

from leapfrog import ticket_origins
from leapfrog.ticket_origins import OriginFigures, TicketOrigin
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.pay.acts import confirmed, order
from tests.tickets.acts import Cinema, ok

NAMES = get_args(TicketOrigin)


async def pays(cinema: Cinema, held: dict[str, Any], origin: str) -> Any:
    about = order("tickets", held["id"], held["show"]["id"], held["amount"])
    body = {"confirmation": await confirmed(cinema.amina, about), "origin": origin}
    return await cinema.amina.put(f"/tickets/orders/{held['id']}/payment", json=body)


async def test_a_payment_says_where_its_buyer_came_from(cinema: Cinema) -> None:
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    database = str(cinema.town.settings.database_url)
    async with unchanged(database, "identity_session", "pay_confirmation"):
        assert (await pays(cinema, held, "a friend")).status_code == 400
    ok(await pays(cinema, held, "map"))
    ok(await pays(cinema, held, "map"))
    async with cinema.town.database.transaction() as db:
        rows = await db.rows("select origin, tickets from ticket_origins_sale")
        assert [tuple(row) for row in rows] == [("map", 2)], "once"
        for origin, tickets in (("map", 9), ("chat", 9), ("link", 4)):
            await ticket_origins.note(
                db, await db.value("select id from tickets_show"), origin, tickets
            )
    path = f"/tickets/shows/{cinema.show}/figures"
    told = ok(await cinema.olga.get(path))["origins"]
    assert told == [{"origin": "map", "tickets": 11}, {"origin": "other", "tickets": 13}]
    assert problem(await cinema.gita.get(path)) == "role_needed"
    assert problem(await cinema.amina.get(path)) == "no_show"


def test_few_are_told_with_the_others_or_not_at_all() -> None:
    found = [OriginFigures("map", 12), OriginFigures("chat", 6), OriginFigures("other", 3)]
    assert ticket_origins.pooled(found) == [OriginFigures("map", 12)]
    more = [*found, OriginFigures("link", 2)]
    assert ticket_origins.pooled(more) == [OriginFigures("map", 12), OriginFigures("other", 11)]
    assert ticket_origins.pooled([]) == []
