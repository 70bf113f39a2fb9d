"""What every route about money asks first."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from leapfrog.kernel.http import Town
from leapfrog.pay.errors import NoMoney


def town_has_money(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A guard for routes of a town that has money by its settings. Raises `NoMoney`."""
    town: Town = connection.app.state.town
    if town.settings.money == "none":
        raise NoMoney
