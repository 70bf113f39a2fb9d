-- lowest program version: 1
create table rides_driver (
    person_id uuid primary key references identity_person,
    plate text not null,
    car text not null,
    -- what stands in the code behind the windscreen; a new one makes the old worth nothing
    code uuid not null unique,
    since timestamptz not null,
    stopped_at timestamptz
);

create table rides_ride (
    id uuid primary key,
    driver_id uuid not null references identity_person,
    rider_id uuid references identity_person,
    plate text not null,
    state text not null check (state in ('open', 'metered', 'paid', 'cancelled')),
    fare bigint check (fare > 0),
    tip bigint not null default 0 check (tip >= 0),
    currency text not null,
    -- where it began and ended, as far as the rider shares it: {lat, lon, name}
    origin jsonb,
    destination jsonb,
    started_at timestamptz not null,
    paid_at timestamptz,
    check (state not in ('metered', 'paid') or fare is not null),
    check ((state = 'paid') = (paid_at is not null)),
    check (state <> 'paid' or rider_id is not null)
);
create index rides_ride_driver on rides_ride (driver_id, started_at desc);
create index rides_ride_rider on rides_ride (rider_id, started_at) where rider_id is not null;
create unique index rides_ride_under_way on rides_ride (driver_id) where state in ('open', 'metered');
