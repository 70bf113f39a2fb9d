"""`kill -9` at each point of a message's way to another town, of the town where that is, of both
towns at once, or of PostgreSQL: it is heard there, once, and what is said after that comes after
it.
"""

import signal
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
from tests.towns.mortal import (
    HILL,
    LAKE,
    Mortal,
    MortalPostgres,
    Point,
    beside,
    die_at,
    two_lent,
    two_mortals,
)

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


# Those in the middle of a transaction, and one where nothing is left but what is on disk.
MIDDLE = (
    "written, before the commit",
    "about to be posted",
    "done, before the commit",
    "noted, before the commit",
)


def prepare(flag: Path) -> None:
    die_at(POINTS, flag)


def prepare_to_stand(flag: Path) -> None:
    die_at(POINTS, flag, signal.SIGSTOP)


def insists(who: Dweller, talk: str, client_id: str, body: str) -> None:
    """Until the town has it on disk."""
    path = f"/conversations/{talk}/messages/{client_id}"

    def said() -> bool:
        with suppress(httpx.TransportError):
            return who.http.put(path, json={"body": body}).is_success
        return False

    until(said, f"that {body} is said")


class Talk:
    """Amina of Lake and Tariq of Hill; all that she said so far."""

    def __init__(self, towns: tuple[Mortal, Mortal]) -> None:
        self.amina = Dweller(towns[LAKE].origin, "amina")
        self.tariq = Dweller(towns[HILL].origin, "tariq")
        self.amina.befriends(self.tariq)
        self.hers = self.amina.talk(self.amina.id_of(self.tariq))["id"]
        self.his = self.tariq.talk(self.tariq.id_of(self.amina))["id"]
        self.whole = list[str]()

    def says(self, client_id: str, body: str) -> None:
        """Once, whatever comes of it."""
        with suppress(httpx.TransportError):
            path = f"/conversations/{self.hers}/messages/{client_id}"
            self.amina.http.put(path, json={"body": body})

    def goes_on(self, client_id: str, body: str) -> None:
        """It is said, and another one; he heard each once."""
        for ident, said in ((client_id, body), (str(new_id()), f"{body}, and after")):
            insists(self.amina, self.hers, ident, said)
            self.whole.append(said)
        until(lambda: self.whole[-1] in self.heard(), self.whole[-1])
        assert self.heard() == self.whole

    def heard(self) -> list[str]:
        """Nothing while the town or its database is away."""
        with suppress(httpx.TransportError):
            answer = self.tariq.http.get(f"/conversations/{self.his}/messages")
            log = answer.json()["messages"] if answer.is_success else []
            return [one["body"] for one in log if one["kind"] == "text"]
        return []

    def ends(self) -> None:
        self.tariq.says(self.his, "all of it")
        self.amina.hears(self.hers, "all of it")


def test_whoever_dies_on_the_way_loses_and_doubles_nothing(
    settings: Settings, lender: Lender, tmp_path: Path
) -> None:
    with two_lent(lender) as urls, two_mortals(settings, urls, tmp_path, prepare) as towns:
        talk = Talk(towns)
        for point, where in POINTS.items():
            town, client_id = towns[where.which], str(new_id())
            town.flag.write_text(point)
            talk.says(client_id, point)
            town.dies()
            talk.goes_on(client_id, point)
        talk.ends()


def test_both_towns_that_die_at_once_lose_and_double_nothing(
    settings: Settings, lender: Lender, tmp_path: Path
) -> None:
    with two_lent(lender) as urls, two_mortals(settings, urls, tmp_path, prepare_to_stand) as towns:
        talk = Talk(towns)
        for point, where in POINTS.items():
            client_id = str(new_id())
            towns[where.which].flag.write_text(point)
            with beside(talk.says, client_id, point):
                towns[where.which].stands_still()
                for one in towns:
                    one.kill()
            for one in towns:
                one.start()
            talk.goes_on(client_id, point)
        talk.ends()


@pytest.fixture
def postgres(folder: Path) -> Iterator[MortalPostgres]:
    server = MortalPostgres(folder)
    yield server
    server.close()


def test_postgresql_that_dies_on_the_way_loses_and_doubles_nothing(
    settings: Settings, postgres: MortalPostgres, tmp_path: Path
) -> None:
    """Of both towns, which go on as if nothing were; one of them from where it stood."""
    with two_mortals(settings, postgres.urls, tmp_path, prepare_to_stand) as towns:
        talk = Talk(towns)
        for point in MIDDLE:
            where, client_id = POINTS[point], str(new_id())
            towns[where.which].flag.write_text(point)
            with beside(talk.says, client_id, point):
                towns[where.which].stands_still()
                postgres.dies()
                towns[where.which].goes_on()
            talk.goes_on(client_id, point)
        talk.ends()
