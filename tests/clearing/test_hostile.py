"""A town that lies about money: offers beyond what was agreed, what was never offered or taken, the
same twice, numbers that are none. Each is refused, and nothing here has changed.
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from leapfrog import identity, wallet
from leapfrog.clearing import store_partners
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import app, client, clock, join, settle, speaking, town
from tests.matrix import unchanged
from tests.pay.acts import IBAN, balance, code, confirmed, funded, ok, order, secured
from tests.towns.stranger import Key, b64
from tests.towns.test_hostile import EVE, HILL, OAK, TARIQ, Line, dispatch, known

__all__ = ["app", "client", "clock", "join", "settle", "town"]

Said = dict[str, Any]
# What a letter leaves that is refused: that it was heard, and what was said to it.
LETTERS = ("towns_town", "towns_heard", "towns_done", "towns_dispatch")
TERMS: Said = {"a": "hill.town", "b": "lake.town", "currency": "EUR", "exponent": 2, "v": 1}
TERMS |= {"a_may_owe": 5_000, "b_may_owe": 5_000, "once": 3_000, "daily": 8_000, "netting_day": 28}
TERMS |= {"a_iban": IBAN, "b_iban": IBAN, "a_name": "Hill Town", "b_name": "Lake Town"}


class Hill:
    """Hill, with which Lake has an agreement; its Tariq is a contact of Lake's Amina."""

    def __init__(self, line: Line, town: Town, settle: Settle, tariq: str) -> None:
        self.line, self.amina, self.town, self.settle = line, line.amina, town, settle
        self.tariq = tariq
        self.pid = ""

    async def tells(self, kind: str, body: Said) -> None:
        """A letter between the towns."""
        said = {"id": str(uuid4()), "k": kind, "at": "2026-11-24T09:00:00Z", "from": "", "to": ""}
        await self.line.says({**said, "b": body})
        await self.settle()

    async def offers(self, amount: Any, wire: Any = None, **more: Any) -> str:
        """Tariq offers money to Amina."""
        made = str(wire or uuid4())
        sender, to = more.pop("sender", TARIQ), more.pop("to", self.pid)
        body = {"id": made, "amount": amount, "currency": "EUR", "until": "2026-11-25T09:00:00Z"}
        await self.line.says(dispatch("pay.offer", sender, to, body | more))
        await self.settle()
        return made

    async def written(self, kind: str) -> list[Said]:
        """What Lake wrote to Hill."""
        async with self.town.database.reading() as db:
            rows = await db.rows(
                "select body from towns_dispatch where domain = 'hill.town' and kind = $1"
                " order by n",
                kind,
            )
        return [json.loads(row[0])["b"] for row in rows]

    async def card(self) -> Said | None:
        async with self.town.database.reading() as db:
            found = await db.value("select id from clearing_payment order by made_at desc limit 1")
        return ok(await self.amina.get(f"/town-payments/{found}")) if found else None

    async def accepts(self) -> Said:
        card = await self.card()
        assert card
        done: Said = ok(await self.amina.post(f"/town-payments/{card['id']}/accept"))
        return done

    async def pays(self, amount: int, **more: Any) -> Any:
        """Amina pays Tariq."""
        made = new_id()
        token = await confirmed(self.amina, order("transfer", made, self.tariq, amount))
        body = {"to": self.tariq, "amount": amount, "currency": "EUR", "confirmation": token}
        return await self.amina.put(f"/town-payments/{made}", json=body | more)

    def taken(self, wire: str, amount: int) -> Said:
        """What Hill signs of a payment to its Tariq."""
        said = {"kind": "leapfrog.pay.take", "id": wire, "amount": amount, "currency": "EUR"}
        said |= {"from": "lake.town", "to": "hill.town", "payer": self.pid, "payee": TARIQ.pid}
        return {"id": wire, "sig": HILL.sign(said)["sig"]}

    def receipt(self, wire: str, amount: int, take: str, by: Key = HILL) -> Said:
        """What Hill signs of a payment of its Tariq."""
        said = {"kind": "leapfrog.pay.receipt", "id": wire, "amount": amount, "currency": "EUR"}
        said |= {"from": "hill.town", "to": "lake.town", "payer": TARIQ.pid, "payee": self.pid}
        signed = by.sign({**said, "take": take, "at": "2026-11-24T09:00:01+00:00"})
        return {"id": wire, "receipt": signed}


@pytest.fixture
def settings(tmp_path: Any, database_url: str) -> Settings:
    return msgspec.structs.replace(speaking(tmp_path, database_url), bank_iban=IBAN)


@pytest.fixture
async def hill(join: Join, town: Town, settle: Settle) -> Hill:
    amina = await join("amina")
    olga = await join("olga")
    await secured(amina)
    await funded(town, amina, 10_000)
    await known(town, "hill.town", HILL)
    await known(town, "oak.town", OAK)
    async with town.database.transaction() as db:
        await db.run("update towns_town set next_try_at = '2100-01-01'")
        me = await identity.find(db, "amina")
        assert me
        own = await identity.own_home(db, me.id, "sha256:" + b64(bytes(32)))
    line = Line(amina, "hill.town", HILL)
    home = TARIQ.record(1, "tariq@hill.town", HILL)
    body = {"i": str(uuid4()), "name": "Tariq", "greeting": "hello", "home": home}
    await line.says(dispatch("tie.ask", TARIQ, "amina@lake.town", body))
    [asked] = ok(await amina.get("/contact-requests"))["received"]
    ok(await amina.post(f"/contact-requests/{asked['id']}/acceptance", json={"circles": []}))
    await settle()
    found = Hill(line, town, settle, asked["person"]["id"])
    found.pid = own.pid
    sig = HILL.sign({"kind": "leapfrog.pay.terms", "terms": TERMS})["sig"]
    await found.tells("pay.terms", {"terms": TERMS, "sig": sig})
    shown = ok(await olga.get("/pay/partners/hill.town"))
    digest = {"digest": shown["theirs"]["digest"]}
    ok(await olga.post("/pay/partners/hill.town/sign", json=digest))
    await settle()
    return found


@asynccontextmanager
async def nothing_changes(hill: Hill, settings: Settings) -> AsyncIterator[None]:
    assert settings.database_url
    async with unchanged(settings.database_url, *LETTERS):
        yield


async def test_an_offer_is_accepted_and_paid_once(hill: Hill) -> None:
    before = await balance(hill.amina)
    wire = await hill.offers(700)
    card = await hill.card()
    assert card
    assert (card["state"], card["amount"], card["from_name"]) == ("shown", 700, "Tariq")
    assert (await hill.accepts())["state"] == "taken"
    await hill.settle()
    [take] = await hill.written("pay.take")
    assert take["id"] == wire
    assert (await balance(hill.amina))[0] == before[0], "nothing before they have decided"
    done = hill.receipt(wire, 700, take["sig"])
    for _ in range(2):
        await hill.tells("pay.done", done)
        assert (await balance(hill.amina))[0] == before[0] + 700
    card = await hill.card()
    assert card
    assert card["state"] == "received"
    # It cannot be taken back: they are shown what they signed.
    await hill.tells("pay.void", {"id": wire})
    assert (await balance(hill.amina))[0] == before[0] + 700
    [proof] = await hill.written("pay.proof")
    assert proof["receipt"] == done["receipt"]


OFFERS: dict[str, tuple[Said, str | None]] = {
    "above what a payment may be": ({"amount": 3_001}, "over_town_limit"),
    "another currency": ({"currency": "USD"}, "currencies_differ"),
    "nothing": ({"amount": 0}, None),
    "less than nothing": ({"amount": -5}, None),
    "a part of a cent": ({"amount": 0.5}, None),
    "more than a number holds": ({"amount": 2**63}, None),
    "as text": ({"amount": "700"}, None),
    "of no time": ({"until": "2026-11-25T09:00:00"}, "no_time"),
    "to give back what was not paid": ({"of": str(uuid4())}, "no_original"),
    "for what nobody asked": ({"request": str(uuid4())}, "no_payment_request"),
    "for nobody": ({"to": TARIQ.pid}, "not_between_you"),
}


async def test_an_offer_that_was_not_agreed_on_changes_nothing(
    hill: Hill, settings: Settings
) -> None:
    for why, (wrong, said) in OFFERS.items():
        given = {"amount": 700} | wrong
        async with nothing_changes(hill, settings):
            wire = await hill.offers(given.pop("amount"), **given)
        codes = [one["code"] for one in await hill.written("pay.no") if one["id"] == wire]
        assert codes == ([said] if said else []), why


async def test_the_limit_holds_to_the_cent(hill: Hill, settings: Settings) -> None:
    await hill.offers(3_000)
    async with nothing_changes(hill, settings):
        await hill.offers(2_001)
    await hill.offers(2_000)
    async with nothing_changes(hill, settings):
        await hill.offers(1)
    codes = [one["code"] for one in await hill.written("pay.no")]
    assert codes == ["over_town_limit", "over_town_limit"]


async def test_who_is_blocked_or_unknown_offers_nothing(hill: Hill, settings: Settings) -> None:
    async with nothing_changes(hill, settings):
        # Eve lives in no town that this one knows.
        await hill.offers(700, sender=EVE)
    ok(await hill.amina.put(f"/blocks/{hill.tariq}"))
    await hill.settle()
    async with nothing_changes(hill, settings):
        wire = await hill.offers(700)
    assert {"id": wire, "code": "not_between_you"} in await hill.written("pay.no")
    assert code(await hill.pays(100)) == "not_between_you"


async def test_a_frozen_account_gets_nothing_and_nobody_hears_of_it(
    hill: Hill, settings: Settings
) -> None:
    async with hill.town.database.transaction() as db:
        found = await wallet.owned(db, UUID(hill.amina.me["id"]))
        await wallet.freeze(db, found[0].id, None, "test", incoming=True)
    async with nothing_changes(hill, settings):
        wire = await hill.offers(700)
    assert {"id": wire, "code": "cannot_receive"} in await hill.written("pay.no")
    assert code(await hill.pays(100)) == "account_frozen"


async def test_what_was_not_taken_is_not_paid(hill: Hill, settings: Settings) -> None:
    wire = await hill.offers(700)
    forged = hill.receipt(wire, 700, HILL.sign({"kind": "x"})["sig"])
    unknown = str(uuid4())
    async with nothing_changes(hill, settings):
        await hill.tells("pay.done", forged)
        await hill.tells("pay.done", {"id": wire})
        await hill.tells("pay.done", hill.receipt(unknown, 700, forged["receipt"]["take"]))
        await hill.tells("pay.proof", forged)
    await hill.accepts()
    await hill.settle()
    [take] = await hill.written("pay.take")
    async with nothing_changes(hill, settings):
        # Another sum, and another town's key, for a payment that was taken.
        await hill.tells("pay.done", hill.receipt(wire, 701, take["sig"]))
        await hill.tells("pay.done", hill.receipt(wire, 700, take["sig"], by=OAK))


async def test_a_take_without_an_offer_takes_nothing(hill: Hill, settings: Settings) -> None:
    async with nothing_changes(hill, settings):
        await hill.tells("pay.take", hill.taken(str(uuid4()), 700))
    sent = ok(await hill.pays(700))
    assert sent["state"] == "held"
    await hill.settle()
    async with nothing_changes(hill, settings):
        wrong = hill.taken(sent["id"], 700) | {"sig": OAK.sign({"kind": "x"})["sig"]}
        await hill.tells("pay.take", wrong)
        await hill.tells("pay.take", hill.taken(sent["id"], 701))
        await hill.tells("pay.take", {"id": sent["id"]})
    assert (await balance(hill.amina))[:2] == (10_000, 700)
    for _ in range(2):
        await hill.tells("pay.take", hill.taken(sent["id"], 700))
        assert (await balance(hill.amina))[:2] == (9_300, 0)
    async with nothing_changes(hill, settings):
        await hill.tells("pay.no", {"id": sent["id"], "code": "declined"})
    assert len(await hill.written("pay.done")) == 3


async def test_another_town_has_no_say(hill: Hill, town: Town, settings: Settings) -> None:
    sent = ok(await hill.pays(700))
    wire = await hill.offers(800)
    await hill.settle()
    oak = Hill(Line(hill.amina, "oak.town", OAK), town, hill.settle, hill.tariq)
    words: dict[str, Said] = {
        "pay.take": hill.taken(sent["id"], 700),
        "pay.no": {"id": sent["id"], "code": "x"},
        "pay.void": {"id": wire},
        "pay.done": hill.receipt(wire, 800, "x"),
        "pay.ask": {"id": sent["id"]},
        "clear.propose": {"id": str(uuid4()), "amount": 5, "currency": "EUR", "head": ""},
        "clear.paid": {"id": str(uuid4())},
    }
    async with nothing_changes(hill, settings):
        for kind, body in words.items():
            await oak.tells(kind, body)
    assert (await hill.written("pay.done")) == []


NONSENSE: dict[str, Callable[[str], Said]] = {
    "no body": lambda _: {},
    "no id": lambda _: {"id": "x"},
    "a NUL": lambda wire: {"id": wire, "code": "\0"},
    "deep": lambda wire: {"id": wire, "receipt": {"a": {"b": {"c": [1, 2, {"d": None}]}}}},
    "large": lambda wire: {"id": wire, "amount": 2**70, "day": "2026-13-99"},
}
KINDS = [
    *("pay.terms", "pay.home", "pay.no", "pay.take", "pay.done", "pay.void", "pay.ask"),
    *("pay.proof", "pay.request.no", "pay.request.end", "pay.sums", "pay.differ"),
    *("clear.propose", "clear.agree", "clear.no", "clear.paid", "clear.unpaid"),
    *("pay.offer", "pay.request"),
]


@pytest.mark.parametrize("kind", KINDS)
async def test_nonsense_is_passed_over(hill: Hill, settings: Settings, kind: str) -> None:
    async with nothing_changes(hill, settings):
        for make in NONSENSE.values():
            await hill.tells(kind, make(str(uuid4())))


async def test_terms_that_nobody_signed_hold_nothing(hill: Hill, settings: Settings) -> None:
    more = TERMS | {"a_may_owe": 10**9}
    sig = OAK.sign({"kind": "leapfrog.pay.terms", "terms": more})["sig"]
    async with nothing_changes(hill, settings):
        await hill.tells("pay.terms", {"terms": more, "sig": sig})
        of_others = TERMS | {"a": "elm.town"}
        good = HILL.sign({"kind": "leapfrog.pay.terms", "terms": of_others})["sig"]
        await hill.tells("pay.terms", {"terms": of_others, "sig": good})
    good = HILL.sign({"kind": "leapfrog.pay.terms", "terms": more})["sig"]
    await hill.tells("pay.terms", {"terms": more, "sig": good})
    async with hill.town.database.transaction() as db:
        found = await store_partners.one(db, "hill.town")
    assert found
    assert found.agreed
    assert found.agreed.a_may_owe == 5_000, "what one side alone wants is not in force"


async def test_what_was_paid_twice_over_is_not_given_back(hill: Hill, settings: Settings) -> None:
    sent = ok(await hill.pays(700))
    await hill.settle()
    await hill.tells("pay.take", hill.taken(sent["id"], 700))
    await hill.offers(500, of=sent["id"])
    async with nothing_changes(hill, settings):
        wire = await hill.offers(201, of=sent["id"])
    assert {"id": wire, "code": "more_than_paid"} in await hill.written("pay.no")
