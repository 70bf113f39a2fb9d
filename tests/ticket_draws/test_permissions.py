"""Who may do what with draws: nobody, a stranger, the cashier, the organiser, who takes part."""

import re
from typing import Any

import msgspec
import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.ticket_draws.http import handlers
from tests.http import Enter
from tests.matrix import unchanged
from tests.ticket_draws.acts import SEED, announced, closed, enters, premiere, wish
from tests.tickets.acts import Cinema, ok

WHO = ("signed_out", "stranger", "gate", "organiser", "fan")
DRAW, CLOSED = "/tickets/shows/{open}/draw", "/tickets/shows/{closed}/draw"
SEEN = (401, 200, 200, 200, 200)
LEADS = (401, 404, 403, 200, 404)


class Operation(msgspec.Struct, frozen=True):
    """One request about Olga's draws, and what each is answered."""

    method: str
    route: str
    body: Any
    answers: tuple[int, ...]


OPERATIONS = [
    Operation("GET", DRAW, None, SEEN),
    Operation("PUT", DRAW, "{wish}", LEADS),
    Operation("PUT", f"{DRAW}/entries/{{fresh}}", None, (401, 200, 403, 403, 409)),
    # Somebody else's.
    Operation("PUT", f"{DRAW}/entries/{{entry}}", None, (401, 409, 409, 409, 200)),
    Operation("GET", f"{CLOSED}/entries", None, SEEN),
    Operation("GET", f"{CLOSED}/proof", None, (401, 404, 404, 404, 404)),
    Operation("PUT", f"{CLOSED}/seed", {"seed": SEED.hex()}, LEADS),
    Operation("PUT", f"{DRAW}/end", {"why": "Ill"}, LEADS),
    Operation("DELETE", f"{DRAW}/entries", None, (401, 204, 204, 204, 204)),
]


def test_each_route_of_draws_is_in_the_table() -> None:
    made = {(way, path) for one in handlers for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(each.method, re.sub(r"{\w+}", "{}", each.route)) for each in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


@pytest.mark.parametrize("who", WHO)
async def test_each_gets_what_the_table_says(
    cinema: Cinema, settings: Settings, who: str, client: Enter
) -> None:
    """Whoever is refused has changed nothing."""
    people = {"stranger": cinema.bo, "gate": cinema.gita, "organiser": cinema.olga}
    one = {**people, "fan": cinema.amina, "signed_out": client()}[who]
    over = await premiere(cinema)
    await announced(over)
    ok(await enters(over, over.amina))
    await closed(over)
    show = await premiere(cinema, starts_at=(over.clock.now()).replace(year=2027).isoformat())
    told = wish(show)
    await announced(show)
    entry = ok(await enters(show, show.amina))["entry"]["id"]
    names = {"open": show.show, "closed": over.show, "entry": entry}
    answers = []
    for operation in OPERATIONS:
        place = operation.route.format(**names, fresh=new_id())
        body = told if operation.body == "{wish}" else operation.body
        if operation.answers[WHO.index(who)] >= 400:
            async with unchanged(str(settings.database_url), "identity_session"):
                answer = await one.request(operation.method, place, json=body)
        else:
            answer = await one.request(operation.method, place, json=body)
        answers.append((operation.method, operation.route, answer.status_code))
    assert answers == [
        (each.method, each.route, each.answers[WHO.index(who)]) for each in OPERATIONS
    ]
