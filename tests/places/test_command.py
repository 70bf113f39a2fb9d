"""`leapfrog map`, and the map that a demo town makes by itself."""

import os
import subprocess
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.places import ask_for_map
from tests.cli.running import environment, ran
from tests.helsinki import EXTRACT
from tests.http import Enter
from tests.jobs import worked_off
from tests.matrix import unchanged
from tests.places.drawing import DrawnTown

LEFT = "select exists (select from pgqueuer where entrypoint = 'places:build')"


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    town = DrawnTown()
    town.road(town.node(0, 0), town.node(300, 10), name="Long street")
    town.node(300, 5, amenity="cafe", name="The end", **{"name:zh": "尽头", "name:sv": "Slutet"})
    return town.write(tmp_path / "drawn.osm.pbf")


def maps(settings: Settings, *arguments: object, **more: str) -> "subprocess.CompletedProcess[str]":
    environ = environment(settings.home, 1, DATABASE_URL=str(settings.database_url), **more)
    return ran(environ, "map", *arguments)


async def value(settings: Settings, sql: str) -> Any:
    connection = await asyncpg.connect(settings.database_url)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def test_the_command_makes_a_map_and_says_of_what(settings: Settings, drawn: Path) -> None:
    told = maps(settings, drawn, "--name-languages", "sv")
    assert told.returncode == 0, told.stderr
    assert "2 places, 2 junctions" in told.stdout
    assert "of 2026-11-20. © OpenStreetMap contributors." in told.stdout
    names = await value(settings, "select names::text from places_place where name = 'The end'")
    assert names == '{"sv": "Slutet"}'
    assert await value(settings, "select max_zoom from places_map") == 15


async def test_a_bad_file_is_told_in_one_line_and_changes_nothing(
    settings: Settings, drawn: Path, tmp_path: Path
) -> None:
    assert maps(settings, drawn).returncode == 0
    bad = tmp_path / "bad.osm.pbf"
    bad.write_bytes(os.urandom(10_000))
    async with unchanged(str(settings.database_url)):
        for asked in ([bad], [tmp_path / "none"], [tmp_path], [drawn, "--box", "5,5,6,6"]):
            told = maps(settings, *asked)
            assert told.returncode == 1, asked
            assert told.stderr.startswith("leapfrog: "), told.stderr
            assert told.stderr.count("\n") == 1, told.stderr
        for option in (["--box", "1,2,3"], ["--box", "nan,0,1,1"], ["--name-languages", "z1"]):
            assert maps(settings, drawn, *option).returncode == 2


async def test_a_demo_town_makes_its_map_in_the_background(town: Town, client: Enter) -> None:
    for _ in range(2):
        async with town.database.transaction() as db:
            await ask_for_map(db, EXTRACT)
    await worked_off(town)
    told = (await client().get("/map")).json()
    assert told["attribution"]
    async with town.database.transaction() as db:
        await ask_for_map(db, EXTRACT)
        assert not await db.value(LEFT)


async def test_a_full_disk_is_told_and_changes_nothing(settings: Settings, drawn: Path) -> None:
    assert maps(settings, drawn).returncode == 0
    async with unchanged(str(settings.database_url)):
        told = maps(settings, EXTRACT, LEAPFROG_FREE_DISK="100000000")
        assert told.returncode == 1
        assert told.stderr.startswith("leapfrog: ")
        assert "Traceback" not in told.stderr
