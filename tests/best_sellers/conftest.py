"""Best sellers are counted over what is bought where orders and parcels are tested."""

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
