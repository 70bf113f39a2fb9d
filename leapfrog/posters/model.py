"""Posters: a picture of what is shown."""

from uuid import UUID

import msgspec

from leapfrog.identity import avatar_url


class EventPoster(msgspec.Struct, frozen=True):
    """The poster of an event of a shop: SHA-256 of public blobs, the whole of it and a small one;
    width and height, in pixels, of the whole; `alt`: what is seen on it.
    """

    event_id: UUID
    merchant_id: UUID
    sha256: bytes
    small: bytes
    width: int
    height: int
    alt: str


class PosterShown(msgspec.Struct, frozen=True):
    """`url` is the whole of it, `small` fits into 240 x 320; width and height of the whole."""

    url: str
    small: str
    width: int
    height: int
    alt: str


def poster_shown(poster: EventPoster | None) -> PosterShown | None:
    """A poster with the URLs under which it is served; None without one."""
    if poster is None:
        return None
    whole, small = avatar_url(poster.sha256) or "", avatar_url(poster.small) or ""
    return PosterShown(whole, small, poster.width, poster.height, poster.alt)
