"""Programs that somebody let in, at our own routes: only at those that name the scope for it, and
never for more than that scope and the person's own rights.
"""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers import BaseRouteHandler

from leapfrog import oauth
from leapfrog.identity import Principal, SignInNeeded, require_signed
from leapfrog.kernel.edge import bearer_of
from leapfrog.kernel.http import Headers, Town
from leapfrog.kernel.limits import Limit

BY_PROGRAM = Limit("program", 600, 60)
# Where such routes are; the rest of what a program's token asks for speaks Mastodon.
PATHS = ("/api/v1/merchants", "/api/v1/orders/", "/api/v1/packing/")


def program_token(headers: Headers) -> str | None:
    """The token of a program that was let in; None for what is none."""
    token = bearer_of(headers)
    return token if token is not None and token.startswith(oauth.TOKEN_PREFIX) else None


def is_for_us(scope: Any) -> bool:
    """Whether a request of such a program is for our own routes."""
    return scope["path"].startswith(PATHS) and program_token(scope["state"]["headers"]) is not None


async def require_signed_or_program(
    connection: ASGIConnection[Any, Any, Any, State], handler: BaseRouteHandler
) -> None:
    """A guard: a session, or a program with the scope that the route names; that counts as a
    borrowed computer, which changes no ways in and moves no money. Raises `SignInNeeded`,
    `ScopeNeeded`, `RateLimited`.
    """
    state = connection.scope["state"]
    token = program_token(state["headers"])
    if token is None or "signed" not in handler.parsed_fn_signature.parameters:
        await require_signed(connection, handler)
        return
    town: Town = connection.app.state.town
    async with town.database.transaction() as db:
        found = await oauth.who(db, token)
    if found is None or found.person_id is None:
        raise SignInNeeded
    wanted = handler.opt.get(oauth.SCOPE)
    if wanted is None or not found.allows(wanted):
        raise oauth.ScopeNeeded(scope=wanted)
    town.limit(BY_PROGRAM, str(found.id))
    state["signed"] = Principal(found.person_id, found.id, borrowed=True, program=True)
