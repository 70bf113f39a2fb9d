"""OAuth: client apps introduce themselves, people let them in, and take that back."""

from leapfrog.oauth.apps import by_id as client_app
from leapfrog.oauth.apps import drop_expired, register
from leapfrog.oauth.authorization import (
    AuthorizationQuery,
    AuthorizationRequest,
    host_of,
    let_in,
    look,
    way_back,
)
from leapfrog.oauth.errors import (
    AppRefused,
    BadClient,
    BadGrantType,
    BadRedirect,
    BadRequest,
    BadScope,
    OAuthProblem,
    ScopeNeeded,
)
from leapfrog.oauth.model import (
    OUT_OF_BAND,
    SCOPE,
    SCOPES,
    SHOP_ORDERS,
    SHOP_SHIPPING,
    TOKEN_PREFIX,
    Access,
    ClientApp,
    Token,
)
from leapfrog.oauth.tokens import by_id as token_by_id
from leapfrog.oauth.tokens import (
    client_apps_are_signed_out,
    end,
    end_all,
    exchange,
    for_itself,
    mine,
    revoke,
    tokens_of,
    who,
)

__all__ = [
    "OUT_OF_BAND",
    "SCOPE",
    "SCOPES",
    "SHOP_ORDERS",
    "SHOP_SHIPPING",
    "TOKEN_PREFIX",
    "Access",
    "AppRefused",
    "AuthorizationQuery",
    "AuthorizationRequest",
    "BadClient",
    "BadGrantType",
    "BadRedirect",
    "BadRequest",
    "BadScope",
    "ClientApp",
    "OAuthProblem",
    "ScopeNeeded",
    "Token",
    "client_app",
    "client_apps_are_signed_out",
    "drop_expired",
    "end",
    "end_all",
    "exchange",
    "for_itself",
    "host_of",
    "let_in",
    "look",
    "mine",
    "register",
    "revoke",
    "token_by_id",
    "tokens_of",
    "way_back",
    "who",
]
