"""A piece of the town's map on pages without a script."""

from html import escape
from urllib.parse import quote

from leapfrog.places import TownPlace


def place_still(place: TownPlace | None) -> str:
    """A piece of the town's map, where it shows that place; words beside it say where that is."""
    if place is None:
        return ""
    told = escape(", ".join(filter(None, (place.name, place.address))), quote=True)
    return (
        f'<div class="pics"><img class="map" src="/map/places/{quote(place.id)}" alt="{told}"'
        ' width="360" height="170" loading="lazy"></div>'
    )
