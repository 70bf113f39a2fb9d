"""What towns say of money: of people to people, and of two towns that agreed, each of which has a
say in what is between itself and this one, and in nothing else.
"""

from collections.abc import Callable
from hashlib import sha256
from uuid import UUID, uuid4

from leapfrog.clearing.store_partners import Settlement, add_settlement
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.clearing.test_hostile import settings
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import app, client, clock, join, settle, town
from tests.pay.acts import funded, secured
from tests.town_groups.stranger import Said
from tests.towns.kinds import NO, OTHERS, PEOPLE, Cases, Kind, Watch, of_people, of_towns, row
from tests.towns.lake import Lake, Purse, terms_of
from tests.towns.test_hostile import HILL, Line, hill

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

DAY = {"day": "2026-11-23", "count": 0, "total": 0, "head": sha256().hexdigest()}


def word(
    kind: str, body: Callable[[Purse], Said], own: str = "done", another: str = ""
) -> Kind[Purse]:
    """A word between the towns: what comes of it from Hill, whose affair it is, and from Oak, which
    has an agreement as well.
    """
    expected = {"another town": another, "as a person": NO, "its own": own}
    return Kind(lambda purse: of_towns(purse.lake, kind, body(purse)), expected)


def new_terms(_: Purse) -> Said:
    """What Hill would like better; Oak says that Hill signed so."""
    terms = terms_of("hill.town") | {"daily": 9_000}
    return {"terms": terms, "sig": HILL.sign({"kind": "leapfrog.pay.terms", "terms": terms})["sig"]}


def offers(purse: Purse) -> Cases:
    return of_people(purse.lake, purse.offer)


def requests(purse: Purse) -> Cases:
    return of_people(purse.lake, purse.ask)


def kept(purse: Purse) -> Said:
    """The receipt that Lake gave of a payment which is paid."""
    return {"id": purse.sent[0], "receipt": purse.told["receipt"]}


async def is_decided(purse: Purse) -> None:
    purse.told = (await purse.lake.last("pay.done"))["b"]


async def is_taken(purse: Purse) -> None:
    await purse.takes()


def propose(purse: Purse) -> Said:
    return {"id": purse.settlement, "amount": 500, "currency": "EUR", "head": ""}


def settled(purse: Purse) -> Said:
    return {"id": purse.settlement}


async def is_owed(purse: Purse) -> None:
    """Hill owes something, as this town proposed."""
    lake, purse.settlement = purse.lake, str(uuid4())
    made = Settlement(
        id=UUID(purse.settlement),
        domain="hill.town",
        owing=False,
        amount=50,
        currency="EUR",
        state="proposed",
        due_at=None,
        operation_id=None,
        made_at=lake.town.clock.now(),
        ended_at=None,
    )
    async with lake.town.database.transaction() as db:
        await add_settlement(db, made)


async def is_open_again(purse: Purse) -> None:
    sql = "update clearing_settlement set state = 'proposed' where id = $1"
    await purse.lake.run(sql, UUID(purse.settlement))


def after(first: Callable[[Purse], object], kind: Kind[Purse]) -> Kind[Purse]:
    return Kind(kind.cases, kind.expected, first)  # type: ignore[arg-type]


UNKNOWN = [(name, NO) for name in ("stranger", *OTHERS)]
NOBODY = [(name, "pay.no no_account") for name in ("to who is erased", "to nobody")]
NO_HOME = "pay.no no_account"
# In the order in which they are tried: what was decided is asked for, and settled after it.
KINDS: dict[str, Kind[Purse]] = {
    "pay.terms": word("pay.terms", new_terms),
    "pay.offer": Kind(
        offers,
        row(
            PEOPLE,
            "pay.no not_between_you",
            *UNKNOWN,
            ("contact", "done"),
            ("to who moved", "moved_away"),
        ),
    ),
    "pay.request": Kind(
        requests,
        row(
            PEOPLE,
            "pay.request.no not_between_you",
            *UNKNOWN,
            ("contact", "done"),
            ("to who moved", "moved_away"),
        ),
    ),
    "pay.home": word(
        "pay.home",
        lambda it: {**it.offer(it.friend, "")["b"], "pid": it.lake.pid},
        NO_HOME,
        NO_HOME,
    ),
    "pay.no": word("pay.no", lambda it: {"id": it.sent[1], "code": "declined"}),
    "pay.take": word("pay.take", lambda it: it.taken(it.sent[0]), "done pay.done", "pay.void"),
    "pay.ask": word("pay.ask", lambda it: {"id": it.sent[0]}, "pay.done", "pay.void"),
    "pay.proof": after(is_decided, word("pay.proof", kept, "")),
    "clear.propose": word("clear.propose", propose, "done clear.agree", "clear.no"),
    "clear.unpaid": word("clear.unpaid", settled),
    "clear.paid": word("clear.paid", settled),
    "clear.agree": after(is_owed, word("clear.agree", settled)),
    "clear.no": after(is_open_again, word("clear.no", settled)),
    "pay.done": after(is_taken, word("pay.done", lambda it: it.receipt(it.offered[0]))),
    "pay.void": word("pay.void", lambda it: {"id": it.offered[1]}),
    "pay.request.no": word("pay.request.no", lambda it: {"id": it.asked[0]}),
    "pay.request.end": word("pay.request.end", lambda it: {"id": it.asks[0]}),
    # These two are of the town that says them alone: each has such a day.
    "pay.sums": word("pay.sums", lambda _: DAY, another="done"),
    "pay.differ": word("pay.differ", lambda _: DAY, another="done"),
}


async def test_what_towns_say_of_money(
    hill: Line, town: Town, join: Join, settle: Settle, settings: Settings
) -> None:
    lake = Lake(hill.amina, await join("olga"), town, settle)
    await secured(lake.amina)
    await funded(town, lake.amina, 10_000)
    await lake.begin(await join("ben"), await join("kofi"))
    lake.people["moved"] = await lake.moves(await lake.friend(lake.hill))
    await Watch(lake, settings).holds(await Purse(lake).begin(), KINDS)
