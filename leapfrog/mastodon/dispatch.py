"""Which requests are of client apps that speak Mastodon's language.

Its addresses and our own are both below `/api/v1`, and some are the same: `/api/v1/lists`. So the
token says which language is spoken: those of client apps cannot be taken for a session's. Without a
token it is the first word of the path.
"""

from collections.abc import Mapping
from typing import Any

from leapfrog.oauth import TOKEN_PREFIX

BEARER = b"bearer "
STREAMING = "/api/v1/streaming"
# First words below /api/v1 that our own API does not have.
WORDS = frozenset(
    (
        "accounts",
        "announcements",
        "apps",
        "custom_emojis",
        "directory",
        "instance",
        "polls",
        "statuses",
        "streaming",
        "timelines",
        "trends",
        "tags",
    )
)
# Asked by client apps that hold no token yet; the answer hangs on nothing that a browser sends
# along.
PATHS = frozenset(
    (
        *("/oauth/token", "/oauth/revoke", "/oauth/userinfo"),
        *("/.well-known/oauth-authorization-server", "/health"),
    )
)
CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    "access-control-allow-headers": "Authorization, Content-Type, Idempotency-Key",
    "access-control-expose-headers": "Link, X-Request-Id",
    "access-control-max-age": "86400",
    "cross-origin-resource-policy": "cross-origin",
}


def is_mastodon(scope: Any) -> bool:
    """Whether a request (ASGI scope) is one of the Mastodon API, by its path and how
    it is signed.
    """
    path: str = scope["path"]
    if path in PATHS or path.startswith("/api/v2/"):
        return True
    if not path.startswith("/api/v1/"):
        return False
    if path.split("/")[3] in WORDS or (scope.get("method") == "OPTIONS" and _asks(scope)):
        return True
    return is_ours(scope["state"]["headers"], scope["query_string"])


def cookieless(scope: Any) -> bool:
    """Whether a request (ASGI scope) is to the Mastodon API, where no cookie counts, so that it may
    come from any site.
    """
    path: str = scope["path"]
    return (
        path in PATHS
        or path.startswith("/api/v2/")
        or (path.startswith("/api/v1/") and path.split("/")[3] in WORDS)
    )


def is_ours(headers: Mapping[bytes, bytes], query: bytes) -> bool:
    bearer = BEARER + TOKEN_PREFIX.encode()
    if headers.get(b"authorization", b"")[: len(bearer)].lower() == bearer:
        return True
    return b"authorization" not in headers and b"access_token=app." in query


def token_in(headers: Mapping[bytes, bytes], query: Mapping[str, Any]) -> str | None:
    """The token of a request: in its header, or in its query."""
    given = headers.get(b"authorization", b"")
    if given[: len(BEARER)].lower() == BEARER:
        return given[len(BEARER) :].strip().decode("latin-1")
    found = query.get("access_token")
    return found if isinstance(found, str) else None


def _asks(scope: Any) -> bool:
    """A browser that asks whether a page of another site may call (CORS)."""
    return b"access-control-request-method" in scope["state"]["headers"]
