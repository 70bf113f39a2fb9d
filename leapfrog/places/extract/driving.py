"""Which roads a taxi may take, in which direction, and how fast."""

import re
from collections.abc import Mapping

from leapfrog.places.extract.drawing import LINKS

Tags = Mapping[str, str]
# Kilometres an hour where no sign says another number.
SPEEDS: Mapping[str, float] = {
    "motorway": 100,
    "trunk": 80,
    "primary": 50,
    "secondary": 45,
    "tertiary": 40,
    "unclassified": 30,
    "residential": 25,
    "living_street": 10,
    "service": 15,
}
LINK_PART = 0.7
# Nobody drives all the time as fast as one may.
REAL = 0.8
MILE = 1.609344
SIGN = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*(mph)?")
# The one that says most of a taxi first.
ACCESS = ("taxi", "motorcar", "motor_vehicle", "vehicle", "access")
CLOSED = {"agricultural", "forestry", "no", "private"}
YES, BACK, NO = {"1", "true", "yes"}, {"-1", "reverse"}, {"0", "false", "no"}
ROUND = {"circular", "roundabout"}


def speed(tags: Tags) -> float | None:
    """Metres a second that one really drives here; None where no car may, or only some."""
    highway = tags.get("highway", "")
    usual = SPEEDS.get(LINKS.get(highway, highway))
    if usual is None or tags.get("area") == "yes" or not is_open(tags):
        return None
    sign = SIGN.fullmatch(tags.get("maxspeed", ""))
    if sign and float(sign[1]) > 0:
        usual = float(sign[1]) * (MILE if sign[2] else 1)
    elif highway in LINKS:
        usual *= LINK_PART
    return usual * REAL / 3.6


def is_open(tags: Tags) -> bool:
    """Whether everybody may drive here."""
    told = next((tags[key] for key in ACCESS if key in tags), "yes")
    return told not in CLOSED


def directions(tags: Tags) -> tuple[bool, bool]:
    """Whether one may drive along the way, and against it."""
    told = tags.get("oneway", "")
    if told in BACK:
        return False, True
    one_way = tags.get("junction") in ROUND or tags.get("highway") in ("motorway", "motorway_link")
    if told in YES or (one_way and told not in NO):
        return True, False
    return True, True
