"""Limits of load that all processes of a town count together: each tells the others by the bus what
it counted. A word that is lost lets through a little more, never less.
"""

from uuid import UUID

import msgspec

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.limits import Limiter
from leapfrog.kernel.publisher import Publisher
from leapfrog.kernel.stream import Hub

TOPIC = "limits"


class ActsCounted(msgspec.Struct, frozen=True, array_like=True):
    """`process` counted acts of `key`, for so many seconds of the limit of this name."""

    process: UUID
    name: str
    key: str
    seconds: float


encode = msgspec.json.Encoder().encode
decoder = msgspec.json.Decoder(ActsCounted)


def share(limiter: Limiter, publisher: Publisher, hub: Hub) -> None:
    """From now on it counts what others tell, and tells them what it counts."""
    here = new_id()

    def tell(name: str, key: str, seconds: float) -> None:
        publisher.broadcast(TOPIC, encode(ActsCounted(here, name, key, seconds)))

    def hears(word: bytes) -> None:
        told = decoder.decode(word)
        if told.process != here:
            limiter.count_told(told.name, told.key, told.seconds)

    hub.listen(TOPIC, hears)
    limiter.tell = tell
