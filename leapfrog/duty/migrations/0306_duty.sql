-- lowest program version: 1
-- When drivers were on duty: from when to when the town heard of them, and how far they drove then.
create table duty_session (
    driver_id uuid not null references identity_person,
    since timestamptz not null,
    -- the last time the town heard of them, not when somebody remembered to go off duty
    until timestamptz not null check (until >= since),
    metres_free bigint not null default 0 check (metres_free >= 0),
    metres_ridden bigint not null default 0 check (metres_ridden >= 0),
    over boolean not null default false,
    id bigint generated always as identity primary key
) with (fillfactor = 50);
create unique index duty_session_now on duty_session (driver_id) where not over;
create index duty_session_driver on duty_session (driver_id, until desc);
