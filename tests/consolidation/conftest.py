"""Consolidation is tested over HTTP, with orders as they are bought."""

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
