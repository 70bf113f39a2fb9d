"""Our own routes about client apps: who asks to be let in, who is in."""

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Response, delete, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import oauth, post_media, posts
from leapfrog.identity import SignedIn, check_fresh, own_device
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn
from leapfrog.kernel.serving import serve
from leapfrog.mastodon import store, store_push
from leapfrog.mastodon.addresses import EVERYBODY, FILES, Addresses
from leapfrog.oauth import OUT_OF_BAND

PARTS: Mapping[str, post_media.Part] = {"whole": "whole", "thumb": "thumb"}
Text = Annotated[str, msgspec.Meta(max_length=2_000)]


class AuthorizationInput(Input, frozen=True):
    """What a client app asks for, as it stands in the address to which it sent the browser (RFC
    6749, 4.1.1; RFC 7636, 4.3).
    """

    client_id: Text
    redirect_uri: Text
    scope: Text = "read"
    state: Text = ""
    code_challenge: Text = ""
    code_challenge_method: Text = ""


class AuthorizationAnswer(AuthorizationInput, frozen=True):
    """What the person says to it."""

    accept: bool = False


class ClientAppRequest(msgspec.Struct, frozen=True):
    """A client app that asks to be let in; `host`: where the browser goes then, if anywhere."""

    name: str
    website: str | None
    scopes: list[str]
    host: str | None


class RedirectTarget(msgspec.Struct, frozen=True):
    """Where the browser goes on, or the code that the person types into the client app."""

    url: str | None
    code: str | None


class ClientAppAccess(msgspec.Struct, frozen=True):
    """A client app that was let in; `told_by`: the host that carries to it what is new, if any."""

    id: UUID
    name: str
    website: str | None
    scopes: list[str]
    made_at: datetime
    last_used_at: datetime
    told_by: str | None


class ClientApps(msgspec.Struct, frozen=True):
    """The last used first."""

    client_apps: list[ClientAppAccess]


@post("/authorization-requests", status_code=200)
async def read_authorization_request(
    db: DbIn, signed: SignedIn, data: JSONBody[AuthorizationInput]
) -> ClientAppRequest:
    """Which program asks to be let in, and for what; nothing is decided by that. Raises
    `BadClient`, `BadRedirect`, `BadRequest`, `BadScope`.
    """
    asked = await oauth.look(db, wish_in(data))
    out_of_band = data.redirect_uri == OUT_OF_BAND
    host = None if out_of_band else oauth.host_of(data.redirect_uri)
    return ClientAppRequest(asked.app.name, asked.app.website, asked.scopes, host)


def wish_in(data: AuthorizationInput) -> oauth.AuthorizationQuery:
    return oauth.AuthorizationQuery(
        **{name: getattr(data, name) for name in oauth.AuthorizationQuery.__struct_fields__}
    )


@post("/client-apps", guards=[own_device], status_code=200)
async def answer_authorization_request(
    db: DbIn, signed: SignedIn, data: JSONBody[AuthorizationAnswer]
) -> RedirectTarget:
    """Lets a program in, or not; it learns of either at the answered address. Who lets one in has
    just proved who they are: its token is a way in that lasts. Raises `BadClient`, `BadRedirect`,
    `BadRequest`, `BadScope`, `NotFound`, `ProofNeeded`.
    """
    wish = wish_in(data)
    if not data.accept:
        await oauth.look(db, wish)
        return RedirectTarget(oauth.way_back(wish, error="access_denied"), None)
    await check_fresh(db, signed)
    code = await oauth.let_in(db, signed.person_id, wish)
    url = oauth.way_back(wish, code=code)
    return RedirectTarget(url, None if url else code)


@get("/client-apps")
async def list_client_apps(db: DbIn, signed: SignedIn) -> ClientApps:
    """The programs that one let in, with what each may do."""
    found = await oauth.mine(db, signed.person_id)
    hosts = await store_push.hosts(db, [one.id for one in found])
    return ClientApps([access_of(one, hosts.get(one.id)) for one in found])


def access_of(one: oauth.Access, told_by: str | None) -> ClientAppAccess:
    return ClientAppAccess(**msgspec.structs.asdict(one), told_by=told_by)


@delete("/client-apps/{client_app_id:uuid}", status_code=204, guards=[own_device])
async def end_client_app(db: DbIn, signed: SignedIn, client_app_id: FromPath[UUID]) -> None:
    """A program of one's own list may act no longer."""
    await oauth.end(db, signed.person_id, client_app_id)


@get(FILES + "/{file_id:uuid}/{part:str}/{who:str}/{mark:str}", include_in_schema=False)
async def read_file(
    request: AnyRequest,
    town: TownIn,
    file_id: FromPath[UUID],
    part: FromPath[str],
    who: FromPath[str],
    mark: FromPath[str],
) -> Response[Any]:
    """A file at an address that was made for somebody, as far as they may still see it."""
    async with town.database.reading() as db:
        at = Addresses(town.settings.origin, town.settings.town_domain, await store.secret(db))
        if part not in PARTS or not hmac.compare_digest(at.mark(file_id, part, who), mark):
            raise NotFound
        viewer = None if who == EVERYBODY else UUID(hex=who)
        _, blob = await posts.file_for(db, viewer, file_id, PARTS[part])
    headers = {
        "cache-control": "private, max-age=604800",
        "content-type": blob.media_type,
        "content-disposition": "inline",
        "content-security-policy": "default-src 'none'; sandbox",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
    }
    return serve(request, town.files, blob.sha256, blob.size, headers)


outside: list[HTTPRouteHandler] = [read_file]
routes: list[HTTPRouteHandler] = [
    read_authorization_request,
    answer_authorization_request,
    list_client_apps,
    end_client_app,
]
