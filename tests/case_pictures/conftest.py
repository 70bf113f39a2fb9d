"""Pictures of questions are tested over HTTP, where parcels are."""

from tests.parcels.conftest import (
    app,
    client,
    clock,
    fair,
    join,
    settings,
    settle,
    town,
    village,
)

__all__ = ["app", "client", "clock", "fair", "join", "settings", "settle", "town", "village"]
