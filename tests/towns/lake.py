"""A town to which two others speak: people of theirs in each standing to one of its own, groups
that live in each of the three, an agreement with both, and payments under way.
"""

from itertools import count
from typing import Any
from uuid import UUID, uuid4

import msgspec

from leapfrog import identity
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.town_groups import store
from leapfrog.towns import people
from tests.clearing.test_hostile import TERMS
from tests.contacts.conftest import Settle
from tests.http import PASSWORD, Client
from tests.pay.acts import confirmed, ok, order
from tests.town_groups.stranger import Home, Said, beginning, face, signed
from tests.town_groups.stranger import said as written
from tests.towns.stranger import Key, Person, key
from tests.towns.test_hostile import HILL, OAK, Line, ask, dispatch

STANDINGS = ("stranger", "asked", "contact", "removed", "blocked")
KEYS = {"hill.town": HILL, "oak.town": OAK}
NUMBERS = count(1_000_000)
SINCE = "2026-11-24T09:00:00Z"


class Somebody(msgspec.Struct, frozen=True):
    """Of another town, by name, and what they are to who is spoken to: their id here, and a key."""

    handle: str
    standing: str
    person: Person
    id: UUID | None = None
    domain: str = "hill.town"

    @property
    def address(self) -> str:
        return f"{self.handle}@{self.domain}"

    @property
    def home(self) -> Said:
        return self.lives(1)

    @property
    def face(self) -> Said:
        return face(self.person, self.address)

    def lives(self, n: int, domain: str = "", **more: Any) -> Said:
        """Their home record with this number; `domain`: where they are from then on."""
        there = domain or self.domain
        return self.person.record(n, f"{self.handle}@{there}", KEYS[there], **more)


async def stands(line: Line, whom: Client, standing: str, settle: Settle) -> Somebody:
    """Somebody new of a town, who stands so to who is spoken to."""
    number = next(NUMBERS)
    person = Person(*(Key(next(NUMBERS).to_bytes(32, "big")) for _ in range(2)))
    one = Somebody(f"{standing}{number}", standing, person, domain=line.domain)
    if standing == "stranger":
        return one
    await line.says(ask(person, whom.me["address"], home=one.home))
    received = (await whom.get("/contact-requests")).json()["received"]
    request = next(row for row in received if row["person"]["handle"] == one.handle)
    found = msgspec.structs.replace(one, id=UUID(request["person"]["id"]))
    if standing == "asked":
        return found
    path = f"/contact-requests/{request['id']}/acceptance"
    assert (await whom.post(path, json={})).is_success
    if standing == "blocked":
        assert (await whom.put(f"/blocks/{found.id}")).is_success
    if standing == "removed":
        rows = (await whom.get("/contacts")).json()["contacts"]
        row = next(row for row in rows if (row["person"] or {}).get("id") == str(found.id))
        assert (await whom.delete(f"/contacts/{row['id']}")).is_success
    await settle()
    return found


async def pid_of(town: Town, whom: Client) -> str:
    async with town.database.transaction() as db:
        return (await people.home_of(db, UUID(whom.me["id"])))[0]


async def departs(town: Town, whom: Client) -> None:
    """They live in Oak from now on."""
    async with town.database.transaction() as db:
        own = await people.keys.own_hash(db)
        await identity.depart(db, UUID(whom.me["id"]), "ben@oak.town", own, OAK.hash)


class Lake:
    """`people`: by their standing to Amina; all of Hill, but for `elsewhere`, who is a contact of
    Oak. `gone`: a contact of Ben, who moved away, and his pid; `erased`: of Kofi, who is erased.
    """

    def __init__(self, amina: Client, olga: Client, town: Town, settle: Settle) -> None:
        self.amina, self.olga, self.town, self.settle = amina, olga, town, settle
        self.hill, self.oak = Line(amina, "hill.town", HILL), Line(amina, "oak.town", OAK)
        self.people: dict[str, Somebody] = {}
        self.pid = ""
        self.said: Said = {}
        self.gone: tuple[Somebody, str]
        self.erased: tuple[Somebody, str]

    async def begin(self, ben: Client, kofi: Client) -> "Lake":
        await self.hill.says()
        await self.oak.says()
        self.pid = await pid_of(self.town, self.amina)
        for standing in STANDINGS:
            self.people[standing] = await stands(self.hill, self.amina, standing, self.settle)
        self.people["elsewhere"] = await self.friend(self.oak)
        self.gone = await self._friend_of(ben)
        await departs(self.town, ben)
        self.erased = await self._friend_of(kofi)
        body = {"handle": "kofi", "password": PASSWORD}
        ok(await kofi.request("DELETE", "/me", json=body))
        await self.settle()
        return self

    async def friend(self, line: Line) -> Somebody:
        """Another contact of Amina, of that town."""
        return await stands(line, self.amina, "contact", self.settle)

    async def _friend_of(self, whom: Client) -> tuple[Somebody, str]:
        friend = await stands(self.hill, whom, "contact", self.settle)
        return friend, await pid_of(self.town, whom)

    async def moves(self, who: Somebody) -> Somebody:
        """They live in Oak from now on, as their own record and Oak say."""
        home = who.lives(2, "oak.town", was=[who.address])
        await self.oak.says(between("home", {"home": home}))
        await self.settle()
        return msgspec.structs.replace(who, domain="oak.town", standing="moved")

    async def run(self, sql: str, *given: Any) -> None:
        async with self.town.database.transaction() as db:
            await db.run(sql, *given)

    async def words(self) -> list[tuple[str, str, Said]]:
        """All that this town wrote for others: (id, domain, dispatch)."""
        sql = "select id::text, domain, body from towns_dispatch order by at, domain, n"
        async with self.town.database.reading() as db:
            rows = await db.rows(sql)
        return [(row[0], row[1], msgspec.json.decode(row[2])) for row in rows]

    async def last(self, kind: str) -> Said:
        """What it said last of this kind."""
        found: Said = [said for _, _, said in await self.words() if said["k"] == kind][-1]
        return found

    async def says(self, whom: Somebody, body: str = "hello") -> None:
        """Amina, to somebody elsewhere; `said` is what their town is told."""
        talk = ok(await self.amina.put(f"/conversations/direct/{whom.id}"))["id"]
        said = {"body": body}
        ok(await self.amina.put(f"/conversations/{talk}/messages/{new_id()}", json=said))
        await self.settle()
        self.said = await self.last("say")


def between(kind: str, body: Said) -> Said:
    """Of a town itself: from nobody to nobody."""
    return {"id": str(uuid4()), "k": kind, "at": SINCE, "from": "", "to": "", "b": body}


class Boats:
    """Groups: `own` lives in Lake and has `member` of Hill and `moved`, who came to Oak since;
    `left` was removed; in `two` is the first one, in `alone` nobody else. `ships` lives in Hill,
    `rafts` in Oak, and Amina is in both; in `ships` a wish of hers waits.
    """

    def __init__(self, lake: Lake) -> None:
        self.lake, self.wish = lake, str(uuid4())
        self.own, self.two, self.alone = (str(uuid4()) for _ in range(3))
        self.ships, self.rafts = Home(), Home()
        # How far they are told, as a town would claim them.
        self.places: dict[str, Said] = {}

    async def begin(self) -> "Boats":
        lake = self.lake
        three = [await lake.friend(lake.hill) for _ in range(3)]
        for group, others in ((self.own, three), (self.two, three[:1]), (self.alone, [])):
            body = {"name": "Boats", "person_ids": [str(one.id) for one in others]}
            ok(await lake.amina.put(f"/groups/{group}", json=body))
        await lake.settle()
        member, left, moved = three
        ok(await lake.amina.delete(f"/groups/{self.own}/members/{left.id}"))
        await lake.settle()
        lake.people |= {"member": member, "left": left, "moved": await lake.moves(moved)}
        path = f"/conversations/{self.own}/messages/{new_id()}"
        ok(await lake.amina.put(path, json={"body": "Oak hears this too"}))
        await lake.settle()
        await self._come(self.ships, lake.hill, lake.people["contact"])
        await self._come(self.rafts, lake.oak, lake.people["elsewhere"])
        wanted = {"what": "card", "text": "Skipper"}
        path = f"/groups/{self.ships.id}/wishes/{self.wish}"
        ok(await lake.amina.put(path, json=wanted))
        await lake.settle()
        return self

    async def _come(self, home: Home, line: Line, by: Somebody) -> None:
        """Amina is in a group of that town, which a contact made."""
        begun, made = self.begun(home, by), self.made(home, by)
        await line.says(between("g.in", begun), between("g.log", made))
        await self.lake.settle()

    async def looks(self) -> None:
        """How far both groups are told now."""
        for group in (self.own, self.rafts.id):
            async with self.lake.town.database.reading() as db:
                found = await store.one(db, UUID(group))
            assert found
            self.places[group] = {"seq": found.seq, "head": found.head.hex()}

    def begun(self, home: Home, by: Somebody) -> Said:
        here = face(Person(key(0), key(1)), "amina@lake.town", role="member", since=SINCE)
        here["pid"] = self.lake.pid
        return home.begun(
            [by.face | {"role": "owner", "since": SINCE}, here],
            [{"pid": self.lake.pid, "by": by.person.pid}],
        )

    def made(self, home: Home, by: Somebody) -> Said:
        meta = {"what": "group_made", "person_ids": [self.lake.pid]}
        return home.row(by.person.pid, who=[by.face], kind="system", meta=meta)

    def said(self, who: Somebody, group: str = "") -> Said:
        """Somebody says something in the group of Lake, as their own town signs it."""
        i, where = str(uuid4()), group or self.own
        text = written(where, who.person.pid, i, "Who sails?")
        said = signed(KEYS[who.domain], text)
        body = {"group": where, "i": i, "home": who.home, "said": said}
        return dispatch("g.say", who.person, "", body)

    def wished(self, who: Somebody, group: str = "") -> Said:
        """Somebody wants to be called otherwise there."""
        body = {"group": group or self.own, "i": str(uuid4()), "home": who.home}
        return dispatch("g.do", who.person, "", {**body, "what": "card", "text": "Skipper"})

    def here(self, who: Somebody, group: str = "", n: int = 1) -> Said:
        """Somebody lives in the town that says so."""
        body = {"group": group or self.own, "home": who.lives(n), "seq": 0}
        return dispatch("g.here", who.person, "", body)

    def claim(self, by: Somebody, home: str, group: str) -> Said:
        """Somebody carries a group on in a town, and signs so."""
        made = {"group": group, "home": home, "by": by.person.pid, "term": 1}
        made |= self.places.get(group) or {"seq": 0, "head": beginning(group)}
        sig = by.person.key.sign({"kind": "leapfrog.group-home", **made})["sig"]
        record = by.lives(2 if by.standing == "moved" else 1)
        body = {**made, "sig": sig, "face": by.face, "record": record}
        return dispatch("g.home", by.person, "", body)


class Purse:
    """Money between Lake and Hill: `sent` and `offered` are payments of Amina to her contact and
    back, `asked` and `asks` what they ask each other for, of each three; `take`, `told`: what this
    town signed last of one that came, and of one that it paid.
    """

    def __init__(self, lake: Lake) -> None:
        self.lake = lake
        self.sent, self.offered = list[str](), list[str]()
        self.asked, self.asks = list[str](), list[str]()
        self.take, self.settlement = "", str(uuid4())
        self.told: Said = {}

    @property
    def friend(self) -> Somebody:
        return self.lake.people["contact"]

    async def begin(self) -> "Purse":
        for line in (self.lake.hill, self.lake.oak):
            await self._agree(line)
        for _ in range(3):
            self.sent.append(await self._pays(700))
            offer = self.offer(self.friend, self.lake.pid)
            asks = self.ask(self.friend, self.lake.pid)
            await self.lake.hill.says(offer, asks)
            self.offered.append(offer["b"]["id"])
            self.asks.append(asks["b"]["id"])
            made = str(new_id())
            body = {"of": str(self.friend.id), "amount": 300, "currency": "EUR"}
            ok(await self.lake.amina.put(f"/town-requests/{made}", json=body))
            self.asked.append(made)
            await self.lake.settle()
        return self

    async def _agree(self, line: Line) -> None:
        terms = terms_of(line.domain)
        sig = line.signer.sign({"kind": "leapfrog.pay.terms", "terms": terms})["sig"]
        await line.says(between("pay.terms", {"terms": terms, "sig": sig}))
        await self.lake.settle()
        path = f"/pay/partners/{line.domain}"
        shown = ok(await self.lake.olga.get(path))
        digest = {"digest": shown["theirs"]["digest"]}
        ok(await self.lake.olga.post(f"{path}/sign", json=digest))
        await self.lake.settle()

    async def _pays(self, amount: int) -> str:
        made, to = new_id(), str(self.friend.id)
        token = await confirmed(self.lake.amina, order("transfer", made, to, amount))
        body = {"to": to, "amount": amount, "currency": "EUR", "confirmation": token}
        return str(ok(await self.lake.amina.put(f"/town-payments/{made}", json=body))["id"])

    def offer(self, who: Somebody, to: str) -> Said:
        body = {"id": str(uuid4()), "amount": 800, "currency": "EUR"}
        return dispatch("pay.offer", who.person, to, body | {"until": "2026-11-25T09:00:00Z"})

    def ask(self, who: Somebody, to: str) -> Said:
        body = {"id": str(uuid4()), "amount": 300, "currency": "EUR"}
        return dispatch("pay.request", who.person, to, body)

    def taken(self, wire: str) -> Said:
        """What Hill signs of a payment to its own."""
        said = {"kind": "leapfrog.pay.take", "id": wire, "amount": 700, "currency": "EUR"}
        said |= {"from": "lake.town", "to": "hill.town"}
        said |= {"payer": self.lake.pid, "payee": self.friend.person.pid}
        return {"id": wire, "sig": HILL.sign(said)["sig"]}

    def receipt(self, wire: str, by: Key = HILL) -> Said:
        """What Hill signs of a payment of its own, which Amina took."""
        said = {"kind": "leapfrog.pay.receipt", "id": wire, "amount": 800, "currency": "EUR"}
        said |= {"from": "hill.town", "to": "lake.town", "payer": self.friend.person.pid}
        said |= {"payee": self.lake.pid, "take": self.take, "at": "2026-11-24T09:00:01+00:00"}
        return {"id": wire, "receipt": by.sign(said)}

    async def takes(self) -> None:
        """Amina takes what was offered first."""
        sql = "select id from clearing_payment where direction = 'in' and wire_id = $1"
        async with self.lake.town.database.reading() as db:
            here = await db.value(sql, UUID(self.offered[0]))
        ok(await self.lake.amina.post(f"/town-payments/{here}/accept"))
        await self.lake.settle()
        self.take = (await self.lake.last("pay.take"))["b"]["sig"]


def terms_of(domain: str) -> Said:
    """What Lake and that town agree on."""
    first, second = sorted((domain, "lake.town"))
    return {**TERMS, "a": first, "b": second}
