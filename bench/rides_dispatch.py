"""`make bench-rides_dispatch`: a simulated evening in a made-up town of 15 × 15 km, with enough
and too few cars: all open rides and all free drivers matched together every two seconds, as the
town does it, beside the nearest free driver at once; and what one tick costs.
"""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import numpy as np

from bench.harness import Figure, report, seconds
from bench.made_up_town import EAST, LAT, LON, NORTH, write_town
from leapfrog.places import MapOptions
from leapfrog.places.extract.graphs import write_roads
from leapfrog.places.extract.reading import read
from leapfrog.places.roads.network import Roads
from leapfrog.places.roads.snapping import Snapped
from leapfrog.ride_matching import WITHIN
from leapfrog.ride_matching.matching import costs, match
from leapfrog.rides.hailing.dispatching import TICK

SIDE, DRIVERS, RIDES, NEAR = 150, 1_000, 500, 600.0
CARS, PLENTY, SCARCE, HOURS = 60, 160, 220, 1.5
PATIENCE, GETTING_IN, SMOKE = 300.0, 60.0, 5
CENTRES, SPREAD = ((0.35, 0.4), (0.7, 0.65)), 0.08


class Wanted(msgspec.Struct, frozen=True):
    """Somebody asks at a second for a ride."""

    at: float
    start: Snapped
    end: Snapped


class Evening(msgspec.Struct):
    """What came of it: the waits of those who were fetched (seconds), and how many were not."""

    waits: list[float]
    lost: int = 0


Pairs = Sequence[tuple[int, int]]
Choose = Callable[[Any, Sequence[float]], Pairs]


def place(roads: Roads, side: int, chance: Random) -> Snapped:
    """Half of all places are in two busy centres."""
    if chance.random() < 0.5:
        x, y = (min(max(chance.gauss(c, SPREAD), 0.02), 0.98) for c in chance.choice(CENTRES))
    else:
        x, y = chance.uniform(0.02, 0.98), chance.uniform(0.02, 0.98)
    return roads.snap(LAT + y * (side - 1) * NORTH, LON + x * (side - 1) * EAST)


def together(times: Any, waited: Sequence[float]) -> Pairs:
    """As the town does it."""
    cost = costs(times, waited, [0.0] * len(times))
    return [(pair.driver, pair.ride) for pair in match(times, cost, [0] * len(waited))]


def nearest_at_once(times: Any, waited: Sequence[float]) -> Pairs:
    """Who asked first has the nearest free driver, then the next."""
    left, found = times.copy(), []
    for ride in sorted(range(len(waited)), key=lambda one: -waited[one]):
        driver = int(left[:, ride].argmin())
        if np.isfinite(left[driver, ride]):
            found.append((driver, ride))
            left[driver] = np.inf
    return found


def evening(roads: Roads, side: int, rate: float, choose: Choose, hours: float) -> Evening:
    """Plays it; the same people ask at the same moments, whoever chooses."""
    chance = Random(7)
    cars = [place(roads, side, chance) for _ in range(CARS)]
    free_at = [0.0] * CARS
    coming: list[Wanted] = []
    at = 0.0
    while (at := at + chance.expovariate(rate / 3600)) < hours * 3600:
        coming.append(Wanted(at, place(roads, side, chance), place(roads, side, chance)))
    done, open_rides, now = Evening([]), [], 0.0
    while coming or open_rides:
        now += TICK
        while coming and coming[0].at <= now:
            open_rides.append(coming.pop(0))
        done.lost += len([one for one in open_rides if now - one.at > PATIENCE])
        open_rides = [one for one in open_rides if now - one.at <= PATIENCE]
        free = [n for n in range(CARS) if free_at[n] <= now]
        if not open_rides or not free:
            continue
        times = roads.times_to([one.start for one in open_rides], [cars[n] for n in free], WITHIN)
        taken = choose(times, [now - one.at for one in open_rides])
        for driver, ride in taken:
            wanted, car = open_rides[ride], free[driver]
            way = float(times[driver, ride])
            done.waits.append(now - wanted.at + way)
            drive = float(roads.times_to([wanted.end], [wanted.start], 7_200)[0, 0])
            free_at[car] = now + way + GETTING_IN + (drive if np.isfinite(drive) else 900.0)
            cars[car] = wanted.end
        gone = {ride for _, ride in taken}
        open_rides = [one for n, one in enumerate(open_rides) if n not in gone]
    return done


def of_evening(name: str, ours: Evening, reference: Evening, aim: float) -> Figure:
    """How long people waited."""
    mine, theirs = float(np.mean(ours.waits)), float(np.mean(reference.waits))
    ratio = mine / theirs
    bound = f"<= {aim}x"
    return Figure(f"wait, {name}", "s", mine, "nearest at once", theirs, ratio, bound, ratio <= aim)


def main() -> None:
    is_smoke = seconds(60) < SMOKE
    side, drivers, rides = (40, 100, 20) if is_smoke else (SIDE, DRIVERS, RIDES)
    hours = 0.1 if is_smoke else HOURS
    with tempfile.TemporaryDirectory() as folder:
        town, path = write_town(side, Path(folder) / "town.osm.pbf"), Path(folder) / "roads.bin"
        write_roads(read(town, MapOptions()), path)
        roads, chance = Roads(path), Random(1)
        sources = [place(roads, side, chance) for _ in range(drivers)]
        points = [place(roads, side, chance) for _ in range(rides)]
        # What is made on first use is not of the tick.
        roads.times_to(points[:1], sources[:1], NEAR)
        began = time.process_time()
        together(roads.times_to(points, sources, NEAR), [0.0] * rides)
        tick = time.process_time() - began
        plenty, scarce = (
            [evening(roads, side, rate, way, hours) for way in (together, nearest_at_once)]
            for rate in (PLENTY, SCARCE)
        )
    lost = [one.lost for one in scarce]
    ratio = lost[0] / lost[1] if lost[1] else None
    name = f"one tick, {drivers} drivers, {rides} rides, CPU"
    figures = [
        of_evening("enough cars", *plenty, 1.0),
        of_evening("too few cars", *scarce, 0.7),
        Figure(
            name="never fetched, too few cars",
            unit="",
            ours=lost[0],
            reference="nearest at once",
            reference_value=lost[1],
            ratio=ratio,
            aim="<= 0.8x",
            holds=None if ratio is None else ratio <= 0.8,
        ),
        Figure(name, "s", tick, "", None, None, "<= 1 s", tick <= 1),
    ]
    report("rides_dispatch", figures, side=side, cars=CARS, hours=hours, pid=os.getpid())


if __name__ == "__main__":
    main()
