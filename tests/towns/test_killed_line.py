"""`kill -9` of a town at each point of a message's way to another one: it is heard there, once, and
what is said afterwards comes after it.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from leapfrog.kernel import events
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.towns import carrier, carrying, dispatches, receiving, store
from tests.shared_database import Lender
from tests.towns.conftest import Dweller, until
from tests.towns.mortal import HILL, LAKE, Mortal, Point, die_at, two_mortals

POINTS = {
    "said, and not told": Point(LAKE, events, "_moved", False),
    "written, before the commit": Point(LAKE, dispatches, "write", True),
    "written, and not carried": Point(LAKE, carrier.LineCarrier, "carry", False),
    "about to be posted": Point(LAKE, carrying, "_post", False),
    "brought, before its transaction": Point(HILL, receiving, "_heard", False),
    "done, before the commit": Point(HILL, receiving, "_do", True),
    "done, and not answered": Point(HILL, receiving, "take", True),
    "answered, and not noted": Point(LAKE, carrying, "_post", True),
    "noted, before the commit": Point(LAKE, store, "advanced", True),
}


def prepare(flag: Path) -> None:
    die_at(POINTS, flag)


@pytest.fixture
def towns(settings: Settings, lender: Lender, tmp_path: Path) -> Iterator[tuple[Mortal, Mortal]]:
    with two_mortals(settings, lender, tmp_path, prepare) as made:
        yield made


def insists(who: Dweller, talk: str, client_id: str, body: str) -> None:
    """Until the town has it on disk."""
    path = f"/conversations/{talk}/messages/{client_id}"

    def said() -> bool:
        with suppress(httpx.TransportError):
            return who.http.put(path, json={"body": body}).is_success
        return False

    until(said, f"that {body} is said")


def test_whoever_dies_on_the_way_loses_and_doubles_nothing(towns: tuple[Mortal, Mortal]) -> None:
    amina, tariq = Dweller(towns[LAKE].origin, "amina"), Dweller(towns[HILL].origin, "tariq")
    amina.befriends(tariq)
    hers, his = amina.talk(amina.id_of(tariq))["id"], tariq.talk(tariq.id_of(amina))["id"]
    whole = list[str]()
    for point, where in POINTS.items():
        town, client_id = towns[where.which], str(new_id())
        town.flag.write_text(point)
        with suppress(httpx.TransportError):
            amina.http.put(f"/conversations/{hers}/messages/{client_id}", json={"body": point})
        town.dies()
        insists(amina, hers, client_id, point)
        insists(amina, hers, str(new_id()), f"{point}, and after")
        whole += [point, f"{point}, and after"]
        tariq.hears(his, whole[-1])
        assert [one["body"] for one in tariq.log(his) if one["kind"] == "text"] == whole
    tariq.says(his, "all of it")
    amina.hears(hers, "all of it")
