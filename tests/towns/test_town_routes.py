"""Each route that another town calls, by who calls it: not signed, by another key, in another name,
for another town or route, of a town with which this one does not speak, of another time, and again.
Only who signed it as itself is answered, and whoever is refused changes nothing.
"""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import httpx
import msgspec
import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.towns import store
from tests.fediverse.in_process import app, client, clock, join, settle, speaking, town
from tests.matrix import unchanged
from tests.routes import lent_routes
from tests.towns.stranger import Key, canonical, key, sign_request
from tests.towns.test_hostile import CREATED, HEARD, HILL, OAK, TARIQ, Line, Said, hill, named

__all__ = ["app", "client", "clock", "hill", "join", "settle", "town"]

V1, LAKE, ELM = "/town/v1", "https://lake.town", key(4)
HOUR = 3_600
YEAR = 365 * 24 * HOUR


def greeting(hill: Line) -> Said:
    return {"epoch": hill.epoch, "first": hill.first, "prev": hill.prev}


class Route(msgspec.Struct, frozen=True):
    """What Hill may ask there beside `from` and `to`, and with which status it is answered: what is
    not there is said to who signed the question. `timed`: by when it was signed, too.
    """

    asked: Callable[[Line], Said]
    status: int
    timed: bool = False


ROUTES = {
    "line": Route(greeting, 200),
    "now": Route(lambda _: {}, 200, timed=True),
    "file": Route(lambda _: {"sha256": "0" * 64, "at": 0}, 404),
    "invitation": Route(lambda _: {"secret": "guessed"}, 410),
    "group-link": Route(lambda _: {"secret": "guessed"}, 410),
    "group-picture": Route(lambda _: {"group": str(uuid4())}, 404),
    "move": Route(lambda _: {"move": str(uuid4()), "step": "state"}, 404),
    "mirror": Route(lambda _: {"pid": TARIQ.pid, "step": "state", "generation": "a" * 32}, 404),
}


class Call(msgspec.Struct, frozen=True):
    """A question of Hill to Lake, but for what is said here: who signs as whom, for which place and
    when, and what else the question says or its headers are.
    """

    by: Key = HILL
    as_: str = f"hill.town#{named(HILL)}"
    place: str = ""
    created: int = CREATED
    says: Said = {}
    sends: bytes = b""
    headers: dict[str, str] = {}

    async def __call__(self, hill: Line, name: str) -> httpx.Response:
        said = {"from": "hill.town", "to": "lake.town"} | ROUTES[name].asked(hill) | self.says
        url, body = f"{LAKE}{V1}/{name}", canonical(said)
        signed = sign_request(self.by, self.place or url, body, self.created, self.as_)
        headers = signed | self.headers
        return await hill.amina.post(url, content=body + self.sends, headers=headers)


BARE = dict.fromkeys(("signature", "signature-input", "content-digest"), "")
REFUSED: dict[str, tuple[Call, int]] = {
    "not signed": (Call(headers=BARE), 401),
    "without its digest": (Call(headers={"content-digest": ""}), 401),
    "signed by the key of another town": (Call(by=OAK), 401),
    "signed by another town as itself": (Call(by=OAK, as_=f"oak.town#{named(OAK)}"), 403),
    "in the name of another town": (Call(says={"from": "oak.town"}), 403),
    "for another town": (Call(says={"to": "oak.town"}), 403),
    "signed for another town": (Call(place="https://oak.town/town/v1/line"), 401),
    "signed for another route": (Call(place=f"{LAKE}{V1}/other"), 401),
    "more than was signed": (Call(sends=b" "), 401),
    "of a town that cannot be asked": (Call(as_=f"localhost:9#{named(HILL)}"), 401),
    "of this town": (Call(as_=f"lake.town#{named(HILL)}"), 401),
    "of a town that is blocked": (
        Call(by=ELM, as_=f"elm.town#{named(ELM)}", says={"from": "elm.town"}),
        403,
    ),
    "without a word": (Call(says={"from": 7}), 400),
}
TIMES = {"now": 0, "a year ago": -YEAR, "in a year": YEAR, "half a day ago": -13 * HOUR}


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return speaking(tmp_path, database_url, mirror_room=1, mirror_most=2)


def test_each_route_for_towns_is_in_the_table() -> None:
    with lent_routes() as lent:
        found = [route.path for route in lent.routes if route.path.startswith("/town/")]
    assert sorted(found) == sorted(f"{V1}/{name}" for name in ROUTES)


@pytest.mark.parametrize("name", ROUTES)
async def test_who_is_not_who_they_say_changes_nothing(
    hill: Line, settings: Settings, name: str
) -> None:
    found = {}
    async with unchanged(str(settings.database_url)):
        for why, (call, _) in REFUSED.items():
            found[why] = (await call(hill, name)).status_code
    assert found == {why: status for why, (_, status) in REFUSED.items()}


@pytest.mark.parametrize("name", ROUTES)
async def test_who_signs_it_is_answered_whenever_that_was(
    hill: Line, settings: Settings, name: str
) -> None:
    """But for what is of now alone; and twice as once."""
    route = ROUTES[name]
    assert (await Call()(hill, name)).status_code == route.status
    found = {}
    async with unchanged(str(settings.database_url), *HEARD):
        for when, apart in TIMES.items():
            found[when] = (await Call(created=CREATED + apart)(hill, name)).status_code
    late = 401 if route.timed else route.status
    assert found == {when: late if apart else route.status for when, apart in TIMES.items()}


@pytest.mark.parametrize("name", ROUTES)
async def test_of_a_town_that_is_not_who_it_was_nothing_is_heard(
    hill: Line, town: Town, settings: Settings, name: str
) -> None:
    async with town.database.transaction() as db:
        await store.key_changed(db, "hill.town")
    async with unchanged(str(settings.database_url)):
        assert (await Call()(hill, name)).status_code == 401
