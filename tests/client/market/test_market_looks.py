"""All that one sees who buys, sells, carries or keeps parcels fits and is for everybody, in a town
in which there is something of everything.
"""

import re
from contextlib import ExitStack, closing

import pytest

from tests.client.conftest import Devices
from tests.client.demo_town import places, registry, sign_in
from tests.client.eyes import LOOKS
from tests.client.screens import at_rest, walk
from tests.client.test_looks import ELSEWHERE

PLACES = {
    "finding": "market|drops|presales|shared",
    "buying": "cart|orders|door-orders|presents|coupons|reviews|addresses|parcels",
    "selling": "shops|courier|receiver-cards|lockers",
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("part", PLACES)
def test_screens_of_the_trade_are_for_everybody(
    story: None, devices: Devices, origin: str, look: str, part: str
) -> None:
    here = re.compile(rf"/({PLACES[part]})(/|$)")
    options, amiss = LOOKS[look]
    with ExitStack() as stack:
        amina, mei = (
            stack.enter_context(closing(sign_in(origin, one))) for one in ("amina", "mei")
        )
        amina.patch("/me", json={"language": options.get("locale", "en")})
        ids = places(amina, mei)
        context = devices.add(**options)
        token = amina.cookies["leapfrog_session"]
        context.add_cookies([{"name": "leapfrog_session", "value": token, "url": origin}])
        page = context.new_page()
        page.goto("/me")
        found = {}
        for pattern in sorted(one for one in registry() - ELSEWHERE if here.match(one)):
            # Each is reached by its address in test_looks.py.
            walk(page, ids.get(pattern, pattern))
            at_rest(page)
            found[pattern] = amiss(page)
    assert {path: what for path, what in found.items() if what} == {}
