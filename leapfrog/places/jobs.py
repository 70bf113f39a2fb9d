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
    """A town without a map gets that of this extract, when somebody has the time to make it."""
    if await store.town_map(db) is None:
        await enqueue(db, BUILD, {"extract": str(extract)}, BUILD)


def works(town: Town) -> Mapping[str, Work]:
    """The jobs, by name."""

    async def build(told: Any) -> None:
        async with built(Path(told["extract"]), MapOptions(), town.settings.home) as made:
            await put_up(town.database, town.files, made)

    return {BUILD: build}
