"""The client's pages: one shell for every place in the app, with the first data written into it.

The shell is built by `client/` into `leapfrog/static`, one for each language. A nonce for its
inlined style, whether somebody is signed in, the boot data and the first rows take the places
that the build left for them.
"""

import re
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.datastructures import Headers
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog import chat
from leapfrog.chat import HistoryPosition, NoConversation
from leapfrog.identity import Me, me, signed_by
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import AnyRequest, Town, TownIn, address_of, headers_of
from leapfrog.web.open_to_all import OPEN_TO_ALL
from leapfrog.web.operations import AboutTown, describe
from leapfrog.web.rows import opened, rows
from leapfrog.web.sync import SyncChanges, sync

STATIC = Path(__file__).parent.parent / "static"
GAPS = re.compile("__(NONCE|STATE|BOOT|ROWS|OPENED)__")
# An address that leads into a chat: its newest messages are in the page.
TALK = re.compile("/chat/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
NEWEST = 30
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; "
    "object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
WORKER_POLICY = "default-src 'self'; frame-ancestors 'none'"
# Where a program asks to be let in, often in a window of its own.
ASKING = "/oauth/authorize"
TRIP = "/trip/"
FOREVER = "public, max-age=31536000, immutable"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


class Boot(msgspec.Struct, frozen=True):
    """What the page knows before its first request; `shell`: made to be kept by a service
    worker; `borrowed`: on a computer that a phone vouched for.
    """

    town: AboutTown
    me: Me | None = None
    sync: SyncChanges | None = None
    shell: bool = False
    borrowed: bool = False


async def shell(request: AnyRequest, town: TownIn) -> Response[bytes]:
    """The app, at whatever place its address names."""
    boot = await _boot(request, town)
    language = boot.me.language if boot.me else preferred(request.headers)
    nonce = secrets.token_urlsafe(12)
    at_home = boot.sync if request.url.path == "/" else None
    filled = {
        "NONCE": nonce,
        "STATE": "in" if boot.me or boot.shell else "out",
        "BOOT": escaped(boot),
        "ROWS": rows(at_home.conversations) if at_home else "",
        "OPENED": _opened(boot, request.url.path),
    }
    # The page of another site that opened this one waits for it to say that it is done.
    opener = {"cross-origin-opener-policy": "unsafe-none"} if request.url.path == ASKING else {}
    # Whoever has such a link follows somebody: no search engine shall.
    hidden = {"x-robots-tag": "noindex"} if request.url.path.startswith(TRIP) else {}
    # All at once: what people wrote may look like a gap itself.
    page = GAPS.sub(lambda gap: filled[gap[1]], _shell_page(language))
    return Response(
        page.encode(),
        media_type="text/html",
        headers={
            "content-security-policy": POLICY.format(nonce=nonce),
            "cache-control": "no-store",
            "vary": "Cookie, Accept-Language, X-Boot",
            **opener,
            **hidden,
        },
    )


async def _boot(request: AnyRequest, town: Town) -> Boot:
    about = describe(town.settings)
    if request.headers.get("x-boot") == "off":
        return Boot(about, shell=True)
    signed = await signed_by(town, headers_of(request), address_of(request))
    if signed is None:
        return Boot(about)
    async with town.database.reading() as db:
        mine = await me(db, signed.person_id)
    found = await sync(town.database, signed.person_id, None)
    talk = TALK.fullmatch(request.url.path)
    if talk:
        found = await _with_messages(town.database, mine.id, UUID(talk[1]), found)
    return Boot(about, mine, found, borrowed=signed.borrowed)


async def _with_messages(
    database: Database, person_id: UUID, talk: UUID, found: SyncChanges
) -> SyncChanges:
    """The same, with the newest messages of the chat that was asked for, if it is one's own."""
    async with database.reading() as db:
        try:
            opened = await chat.one(db, person_id, talk)
            _, said, _ = await chat.history(db, person_id, talk, HistoryPosition(), NEWEST)
        except NoConversation:
            return found
    first = msgspec.structs.replace(opened, messages=said)
    others = [one for one in found.conversations if one.id != talk]
    return msgspec.structs.replace(found, conversations=[first, *others])


def _opened(boot: Boot, path: str) -> str:
    talk = TALK.fullmatch(path)
    if not (talk and boot.me and boot.sync):
        return ""
    found = [one for one in boot.sync.conversations if one.id == UUID(talk[1])]
    return opened(found[0], boot.me.id) if found else ""


def escaped(boot: Boot) -> str:
    """JSON that cannot end the script element it stands in."""
    text = msgspec.json.encode(boot).decode()
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def preferred(headers: Headers) -> str:
    """The browser's language, of those that we speak: the first that it names."""
    for part in headers.get("accept-language", "").split(","):
        tag = part.partition(";")[0].strip().lower()
        if tag.startswith("zh"):
            return "zh-CN"
        if tag.startswith("en"):
            return "en"
    return "en"


@lru_cache(maxsize=4)
def _shell_page(language: str) -> str:
    name = "index.html" if language == "en" else f"index.{language}.html"
    try:
        return (STATIC / name).read_text("utf-8")
    except FileNotFoundError:
        raise NotFound("The client is not built yet: run make web.") from None


async def asset(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """A built file: named by its content's hash, so it may be kept forever."""
    return static_file(request, f"assets/{name}", FOREVER)


async def root_file(request: AnyRequest) -> Response[bytes]:
    """The service worker and the manifest: always asked anew."""
    return static_file(request, request.url.path.lstrip("/"), "no-cache")


async def icon(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """The same; pages of other sites show it, too, as the face of who has none."""
    answer = static_file(request, f"icons/{name}", "no-cache")
    answer.headers.update(OPEN_TO_ALL)
    return answer


def static_file(request: AnyRequest, name: str, caching: str) -> Response[bytes]:
    """A file that the client's build made, as this browser takes it. Raises `NotFound`."""
    accepted = request.headers.get("accept-encoding", "")
    content, encoding, tag = _best(name, "br" in accepted, "gzip" in accepted)
    headers: dict[str, Any] = {
        "cache-control": caching,
        "etag": tag,
        "vary": "Accept-Encoding",
        # A worker lives under the policy of its own script.
        "content-security-policy": WORKER_POLICY,
    }
    if encoding:
        headers["content-encoding"] = encoding
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers=headers)
    kind = TYPES.get(Path(name).suffix, "application/octet-stream")
    return Response(content, media_type=kind, headers=headers)


@lru_cache(maxsize=512)
def _best(name: str, brotli: bool, gzip: bool) -> tuple[bytes, str, str]:
    """The file in the smallest form that the browser takes. Raises `NotFound`."""
    path = (STATIC / name).resolve()
    if not path.is_relative_to(STATIC.resolve()) or not path.is_file():
        raise NotFound
    tag = f'"{path.stat().st_mtime_ns:x}-{path.stat().st_size:x}"'
    for wanted, suffix, encoding in ((brotli, ".br", "br"), (gzip, ".gz", "gzip")):
        packed = path.with_name(path.name + suffix)
        if wanted and packed.is_file():
            return packed.read_bytes(), encoding, tag[:-1] + f'-{encoding}"'
    return path.read_bytes(), "", tag


PLACES = [
    "/",
    "/{first:str}",
    "/{first:str}/{second:str}",
    "/{first:str}/{second:str}/{third:str}",
    "/{first:str}/{second:str}/{third:str}/{fourth:str}",
]
ROOT_FILES = ["/sw.js", "/manifest.webmanifest", "/favicon.ico", "/favicon.svg", "/robots.txt"]
routes: list[HTTPRouteHandler] = [
    get("/assets/{name:str}", include_in_schema=False)(asset),
    get(ROOT_FILES, include_in_schema=False)(root_file),
    get("/icons/{name:str}", include_in_schema=False)(icon),
]
