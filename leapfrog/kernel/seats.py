"""Places that are held for as long as somebody stays, as open streams are: so many for each
session, person and network. In memory: each process counts for itself, as `limits` does.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import msgspec

from leapfrog.kernel.errors import TooManyStreams

# Windows of a browser (and lines that broke, which are noticed after 40 seconds), devices of a
# person, people behind one address.
OF_SESSION, OF_PERSON, OF_NETWORK = 16, 64, 1_000


class Seat(msgspec.Struct, frozen=True):
    """One of `most` places of whoever `key` names."""

    key: str
    most: int


def seats_of(session: UUID | None, person: UUID | None, near: str | None) -> list[Seat]:
    """What a stream takes. `session`: or the token of a program; `near`: the network that it comes
    from, None where nobody is counted by that.
    """
    places = (("session", session, OF_SESSION), ("person", person, OF_PERSON))
    own = [Seat(f"{kind} {key}", most) for kind, key, most in places if key is not None]
    return [*own, Seat(f"network {near}", OF_NETWORK)] if near is not None else own


class Seats:
    """Who holds how many."""

    def __init__(self) -> None:
        self._held: Counter[str] = Counter()

    def __len__(self) -> int:
        return self._held.total()

    @contextmanager
    def held(self, *wanted: Seat) -> Iterator[None]:
        """Holds all of these while the block runs. Raises `TooManyStreams`, and holds none, when
        one of them is not to be had.
        """
        if any(self._held[seat.key] >= seat.most for seat in wanted):
            raise TooManyStreams
        self._held.update(seat.key for seat in wanted)
        try:
            yield
        finally:
            self._held.subtract(seat.key for seat in wanted)
            for seat in wanted:
                if not self._held[seat.key]:
                    del self._held[seat.key]
