"""The bus between the processes of a town: what is told in one is told in all."""

from collections.abc import Sequence

from leapfrog.bus.bus import Bus
from leapfrog.bus.line import BusDriver
from leapfrog.bus.postgres import Postgres

__all__ = ["Bus", "BusDriver", "Postgres", "over_nats"]


def over_nats(servers: Sequence[str], town: str) -> BusDriver:
    """A driver to the first of these NATS servers that answers; `town`: what tells this town from
    others there. A town without NATS does not load what speaks to it.
    """
    from leapfrog.bus.nats import Nats  # noqa: PLC0415

    return Nats(servers, town)
