"""A corner of a town without a map: riders with money, somebody who pays for them, drivers whose
licence is good.
"""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from leapfrog import pay, wallet
from leapfrog.contacts.connections import connect
from leapfrog.identity import NewPerson, add, set_town
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.ride_payers.paying import pay_for
from leapfrog.ride_terms import SetTariff, price_of, set_tariff, tariffs_at
from leapfrog.rides import Waypoint, drive
from leapfrog.rides.hailing import driving, vetting
from leapfrog.rides.hailing.model import DrivenTrip
from leapfrog.wallet import Reason, Transfer

T = TypeVar("T")
RIDERS, DRIVERS = 2, 3
HERE = Waypoint(60.17, 24.94, "Station")
TRIP = DrivenTrip(HERE, Waypoint(60.18, 24.95, "Market"), 300, 2_000)
OTHER = DrivenTrip(HERE, Waypoint(60.2, 24.99, "Wood"), 900, 9_000, (TRIP.destination,))
# So little that it is gone at times, as is what somebody pays in a month.
FUNDS, MONTHLY = 20_000, 9_000
TARIFF = SetTariff(
    base=390,
    per_km=110,
    per_minute=60,
    minimum=700,
    cancel_fee=390,
    town_fee=1_000,
    per_stop=100,
    waiting_free=1,
    waiting_per_minute=40,
    waiting_most=200,
)
RUNNING = "('requested', 'queued', 'accepted', 'arrived', 'riding')"
# What is held for a ride `r` with its hail `h`, and what a ride that is over took of the wallet.
HELD = """
(h.held + (select coalesce(sum(x.amount), 0) from rides_hold x where x.ride_id = r.id)
    + (select coalesce(sum(c.held), 0) from rides_change c
        where c.ride_id = r.id and c.state = 'asked'))
"""
CAME_TO = "(case when h.mode = 'cash' then 0 else coalesce(r.fare + h.thanks, h.fee) end)"
# All of it is nothing. $1: riders and who pays for them, each of whom had $2; $3: the month.
LOOK = f"""
select (select coalesce(sum(balance), 0) from wallet_account)::bigint,
    (select coalesce(sum(held), 0) from wallet_account)::bigint
        - (
            select coalesce(sum({HELD}), 0) from rides_ride r join rides_hail h on h.ride_id = r.id
            where r.state in {RUNNING} or r.state = 'ended'
        )::bigint,
    (select coalesce(sum(balance), 0) from wallet_account where name = 'rides')::bigint,
    (select coalesce(sum(a.balance), 0) from wallet_account a
        join rides_driver d on d.person_id = a.owner_id)::bigint
        - (
            select coalesce(sum(
                r.tip + {CAME_TO} - case when h.mode = 'cash' then 0
                    else coalesce(r.fare, h.fee) * h.town_fee / 10000 end
            ), 0)
            from rides_ride r join rides_hail h on h.ride_id = r.id
        )::bigint,
    (select count(*) from unnest($1::uuid[]) one(id)
        where (select sum(a.balance) from wallet_account a where a.owner_id = one.id) <> $2
            - (select coalesce(sum({CAME_TO}), 0) from rides_ride r
                join rides_hail h on h.ride_id = r.id
                where coalesce(h.payer_id, r.rider_id) = one.id)
            - (select coalesce(sum(r.tip), 0) from rides_ride r where r.rider_id = one.id)),
    (select count(*) from rides_ride r join rides_hail h on h.ride_id = r.id
        where r.fare > h.most and (h.mode <> 'meter' or r.fare <> h.asked)),
    (select count(*) from rides_change c join rides_ride r on r.id = c.ride_id
        where c.state = 'asked' and r.state not in ('queued', 'accepted', 'arrived', 'riding')),
    (select count(*) from (
        select 1 from rides_ride where state in ('accepted', 'arrived', 'riding')
        group by driver_id having count(*) > 1
    ) twice),
    (select count(*) from (
        select 1 from rides_ride where state = 'queued' group by driver_id having count(*) > 1
    ) twice),
    (select count(*) from (
        select 1 from rides_ride where state in {RUNNING} and guest = ''
        group by rider_id having count(*) > 1
    ) twice),
    (select count(*) from rides_offer o join rides_ride r on r.id = o.ride_id
        where o.state = 'open' and r.state <> 'requested'),
    (select count(*) from rides_ride q where q.state = 'queued' and not exists (
        select 1 from rides_ride r where r.driver_id = q.driver_id and r.state = 'riding'
    )),
    (select count(*) from rides_ride r
        where r.state in ('queued', 'accepted', 'arrived', 'riding', 'paid')
        and not exists (
            select 1 from rides_offer o
            where o.ride_id = r.id and o.driver_id = r.driver_id and o.state = 'accepted'
        )),
    (select count(*) from rides_ride r join rides_hail h on h.ride_id = r.id
        left join ride_payers_ride p on p.ride_id = r.id
        where coalesce(p.amount, 0) <> case when h.payer_id is null then 0
            when r.state in {RUNNING} then {HELD} else {CAME_TO} end),
    (select count(*) from ride_payers_consent c where c.monthly < (
        select sum(p.amount) from ride_payers_ride p
        where p.payer_id = c.payer_id and p.rider_id = c.rider_id and p.at >= $3
    ))
"""
LOOKED = 15
# How many rides came to their end at somebody else's cost, with a guest, behind another one.
PAID = """
select count(h.payer_id) as theirs, count(nullif(r.guest, '')) as guests,
    count(*) filter (where h.near_at > h.accepted_at) as behind
from rides_ride r join rides_hail h on h.ride_id = r.id where r.state = 'paid'
"""
ENDED = """
select count(*) from rides_ride
where state in ('booked', 'requested', 'queued', 'accepted', 'arrived', 'riding', 'ended')
"""


class Corner:
    """Riders with money, their contact who pays for them, and drivers whose licence is good."""

    def __init__(self, url: str, settings: Settings) -> None:
        self.loop = asyncio.new_event_loop()
        self.clock = FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
        self.database = self.run(Database.connect(url, 3, self.clock))
        self.riders = [new_id() for _ in range(RIDERS)]
        self.drivers = [new_id() for _ in range(DRIVERS)]
        self.payer = new_id()
        self.run(self._open(settings))

    @property
    def with_money(self) -> list[UUID]:
        """Riders, and who pays for them."""
        return [*self.riders, self.payer]

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    async def paid(self) -> dict[str, int]:
        """As `PAID` says."""
        async with self.database.glance() as db:
            row = await db.row(PAID)
        assert row is not None
        return dict(row.items())

    async def _open(self, settings: Settings) -> None:
        async with self.database.transaction() as db:
            await set_town(db, "Lake Town", "lake.town")
            await pay.set_up(db, settings)
        async with self.database.transaction() as db:
            for n, one in enumerate((*self.with_money, *self.drivers)):
                await add(db, NewPerson(one, f"person{n}", f"Person {n}", "en"))
            issuer = await pay.town_account(db, "issuer")
            for one in self.drivers:
                await drive(db, one, "B 1", "Car")
                await driving.ask_for_vetting(db, one, "X")
                await vetting.check(db, one, (db.now + timedelta(days=9_000)).date())
                await pay.wallet_account_of(db, one)
            accounts = [(await pay.wallet_account_of(db, one)).id for one in self.with_money]
            given = [
                Transfer(
                    id=new_id(), payer=issuer.id, payee=account, amount=FUNDS, code=Reason.TOP_UP
                )
                for account in accounts
            ]
            await wallet.post(db, given)
            for one in self.riders:
                await connect(db, self.payer, one, "request")
                await pay_for(db, self.payer, one, MONTHLY, pay.VOUCHED)
            await set_tariff(db, self.riders[0], TARIFF)
            self.price = price_of((await tariffs_at(db, db.now))["taxi"], TRIP)
