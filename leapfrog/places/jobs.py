"""A map that is made in the background: that of a demo town, after the town is open."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work, enqueue
from leapfrog.places import store
from leapfrog.places.building import built, put_up
from leapfrog.places.model import MapOptions

BUILD = "places:build"


async def ask_for_map(db: Db, extract: Path) -> None:
    """Enqueues the building of a map from an OpenStreetMap extract (a path) for a town that has
    none.
    """
    if await store.town_map(db) is None:
        await enqueue(db, BUILD, {"extract": str(extract)}, BUILD)


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of places, by name: building a map and making it the town's."""

    async def build(told: Any) -> None:
        async with built(Path(told["extract"]), MapOptions(), town.settings.home) as made:
            await put_up(town.database, town.files, made)

    return {BUILD: build}
