-- lowest program version: 1
-- Between rider and driver, and those at home: a trip that is shared, help, what the two write and think.

-- Whoever knows one of the links follows.
create table rides_sharing (
    token_hash bytea primary key,
    ride_id uuid not null references rides_ride,
    made_at timestamptz not null
);
create index rides_sharing_ride on rides_sharing (ride_id);

-- What the town's operators set: whom to call.
create table rides_help_number (
    no smallint primary key,
    name text not null,
    number text not null
);

create table rides_help_call (
    id uuid primary key,
    ride_id uuid not null references rides_ride,
    by_id uuid not null references identity_person,
    at timestamptz not null,
    seen_at timestamptz
);
create index rides_help_call_ride on rides_help_call (ride_id);

-- What the two write to each other; gone a day after the ride.
create table rides_message (
    id uuid primary key,
    ride_id uuid not null references rides_ride,
    by_id uuid not null references identity_person,
    text text not null check (length(text) between 1 and 500),
    at timestamptz not null
);
create index rides_message_ride on rides_message (ride_id, at);

-- By each of the two about the other; shown once both have, or after seven days.
create table rides_rating (
    ride_id uuid not null references rides_ride,
    by_id uuid not null references identity_person,
    of_id uuid not null references identity_person,
    stars smallint not null check (stars between 1 and 5),
    words text[] not null default '{}',
    at timestamptz not null,
    primary key (ride_id, by_id)
);
create index rides_rating_of on rides_rating (of_id, at desc);
