"""For the operator: is the town well, and how much does it do."""

import hmac
from http import HTTPStatus
from importlib.metadata import version
from typing import Literal

import msgspec
from litestar import Response, get

from leapfrog import backup, push
from leapfrog.bus import Bus
from leapfrog.identity import Language, SignInNeeded
from leapfrog.kernel import metrics
from leapfrog.kernel.edge import bearer_of
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import AnyRequest, DbIn, TownIn, headers_of
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.timers import failing
from leapfrog.wallet import nights

VERSION = version("leapfrog")
# Without the bus nobody hears what happens in other processes. It does not count while the database
# is away, which may carry the bus, nor do the first moments after that.
SILENT_SECONDS = 30.0


class Health(msgspec.Struct, frozen=True):
    """The database answers."""

    status: Literal["ok"]


class AboutMoney(msgspec.Struct, frozen=True):
    """What money is in the town; amounts are minor units of `currency`."""

    mode: Literal["units", "credit", "provider"]
    currency: str


class AboutTown(msgspec.Struct, frozen=True):
    """The town and the program that runs it; without `money` there is none. `writes_down`: it has
    a recogniser of speech.
    """

    name: str
    domain: str
    version: str
    languages: list[Language]
    writes_down: bool
    money: AboutMoney | None = None


@get("/healthz", include_in_schema=False)
async def health(db: DbIn) -> Health:
    await db.value("select 1")
    return Health("ok")


@get("/livez", include_in_schema=False)
async def alive() -> str:
    """The process turns. For who would start it again; it asks nobody, so a town whose database is
    away is alive.
    """
    return "ok"


@get("/readyz", include_in_schema=False)
async def ready(town: TownIn) -> Response[str]:
    """Whether a proxy may send requests: 503 while it is draining, hears nothing of the other
    processes for long while its database answers, or has other settings than they. A database that
    is away is no reason: it is away for all of them, and streams bear that. Nor is a NATS server
    that is away, for which the database stands in; the answer says so.
    """
    bus, word = town.database.publisher, "ok"
    answers_for = town.database.breaker.answers_for()
    if isinstance(bus, Bus) and min(bus.silent_for(), answers_for) > SILENT_SECONDS:
        word = "no bus"
    if town.readiness.differing:
        word = f"settings differ: {', '.join(town.readiness.differing)}"
    if town.readiness.draining:
        word = "draining"
    status = HTTPStatus.OK if word == "ok" else HTTPStatus.SERVICE_UNAVAILABLE
    if word == "ok" and isinstance(bus, Bus) and bus.stands_in:
        word = f"ok, the {bus.carrier} stands in for the bus"
    return Response(word, status_code=int(status), media_type="text/plain")


@get("/metrics", include_in_schema=False)
async def measures(request: AnyRequest, db: DbIn, town: TownIn) -> Response[bytes]:
    """For who brings the token of the settings; without one in them there are no numbers here.
    Raises `NotFound`, `SignInNeeded`.
    """
    token, given = town.settings.metrics_token, bearer_of(headers_of(request))
    if not token:
        raise NotFound
    if given is None or not hmac.compare_digest(given.encode(), token.encode()):
        raise SignInNeeded
    metrics.devices.set(len(town.hub))
    bus = town.database.publisher
    metrics.bus_stands_in.set(int(isinstance(bus, Bus) and bus.stands_in))
    await push.measure(db)
    metrics.timers_failing.set(len(await failing(db)))
    found = await backup.last(db, is_sent=town.settings.backup_log is not None)
    metrics.backup_made.set(found.made_at.timestamp() if found.made_at else 0)
    metrics.backup_proved.set(found.proved_at.timestamp() if found.proved_at else 0)
    metrics.log_archived.set(found.archived_at.timestamp() if found.archived_at else 0)
    metrics.books_faults.set(sum([len(night.faults) for night in await nights(db, 1)]))
    return Response(
        metrics.page(),
        media_type="text/plain; version=0.0.4; charset=utf-8",
        headers={"cache-control": "no-store"},
    )


@get("/api/v1/town", summary="Read about the town")
async def about_town(town: TownIn) -> AboutTown:
    """The town's name, languages, version and money; needs no session."""
    return describe(town.settings)


def describe(settings: Settings) -> AboutTown:
    """The town as its settings name it."""
    money = None if settings.money == "none" else AboutMoney(settings.money, settings.currency)
    return AboutTown(
        name=settings.town_name,
        domain=settings.town_domain,
        version=VERSION,
        languages=["en", "zh-CN"],
        writes_down=settings.transcripts != "off",
        money=money,
    )


routes = [health, alive, ready, measures, about_town]
