"""Who may come in: a handle and an app password, never the password of the account (RFC 7617)."""

import binascii
from base64 import b64decode
from typing import Any

from leapfrog.carddav.exchange import DavUser
from leapfrog.identity import SignInNeeded, by_app_password, named
from leapfrog.kernel.http import Town

CHALLENGE = 'Basic realm="Leapfrog contacts: your handle and an app password", charset="UTF-8"'


async def visitor(town: Town, authorization: str, address: str) -> DavUser:
    """Whose program asks. Raises `SignInNeeded` with a challenge, `RateLimited`.

    An unknown handle, a wrong password and an unreadable header get the same answer.
    """
    handle, password = _credentials(authorization)
    if not handle or not password:
        raise challenge()
    async with town.database.glance() as db:
        found = await by_app_password(db, town.limiter, handle, password, address)
        if found is None:
            raise challenge()
        person = (await named(db, [found]))[found]
    return DavUser(found, person.handle, person.display_name)


def challenge() -> SignInNeeded:
    problem = SignInNeeded("Sign in with your handle and an app password.")
    problem.headers = {"WWW-Authenticate": CHALLENGE}
    return problem


def _credentials(authorization: str) -> tuple[str, str]:
    scheme, _, encoded = authorization.partition(" ")
    try:
        decoded = b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return "", ""
    if scheme.lower() != "basic" or not decoded.isprintable():
        return "", ""
    handle, _, password = decoded.partition(":")
    return handle.strip(), password


Headers = dict[str, str]


def headers_of(scope: Any) -> Headers:
    """A request's headers in lower case; of the same one several times, all values."""
    found: Headers = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found
