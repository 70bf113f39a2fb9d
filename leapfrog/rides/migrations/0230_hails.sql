-- lowest program version: 1
-- Rides by hail: asked for on the phone, offered to drivers, agreed before, paid from a hold.
alter table rides_ride alter column driver_id drop not null;
alter table rides_ride drop constraint rides_ride_state_check;
alter table rides_ride add constraint rides_ride_state_check check (state in (
    'open', 'metered', 'paid', 'cancelled', 'requested', 'accepted', 'arrived', 'riding',
    'no_driver', 'no_show'
));
alter table rides_ride add constraint rides_ride_has_driver check (
    driver_id is not null or state in ('requested', 'no_driver', 'cancelled')
);
drop index rides_ride_under_way;
create unique index rides_ride_under_way on rides_ride (driver_id)
where state in ('open', 'metered', 'accepted', 'arrived', 'riding');
create unique index rides_ride_rider_under_way on rides_ride (rider_id)
where state in ('requested', 'accepted', 'arrived', 'riding');
create index rides_ride_requested on rides_ride (started_at) where state = 'requested';

create table rides_hail (
    ride_id uuid primary key references rides_ride,
    -- agreed before; only the rider changes it, by changing the trip
    price bigint not null check (price > 0),
    -- as the tariff was then: what calling off late costs, and the town's part of the fare in
    -- hundredths of a percent
    cancel_fee bigint not null check (cancel_fee between 0 and price),
    town_fee integer not null check (town_fee between 0 and 3000),
    seconds integer not null check (seconds >= 0),
    metres integer not null check (metres >= 0),
    -- typed by the driver when the rider gets in
    code text not null check (code ~ '^[0-9]{4}$'),
    -- the wallet's stored id
    hold_id uuid not null,
    accepted_at timestamptz,
    -- when the driver said to be there
    expected_at timestamptz,
    -- how near the driver has come to the rider (metres), and since when
    near_metres integer,
    near_at timestamptz,
    arrived_at timestamptz,
    boarded_at timestamptz,
    ended_at timestamptz,
    -- what was kept of the hold for calling off late, or for not coming
    fee bigint not null default 0 check (fee between 0 and cancel_fee),
    -- said by who gave it back, arrived far away or stopped it
    reason text not null default ''
) with (fillfactor = 70);

create table rides_offer (
    id uuid primary key,
    ride_id uuid not null references rides_ride,
    driver_id uuid not null references identity_person,
    state text not null check (state in ('open', 'accepted', 'declined', 'lapsed', 'withdrawn', 'returned')),
    -- how long and how far it is to the rider
    pickup_seconds integer not null,
    made_at timestamptz not null,
    until timestamptz not null,
    answered_at timestamptz,
    -- nobody is asked twice about one ride
    unique (ride_id, driver_id)
);
create unique index rides_offer_open on rides_offer (driver_id) where state = 'open';
create index rides_offer_driver on rides_offer (driver_id, made_at desc);

alter table rides_driver add column online_since timestamptz;
alter table rides_driver add column licence text not null default '';
alter table rides_driver add column vetting text not null default 'none'
check (vetting in ('none', 'asked', 'checked', 'refused'));
alter table rides_driver add column vetted_until date;
alter table rides_driver add column vetting_reason text not null default '';
alter table rides_driver add constraint rides_driver_vetted
check ((vetting = 'checked') = (vetted_until is not null));

-- Where drivers on duty are now: the last place alone, worth nothing after a minute. What a crash
-- takes, the next few seconds bring again.
create unlogged table rides_position (
    driver_id uuid primary key references identity_person,
    lat double precision not null,
    lon double precision not null,
    heading real,
    at timestamptz not null
) with (fillfactor = 50);

-- What a ride costs; the newest holds. Amounts in minor units.
create table rides_tariff (
    version integer generated always as identity primary key,
    base bigint not null check (base >= 0),
    per_km bigint not null check (per_km >= 0),
    per_minute bigint not null check (per_minute >= 0),
    minimum bigint not null check (minimum > 0),
    cancel_fee bigint not null check (cancel_fee >= 0),
    -- of the fare, in hundredths of a percent
    town_fee integer not null check (town_fee between 0 and 3000),
    set_at timestamptz not null,
    by_id uuid not null references identity_person
);
