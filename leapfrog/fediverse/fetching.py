"""Asking other towns, in the town's own name: signed, guarded, bounded."""

from urllib.parse import quote, urljoin, urlsplit

from leapfrog.fediverse import keys, reading, signatures
from leapfrog.fediverse.addresses import TOWN, TownAddress, host_of, same_host
from leapfrog.fediverse.reading import NotAnActivity, Thing
from leapfrog.kernel.http import Town
from leapfrog.kernel.outgoing import CallFailed, CallRefused, OutgoingRequest, OutgoingResponse

MOST_HOPS = 3
LARGEST = 1_000_000
REDIRECTS = frozenset((301, 302, 303, 307, 308))
ACCEPT = (
    "application/activity+json, "
    'application/ld+json; profile="https://www.w3.org/ns/activitystreams"'
)
TYPES = ("application/activity+json", "application/ld+json")


class NotFetched(Exception):
    """Nothing of use is there, or not at this moment (`later`)."""

    def __init__(self, why: str, *, later: bool = False) -> None:
        super().__init__(why)
        self.later = later


async def thing(town: Town, site: TownAddress, uri: str) -> Thing:
    """What another town says that this is: an object whose id is on the host that we asked.
    Raises `NotFetched`.
    """
    found, place = await _read(town, site, uri)
    named = reading.ident(found)
    if named != place:
        if not same_host(named, place):
            raise NotFetched("what is there is somebody else's")
        found, place = await _read(town, site, named)
        if reading.ident(found) != named:
            raise NotFetched("what is there calls itself something else")
    return found


async def _read(town: Town, site: TownAddress, uri: str) -> tuple[Thing, str]:
    answer, place = await get(town, site, uri, ACCEPT, LARGEST)
    if answer.headers.get("content-type", "").partition(";")[0].strip().lower() not in TYPES:
        raise NotFetched("that is no ActivityPub object")
    try:
        return reading.load(answer.body), place
    except NotAnActivity as cause:
        raise NotFetched(str(cause)) from None


async def get(
    town: Town, site: TownAddress, uri: str, accept: str, largest: int
) -> tuple[OutgoingResponse, str]:
    """The answer and where it came from at last: each redirect is checked as the first address
    was. Raises `NotFetched`.
    """
    here = uri.partition("#")[0]
    for _ in range(MOST_HOPS + 1):
        if host_of(here) in ("", site.host):
            raise NotFetched("not an address elsewhere")
        try:
            headers = await _signed(town, site, here)
            call = OutgoingRequest("GET", here, {**headers, "accept": accept}, largest=largest + 1)
            answer = await town.outgoing.call(call)
        except (CallRefused, CallFailed) as cause:
            raise NotFetched(str(cause), later=isinstance(cause, CallFailed)) from None
        if answer.status not in REDIRECTS:
            _check(answer, largest)
            return answer, here
        here = urljoin(here, answer.headers.get("location", "")).partition("#")[0]
    raise NotFetched("sent from place to place")


def _check(answer: OutgoingResponse, largest: int) -> None:
    if answer.status != 200:
        raise NotFetched(f"answered {answer.status}", later=answer.status >= 500)
    if len(answer.body) > largest:
        raise NotFetched("too large")


async def _signed(town: Town, site: TownAddress, uri: str) -> dict[str, str]:
    async with town.database.transaction() as db:
        private, _ = await keys.own(db, TOWN)
    request = signatures.SignedRequest("GET", target_of(uri), origin_of(uri), {})
    return signatures.signed(request, private, site.key(TOWN), town.clock.now())


def target_of(uri: str) -> str:
    parts = urlsplit(uri)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def origin_of(uri: str) -> str:
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}"


async def finger(town: Town, site: TownAddress, user: str, domain: str) -> tuple[str, str]:
    """WebFinger (RFC 7033): (the actor's id, the address that their town gives them). Raises
    `NotFetched`.
    """
    schemes = ("https", "http") if town.settings.private_calls else ("https",)
    failure = NotFetched("no such place")
    for scheme in schemes:
        resource = quote(f"acct:{user}@{domain}", safe="")
        place = f"{scheme}://{domain}/.well-known/webfinger?resource={resource}"
        try:
            answer, _ = await get(
                town, site, place, "application/jrd+json, application/json", LARGEST
            )
            return _fingered(reading.load(answer.body))
        except NotAnActivity as cause:
            failure = NotFetched(str(cause))
        except NotFetched as cause:
            failure = cause
    raise failure


def _fingered(found: Thing) -> tuple[str, str]:
    for link in reading.things(found.get("links")):
        kind = str(link.get("type", ""))
        if link.get("rel") == "self" and ("activity+json" in kind or "ld+json" in kind):
            address = reading.text(found, "subject", 400).removeprefix("acct:").lstrip("@")
            return reading.link(link), address.lower()
    raise NotFetched("no actor there")
