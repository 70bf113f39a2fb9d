"""What is needed by few is in the memory of nobody who does not ask for it: what a map is made and
driven by, passkeys, calendars, formats of files that are brought, pictures, the demo, the other
commands.
"""

import subprocess
import sys

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.pool import HoldAndWait
from leapfrog.places import TownRoads
from tests.helsinki import EXTRACT

HEAVY = (
    *("numpy", "scipy", "shapely", "osmium", "mapbox_vector_tile", "pypinyin", "requests"),
    *("webauthn", "OpenSSL", "icalendar", "fpdf", "escpos", "pydantic.v1"),
    *("leapfrog.chat_formats.formats.whatsapp", "leapfrog.contact_formats.formats.vcard"),
    *("PIL", "obstore", "nh3", "pyrage", "segno"),
    *("leapfrog.demo", "leapfrog.cli.backups", "leapfrog.cli.cluster", "leapfrog.cli.second_town"),
)
LOADED = """
import sys
from leapfrog.cli.main import parser
parser(["up"])
from leapfrog.web import create_routes
create_routes()
print(*[name for name in sys.argv[1:] if name in sys.modules])
"""


def test_a_program_that_starts_loads_none_of_it() -> None:
    told = subprocess.run(
        [sys.executable, "-c", LOADED, *HEAVY], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == []


async def test_roads_are_mapped_from_a_copy_of_the_towns(town: Town, mapped: str) -> None:
    opened, other = (TownRoads(town.files, town.settings.home) for _ in range(2))
    roads = await opened.now(town.database)
    assert len(roads) > 1_000
    assert await opened.now(town.database) is roads
    assert len(await other.now(town.database)) == len(roads)
    async with town.database.transaction():
        with pytest.raises(HoldAndWait):
            await opened.now(town.database)
    [copy] = (town.settings.home / "roads").iterdir()
    assert copy.stat().st_size > 100_000
    found = roads.snap(60.1712, 24.9415)
    assert found.metres < 100


def test_the_demos_extract_comes_with_its_licence() -> None:
    told = EXTRACT.with_name("LICENCE").read_text("utf-8")
    assert "© OpenStreetMap contributors" in told
    assert "Open Database Licence 1.0 (ODbL)" in told
