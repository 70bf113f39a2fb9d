"""Who may do what with pictures of questions about orders: nobody, a stranger who works at the
desk, another shop's owner, a courier, who bought it, who leads the shop.
"""

import re
from typing import Any

import msgspec

from leapfrog.case_pictures.http import routes
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.case_pictures.acts import PICTURE, questioned, show
from tests.contacts.conftest import Settle
from tests.http import Enter
from tests.matrix import unchanged
from tests.orders.acts import ok
from tests.parcels.acts import Village

WHO = ("signed_out", "desk", "rival", "courier", "buyer", "owner")
Answers = tuple[int, int, int, int, int, int]
BOTH: Answers = (401, 404, 404, 404, 200, 200)
CLERKS: Answers = (401, 200, 403, 403, 403, 403)


class Operation(msgspec.Struct, frozen=True):
    """One request, and what each is answered."""

    method: str
    route: str
    answers: Answers


OPERATIONS = [
    Operation("PUT", "/cases/{case}/pictures/{fresh}", BOTH),
    Operation("GET", "/cases/{case}/pictures", BOTH),
    Operation("GET", "/cases/{case}/pictures/{picture}", BOTH),
    # The town was not called.
    Operation("GET", "/desk/cases/{case}/pictures", (401, 404, 403, 403, 403, 403)),
    Operation("GET", "/desk/cases/{judged}/pictures", CLERKS),
    Operation("GET", "/desk/cases/{judged}/pictures/{seen}", CLERKS),
    # A picture of another question.
    Operation("GET", "/desk/cases/{judged}/pictures/{picture}", (401, 404, 403, 403, 403, 403)),
    Operation("GET", "/cases/{judged}/pictures/{picture}", (401, 404, 404, 404, 404, 404)),
]


def test_each_route_is_in_the_table() -> None:
    made = {(way, path) for one in routes for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(one.method, re.sub(r"{\w+}", "{}", one.route)) for one in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


async def test_each_gets_what_the_table_says(
    village: Village, client: Enter, settings: Settings, settle: Settle
) -> None:
    fair = village.fair
    people = dict(
        zip(WHO, (client(), fair.olga, fair.juma, village.kofi, fair.amina, fair.mei), strict=True)
    )
    names: dict[str, Any] = {"case": await questioned(fair), "judged": await questioned(fair)}
    names |= {"picture": new_id(), "seen": new_id()}
    ok(await show(names["case"], fair.amina, names["picture"]))
    ok(await show(names["judged"], fair.amina, names["seen"]))
    ok(await fair.say(names["judged"], "refuse", fair.mei))
    ok(await fair.say(names["judged"], "appeal", fair.amina))
    await settle()

    async def answered(who: str, one: Operation) -> int:
        path = one.route.format(**names, fresh=new_id())
        content = PICTURE if one.method == "PUT" else None
        return (await people[who].request(one.method, path, content=content)).status_code

    every = [(who, one, one.answers[at]) for one in OPERATIONS for at, who in enumerate(WHO)]
    wrong = []
    # Those who are refused come first, and change nothing; then those who may.
    async with unchanged(str(settings.database_url), "identity_session"):
        for who, one, due in every:
            if due >= 400:
                had = await answered(who, one)
                wrong += [(who, one.method, one.route, had)] if had != due else []
    for who, one, due in every:
        if due < 400:
            had = await answered(who, one)
            wrong += [(who, one.method, one.route, had)] if had != due else []
    assert wrong == []
