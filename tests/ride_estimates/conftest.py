"""As rides: a town with a map, Amina who wants to be driven, Wang on duty, Olga at the desk."""

from tests.rides.conftest import (
    app,
    client,
    clock,
    hail,
    join,
    mapped,
    settings,
    settle,
    town,
)

__all__ = [
    "app",
    "client",
    "clock",
    "hail",
    "join",
    "mapped",
    "settings",
    "settle",
    "town",
]
