"""`make bench-roads`: how long it takes to build the roads of a made-up town of 15 × 15 km, and to
know the times of a thousand drivers to five hundred people; beside networkx on the same graph, in
an environment of its own.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from bench.harness import Figure, median, report, seconds
from bench.made_up_town import EAST, LAT, LON, NORTH, write_town
from leapfrog.places import MapOptions
from leapfrog.places.extract.graphs import write_roads
from leapfrog.places.extract.reading import read
from leapfrog.places.roads.arrays import read_arrays
from leapfrog.places.roads.network import Roads
from leapfrog.places.roads.snapping import Snapped

SIDE, DRIVERS, PEOPLE, WITHIN = 150, 1_000, 500, 600
SMOKE = 5
HOME = Path(__file__).parents[1] / ".venv-bench" / "networkx"
PROGRAM = Path(__file__).with_name("peer_networkx.py")


def cpu(act: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    found = act()
    return time.process_time() - began, found


def some(roads: Roads, side: int, count: int, seed: int) -> list[Snapped]:
    chance = Random(seed)
    return [
        roads.snap(
            LAT + chance.uniform(1, side - 2) * NORTH, LON + chance.uniform(1, side - 2) * EAST
        )
        for _ in range(count)
    ]


def networkx_rate(roads: Path, starts: list[int]) -> float:
    """CPU seconds of one search within the bound; installs what it needs on first use."""
    python = str(HOME / "bin" / "python")
    if not (HOME / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "networkx>=3", "numpy"], check=True)
        (HOME / "ready").touch()
    arrays = read_arrays(roads)
    edges = roads.with_suffix(".npy")
    np.save(edges, np.column_stack([arrays["start"], arrays["end"], arrays["seconds"]]))
    told = subprocess.run(
        [python, "-P", PROGRAM, edges, str(WITHIN), *map(str, starts)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return float(told.stdout)


def main() -> None:
    is_smoke = seconds(60) < SMOKE
    side, drivers, people = (40, 100, 20) if is_smoke else (SIDE, DRIVERS, PEOPLE)
    with tempfile.TemporaryDirectory() as folder:
        town, path = write_town(side, Path(folder) / "town.osm.pbf"), Path(folder) / "roads.bin"
        building, _ = cpu(lambda: write_roads(read(town, MapOptions()), path))
        roads = Roads(path)
        sources, points = some(roads, side, drivers, 1), some(roads, side, people, 2)
        # What is made on first use is not of the matrix.
        roads.times_to(points[:1], sources[:1], WITHIN)
        matrix, _ = cpu(lambda: roads.times_to(points, sources, WITHIN))
        ways = [cpu(lambda n=n: roads.route(sources[n], points[n]))[0] for n in range(20)]
        starts = [int(read_arrays(path)["start"][one.piece]) for one in points[:20]]
        peer = networkx_rate(path, starts) * people
    ratio = matrix / peer
    figures = [
        Figure(
            name="times of all drivers to all people within 10 min, CPU",
            unit="s",
            ours=matrix,
            reference="networkx",
            reference_value=peer,
            ratio=ratio,
            aim="<= 1/20x",
            holds=ratio <= 1 / 20,
        ),
        Figure("reading and building, CPU", "s", building, "", None, None, "-", None),
        Figure("one way with its turns, CPU", "ms", median(ways) * 1000, "", None, None, "-", None),
    ]
    report("roads", figures, side=side, drivers=drivers, people=people, pid=os.getpid())


if __name__ == "__main__":
    main()
