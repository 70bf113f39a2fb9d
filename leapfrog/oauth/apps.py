"""Client apps introduce themselves, and say where a browser may be sent (OAuth 2.0: RFC 6749;
native apps: RFC 8252).
"""

import hmac
import re
from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import UUID

from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id, new_secret, secret_hash
from leapfrog.oauth import store
from leapfrog.oauth.errors import AppRefused, BadClient, BadScope
from leapfrog.oauth.model import OUT_OF_BAND, UNUSED, ClientApp, scopes_in

LONGEST_NAME, LONGEST_URI, MOST_URIS = 100, 2_000, 10
# What a browser would run or open by itself, instead of handing the code to a client app.
NEVER = frozenset(
    (
        *("javascript", "vbscript", "livescript", "data", "blob", "file", "filesystem", "about"),
        *("view-source", "jar", "resource", "intent", "android-app", "urn", "ws", "wss"),
        *("ftp", "ftps", "gopher", "mailto", "tel", "sms", "news", "nntp", "irc"),
    )
)
# RFC 3986 without a fragment; no space, quote or backslash, by which readers of it differ.
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?\[\]@!$&'()*+,;=%-]*")
# A name, or an address of IPv4 or IPv6; in ASCII, so that it looks like no other.
HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")


async def register(
    db: Db, name: str, website: str, uris: list[str], scope: str
) -> tuple[ClientApp, str]:
    """Registers a client app; answers it and its secret, which is told once. Raises `AppRefused`,
    `BadScope`.
    """
    shown = " ".join(plain(name).split())
    if not 1 <= len(shown) <= LONGEST_NAME:
        raise AppRefused("Validation failed: Application name can't be blank")
    if not 1 <= len(uris) <= MOST_URIS or not all(map(can_go, uris)):
        raise AppRefused("Validation failed: Redirect URI must be an absolute URI.")
    site = website.strip()
    kept = site if site.startswith(("https://", "http://")) and len(site) <= LONGEST_URI else None
    scopes = scopes_in(scope) if scope.strip() else ["read"]
    if not scopes:
        raise BadScope
    secret = new_secret()
    app = ClientApp(
        id=new_id(),
        client_id=new_secret(),
        secret_hash=secret_hash(secret),
        name=shown,
        website=kept,
        redirect_uris=uris,
        scopes=scopes,
    )
    await store.add_app(db, app)
    return app, secret


def can_go(uri: str) -> bool:
    """Whether a browser may be sent there with a code: an absolute address of the web over TLS, of
    this very machine (RFC 8252, 7.3), or of a client app's own scheme (7.1); nothing in it that
    makes it look like another (RFC 6749, 3.1.2: no fragment).
    """
    if uri == OUT_OF_BAND:
        return True
    if not ADDRESS.fullmatch(uri) or len(uri) > LONGEST_URI:
        return False
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if "@" in parts.netloc or port == 0:
        return False
    if parts.scheme in ("http", "https"):
        plain = HOST.fullmatch(host) is not None
        return plain and (parts.scheme == "https" or _is_this_machine(host))
    return parts.scheme not in NEVER and uri != f"{parts.scheme}:"


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def client(db: Db, client_id: str, secret: str) -> ClientApp:
    """The client app that proves who it is. Raises `BadClient`."""
    app = await store.app(db, client_id)
    if app is None or not hmac.compare_digest(app.secret_hash, secret_hash(secret)):
        raise BadClient
    return app


async def by_id(db: Db, app_id: UUID) -> ClientApp | None:
    """The registered client app of this id; None for none."""
    return await store.app_by_id(db, app_id)


async def drop_expired(db: Db) -> None:
    """Deletes codes that are over, and client apps that nobody let in."""
    await store.drop_expired(db, db.now - UNUSED)
