"""What is found by words: of each spot the names, the address, the hours, as rows of places."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from leapfrog.places.extract.model import Spot, Way
from leapfrog.places.kinds import ADDRESS_WEIGHT, STREET_WEIGHT, kind_of
from leapfrog.places.model import Category, Point
from leapfrog.places.rows import NamedPlace, row_of
from leapfrog.places.store import StreetRow, TownPlaceRow

Tags = Mapping[str, str]
# Other names by which people look for something.
MORE_NAMES = ("alt_name", "short_name", "official_name", "loc_name", "brand", "operator")
LONGEST_HOURS, LONGEST_NAME = 300, 120
STREETS: Category = "street"
STEP = 40.0


def places(
    spots: Iterable[Spot], ways: Iterable[Way], languages: Sequence[str]
) -> Iterator[TownPlaceRow]:
    """All places of an extract, each id once."""
    seen: set[str] = set()
    for named in (*_spots(spots, languages), *_streets(ways, languages)):
        if named.id not in seen:
            seen.add(named.id)
            yield row_of(named)


def street_points(ways: Iterable[Way], languages: Sequence[str]) -> Iterator[StreetRow]:
    """Points of all streets that have a name, none farther than some 40 metres from the next."""
    for way in ways:
        if not way.tags.get("name"):
            continue
        told = name(way.tags), names_of(way.tags, languages)
        corners = [Point(lat, lon).metres for lat, lon in zip(way.lats, way.lons, strict=True)]
        for (x, y), (to_x, to_y) in pairwise(corners):
            steps = int(math.hypot(to_x - x, to_y - y) // STEP) + 1
            for n in range(steps):
                part = (n + 0.5) / steps
                yield StreetRow((x + (to_x - x) * part, y + (to_y - y) * part), *told)


def shown_names(tags: Tags, languages: Sequence[str]) -> dict[str, str]:
    """The local name, and in each of the languages that where it is another: `name`, `name_zh`."""
    names = {"name": name(tags)} if tags.get("name") else {}
    for language, found in names_of(tags, languages).items():
        names[f"name_{language}"] = found
    return names


def name(tags: Tags) -> str:
    return tags.get("name", "")[:LONGEST_NAME]


def names_of(tags: Tags, languages: Sequence[str]) -> dict[str, str]:
    """The names in these languages, where they are others than the local one. What is told of
    simplified Chinese alone counts as Chinese.
    """
    found = {}
    for language in languages:
        told = tags.get(f"name:{language}") or tags.get(f"name:{language}-Hans")
        if told and told != tags.get("name"):
            found[language] = told[:LONGEST_NAME]
    return found


def _spots(spots: Iterable[Spot], languages: Sequence[str]) -> Iterator[NamedPlace]:
    for spot in spots:
        tags, kind = spot.tags, kind_of(spot.tags)
        address = _address(tags)
        if kind is None and not address:
            continue
        yield NamedPlace(
            id=spot.ident,
            source="osm",
            kind=kind.name if kind else "address",
            category=kind.category if kind else "address",
            name=name(tags) if kind else address,
            names=names_of(tags, languages) if kind else {},
            address=address,
            lat=spot.lat,
            lon=spot.lon,
            hours=tags.get("opening_hours", "")[:LONGEST_HOURS],
            weight=kind.weight if kind else ADDRESS_WEIGHT,
            other_names=[*_other_names(tags), *(kind.words if kind else ())],
        )


def _streets(ways: Iterable[Way], languages: Sequence[str]) -> Iterator[NamedPlace]:
    """Each name of a street once, in the middle of its longest piece."""
    pieces: dict[str, list[Way]] = defaultdict(list)
    for way in ways:
        if way.tags.get("name") and way.tags.get("area") != "yes":
            pieces[way.tags["name"]].append(way)
    for found in pieces.values():
        way = max(found, key=lambda one: (len(one.nodes), -one.id))
        middle = len(way.nodes) // 2
        yield NamedPlace(
            id=f"w{way.id}",
            source="osm",
            kind="street",
            category=STREETS,
            name=name(way.tags),
            names=names_of(way.tags, languages),
            address="",
            lat=way.lats[middle],
            lon=way.lons[middle],
            weight=STREET_WEIGHT,
            other_names=_other_names(way.tags),
        )


def _address(tags: Tags) -> str:
    """As one writes it here: street and number, city."""
    street = tags.get("addr:street") or tags.get("addr:place", "")
    number = tags.get("addr:housenumber", "")
    line = f"{street} {number}".strip() if street else ""
    return ", ".join(part for part in (line, tags.get("addr:city", "") if line else "") if part)


def _other_names(tags: Tags) -> list[str]:
    return [told for key, told in tags.items() if key.startswith("name:") or key in MORE_NAMES]
