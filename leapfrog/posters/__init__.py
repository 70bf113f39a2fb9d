"""Posters: a picture of what is shown, of events of shops; those who know events ask for them."""

from leapfrog.posters.archive import RECORD_SETS
from leapfrog.posters.hanging import hang, made, take_down
from leapfrog.posters.model import EventPoster, PosterShown, poster_shown
from leapfrog.posters.store import find

__all__ = [
    "RECORD_SETS",
    "EventPoster",
    "PosterShown",
    "find",
    "hang",
    "made",
    "poster_shown",
    "take_down",
]
