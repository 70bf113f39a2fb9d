"""Three pages with one map each, of the same tiles, colours and view, over one plain server."""

import http.server
import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import brotli
from pmtiles.reader import MmapSource, Reader

from bench.bundles import CLIENT, FOLDER

HERE = Path(__file__).parent
PEERS = FOLDER / "map"
TOKENS = CLIENT / "src/styles/tokens.css"
TILE = re.compile(r"^/map/(\d+)/(\d+)/(\d+)$")
LAT, LON, ZOOM = 60.1762, 24.9440, 15
# As ours draws them, at this zoom, of the same Shortbread kinds.
GREENS = [
    "park",
    "grass",
    "garden",
    "meadow",
    "village_green",
    "recreation_ground",
    "playground",
    "pitch",
]
STREETS = [
    (["footway", "path", "steps", "cycleway", "track"], 0.7),
    (["service"], 2.2),
    (["pedestrian", "pier"], 3.1),
    (["unclassified", "residential", "living_street", "busway"], 4.3),
    (["secondary", "tertiary"], 5.9),
    (["motorway", "trunk", "primary"], 7.1),
]
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
}
HEAD = """<!doctype html><meta charset=utf-8>
<meta name=viewport content="width=device-width,initial-scale=1"><title>Map</title>
<style>%(tokens)s
html,body,#map{margin:0;height:100%%;background:var(--map-ground);overflow:hidden}
#map{position:relative;touch-action:none}
.plane,.words{position:absolute;left:0;top:0;width:100%%;height:100%%}
.plane{transform-origin:0 0;will-change:transform}
.plane canvas:not(.words){position:absolute;left:0;top:0;width:512px;height:512px;
transform-origin:0 0}
.plane .words{width:100%%;height:100%%}</style>%(links)s
<div id=map>%(inside)s</div>
<script>window.__first=0;window.__view=%(view)s;
window.__drawn=()=>requestAnimationFrame(()=>{window.__first||=performance.now()});</script>
%(scripts)s"""
PLANE = "<div class=plane><canvas class=words></canvas></div>"


def tokens() -> dict[str, str]:
    """The colours of the map and of hues by day, as the client has them."""
    day = TOKENS.read_text().partition("prefers-color-scheme: dark")[0]
    return dict(re.findall(r"(--(?:map|hue)-[\w-]+): ([^;]+);", day))


def view(box: tuple[float, ...]) -> dict[str, Any]:
    """What all three draw: where, and in which colours."""
    found = tokens()
    colours = {name: found[f"--map-{name}"] for name in ("ground", "green", "water", "building")}
    more = {"street": found["--map-minor"], "ink": found["--map-ink2"]}
    return {
        "lat": LAT,
        "lon": LON,
        "zoom": ZOOM,
        "box": box,
        "colours": colours | more,
        "greens": GREENS,
        "streets": STREETS,
    }


def pages(box: tuple[float, ...]) -> dict[str, str]:
    """By address what comes first; each loads its scripts as its own handbook says."""
    style = ":root{" + "".join(f"{name}:{value};" for name, value in tokens().items()) + "}"
    given = {"tokens": style, "view": json.dumps(view(box)), "inside": "", "links": ""}
    sheet, module = (
        '<link rel=stylesheet href="/peers/%s">',
        '<script type=module src="%s"></script>',
    )
    plain = (
        "/peers/leaflet/dist/leaflet.js",
        "/peers/protomaps-leaflet/dist/protomaps-leaflet.js",
        "/leaflet.js",
    )
    own = {"inside": PLANE, "scripts": module % "/ours.js"}
    maplibre = {
        "links": sheet % "maplibre-gl/dist/maplibre-gl.css",
        "scripts": module % "/maplibre.js",
    }
    leaflet = {
        "links": sheet % "leaflet/dist/leaflet.css",
        "scripts": "".join(f'<script src="{one}"></script>' for one in plain),
    }
    found = {"/ours": own, "/maplibre": maplibre, "/leaflet": leaflet}
    return {path: HEAD % (given | more) for path, more in found.items()}


def file_of(path: str) -> Path | None:
    """Where an address is on the disk; None for what is in none of the folders that are served."""
    if path == "/ours.js":
        return PEERS / "ours.made.js"
    if path in ("/maplibre.js", "/leaflet.js"):
        return HERE / path[1:]
    if not path.startswith("/peers/"):
        return None
    found = (PEERS / "node_modules" / path.removeprefix("/peers/")).resolve()
    return found if found.is_relative_to(PEERS) and found.is_file() else None


class Maps(http.server.BaseHTTPRequestHandler):
    """Everything is compressed as much as can be, once; tiles are as they are in the archive."""

    protocol_version = "HTTP/1.1"
    tiles: Reader
    first: Mapping[str, str]
    kept: dict[str, bytes] = {}  # noqa: RUF012
    # Which tiles were asked for, by the page that asked.
    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if tile := TILE.match(path):
            self.asked.append(path)
            found = self.tiles.get(*map(int, tile.groups()))
            self.answer(found, "application/vnd.mapbox-vector-tile")
            return
        if path in self.first:
            self.answer(self.packed(path, self.first[path].encode()), TYPES[".html"])
            return
        file = file_of(path)
        if file is None:
            self.answer(None, "", 404)
            return
        self.answer(self.packed(path, file.read_bytes()), TYPES.get(file.suffix, "text/plain"))

    def packed(self, path: str, content: bytes) -> bytes:
        if path not in self.kept:
            self.kept[path] = brotli.compress(content, quality=11)
        return self.kept[path]

    def answer(self, content: bytes | None, media_type: str, empty: int = 204) -> None:
        self.send_response(200 if content is not None else empty)
        if content is not None:
            self.send_header("content-type", media_type)
            self.send_header("content-encoding", "br")
        self.send_header("content-length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """The three pages, and the tiles of an archive; the address."""
    with archive.open("rb") as opened:
        Maps.tiles = Reader(MmapSource(opened))
        head = Maps.tiles.header()
        names = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        Maps.first = pages(tuple(head[name] / 1e7 for name in names))
        # What is compressed while somebody waits would count as slow.
        for path, page in Maps.first.items():
            Maps.kept[path] = brotli.compress(page.encode(), quality=11)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Maps) as server:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()
