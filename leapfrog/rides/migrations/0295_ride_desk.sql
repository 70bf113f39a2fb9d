-- lowest program version: 1
-- What the desk looks at: documents of drivers, rides to which a rider objects, and where these went.

-- The newest of each kind; the picture is a file of the driver's.
create table rides_document (
    driver_id uuid not null references identity_person,
    kind text not null check (kind in ('licence', 'vehicle', 'insurance', 'inspection')),
    file_id uuid not null,
    sha256 bytea not null,
    added_at timestamptz not null,
    primary key (driver_id, kind)
);

-- Who of the desk has looked at which, and when.
create table rides_document_view (
    driver_id uuid not null references identity_person,
    kind text not null,
    by_id uuid not null references identity_person,
    at timestamptz not null
);
create index rides_document_view_driver on rides_document_view (driver_id, at desc);

-- Where a ride by hail went, for a dispute about it; kept for thirty days.
create table rides_trace (
    ride_id uuid not null references rides_ride,
    at timestamptz not null,
    lat real not null,
    lon real not null,
    primary key (ride_id, at)
);
create index rides_trace_at on rides_trace (at);

create table rides_dispute (
    ride_id uuid primary key references rides_ride,
    opened_at timestamptz not null,
    -- what the driver got, at most that much goes back
    amount bigint not null check (amount > 0),
    -- the wallet's stored id of the driver's promise; null where their wallet refused one
    hold_id uuid,
    rider_words text not null,
    driver_words text not null default '',
    ruled_at timestamptz,
    by_id uuid references identity_person,
    refund bigint not null default 0 check (refund between 0 and amount),
    for_rider text not null default '',
    for_driver text not null default '',
    check ((ruled_at is null) = (by_id is null))
);
create index rides_dispute_open on rides_dispute (opened_at) where ruled_at is null;
