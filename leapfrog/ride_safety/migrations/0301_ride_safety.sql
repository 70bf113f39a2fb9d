-- lowest program version: 1
-- Shared trips and help are a module of their own, which writes these tables alone.

-- Whoever knows one of the links follows.
create table ride_safety_sharing (
    token_hash bytea primary key,
    ride_id uuid not null references rides_ride,
    made_at timestamptz not null
);
create index ride_safety_sharing_ride on ride_safety_sharing (ride_id);
insert into ride_safety_sharing select token_hash, ride_id, made_at from rides_sharing;
drop table rides_sharing;

-- What the town's operators set: whom to call.
create table ride_safety_number (
    no smallint primary key,
    name text not null,
    number text not null
);
insert into ride_safety_number select no, name, number from rides_help_number;
drop table rides_help_number;

create table ride_safety_call (
    id uuid primary key,
    ride_id uuid not null references rides_ride,
    by_id uuid not null references identity_person,
    at timestamptz not null,
    seen_at timestamptz
);
create index ride_safety_call_ride on ride_safety_call (ride_id);
insert into ride_safety_call select id, ride_id, by_id, at, seen_at from rides_help_call;
drop table rides_help_call;
