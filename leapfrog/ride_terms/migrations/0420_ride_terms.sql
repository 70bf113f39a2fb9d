-- lowest program version: 3
-- What rides cost, by class of car, and what each driver's car carries. The newest of each class holds; what was set
-- before goes on as that of taxis. Amounts in minor units.
create table ride_terms_tariff (
    version integer generated always as identity primary key,
    car_class text not null check (car_class in ('taxi', 'car', 'van', 'bike', 'accessible')),
    base bigint not null check (base >= 0),
    per_km bigint not null check (per_km >= 0),
    per_minute bigint not null check (per_minute >= 0),
    minimum bigint not null check (minimum > 0),
    cancel_fee bigint not null check (cancel_fee >= 0),
    -- of the fare, in hundredths of a percent
    town_fee integer not null check (town_fee between 0 and 3000),
    per_stop bigint not null default 0 check (per_stop >= 0),
    -- what a ride at night or on a holiday costs of one by day
    night_percent integer not null default 100 check (night_percent between 100 and 300),
    -- minutes at the door that cost nothing, then for each, and never more than
    waiting_free integer not null default 3 check (waiting_free between 0 and 60),
    waiting_per_minute bigint not null default 0 check (waiting_per_minute >= 0),
    waiting_most bigint not null default 0 check (waiting_most >= 0),
    per_pet bigint not null default 0 check (per_pet >= 0),
    per_luggage bigint not null default 0 check (per_luggage >= 0),
    -- the town has cars of this class
    offered boolean not null default true,
    set_at timestamptz not null,
    by_id uuid not null references identity_person
);
create index ride_terms_tariff_class on ride_terms_tariff (car_class, version desc);
insert into ride_terms_tariff
    (car_class, base, per_km, per_minute, minimum, cancel_fee, town_fee, per_stop, set_at, by_id)
select 'taxi', base, per_km, per_minute, minimum, cancel_fee, town_fee, per_stop, set_at, by_id
from rides_tariff order by version;
drop table rides_tariff;

-- When it is night, which days are holidays, and where a ride costs more; the newest holds.
create table ride_terms_surcharge (
    version integer generated always as identity primary key,
    -- from this hour on until that one, by the clock of `time_zone` (IANA)
    from_hour smallint check (from_hour between 0 and 23),
    until_hour smallint check (until_hour between 0 and 23),
    time_zone text not null,
    holidays date[] not null,
    -- [{name, lat, lon, metres, amount}]
    zones jsonb not null,
    set_at timestamptz not null,
    by_id uuid not null references identity_person,
    check ((from_hour is null) = (until_hour is null))
);

-- Who says nothing has a taxi for four. `asked_class`: what the desk has yet to see.
create table ride_terms_car (
    person_id uuid primary key references identity_person,
    car_class text not null check (car_class in ('taxi', 'car', 'van', 'bike', 'accessible')),
    seats smallint not null check (seats between 1 and 8),
    child_seat boolean not null,
    wheelchair boolean not null,
    pet boolean not null,
    luggage boolean not null,
    asked_class text check (asked_class in ('taxi', 'car', 'van', 'bike', 'accessible')),
    check (asked_class <> car_class)
);
create index ride_terms_car_asked on ride_terms_car (person_id) where asked_class is not null;
