"""Who may do what with rewards for sharing: nobody, a stranger, another shop's owner, who shares,
who owns the shop.
"""

import re
from typing import Any

import msgspec

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.share_rewards.http import routes
from tests.contacts.conftest import Settle
from tests.http import Enter
from tests.matrix import unchanged
from tests.orders.acts import Fair, ok
from tests.share_rewards.acts import item_of, offer, rich, share, wish

WHO = ("signed_out", "stranger", "rival", "sharer", "owner")
Answers = tuple[int, int, int, int, int]
SEEN: Answers = (401, 200, 200, 200, 200)
OWNERS: Answers = (401, 404, 404, 404, 200)
OFFER = "/share-rewards/offers/{offer}"


class Operation(msgspec.Struct, frozen=True):
    """One request, and what each is answered."""

    method: str
    route: str
    body: Any
    answers: Answers


OPERATIONS = [
    Operation("PUT", "/share-rewards/offers/{fresh}/terms", "{wish}", SEEN),
    Operation("PUT", OFFER, "{wish}", OWNERS),
    Operation("GET", "/share-rewards/shops/{shop}", None, OWNERS),
    Operation("GET", "/share-rewards/items/{item}", None, (401, 200, 200, 200, 404)),
    Operation("PUT", f"{OFFER}/link", None, (401, 200, 200, 200, 403)),
    Operation("PUT", "/share-rewards/links/{code}", None, SEEN),
    Operation("GET", "/share-rewards/mine", None, SEEN),
    Operation("PUT", f"{OFFER}/end", None, OWNERS),
]


def test_each_route_of_share_rewards_is_in_the_table() -> None:
    made = {(way, path) for one in routes for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(one.method, re.sub(r"{\w+}", "{}", one.route)) for one in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


async def test_each_gets_what_the_table_says(
    fair: Fair, client: Enter, settings: Settings, settle: Settle
) -> None:
    people = dict(zip(WHO, (client(), fair.olga, fair.juma, fair.amina, fair.mei), strict=True))
    await rich(fair)
    made = new_id()
    ok(await offer(fair, made))
    names = {
        "offer": made,
        "shop": fair.kitchen.id,
        "item": await item_of(fair),
        "code": await share(fair.amina, str(made)),
    }
    bodies = {"{wish}": await wish(fair)}
    await settle()

    async def answered(who: str, one: Operation) -> int:
        path = one.route.format(**names, fresh=new_id())
        body = bodies.get(one.body, one.body) if isinstance(one.body, str) else one.body
        return (await people[who].request(one.method, path, json=body)).status_code

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
