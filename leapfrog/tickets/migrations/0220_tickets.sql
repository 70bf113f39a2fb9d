-- lowest program version: 1
-- What signs tickets; the number stands in each ticket, so that a gate knows which key it was.
create table tickets_key (
    number smallint primary key,
    seed bytea not null check (length(seed) = 32),
    public bytea not null check (length(public) = 32),
    made_at timestamptz not null
);

create table tickets_venue (
    id uuid primary key,
    -- a shop of `till`, which is the organiser
    merchant_id uuid not null,
    name text not null,
    address text not null,
    -- of `places`, where it is known there
    place_id text,
    made_at timestamptz not null
);
create index tickets_venue_merchant on tickets_venue (merchant_id);

-- A plan never changes: a show that was sold keeps the one by which it was sold.
create table tickets_plan (
    hash bytea primary key check (length(hash) = 32),
    plan jsonb not null
);

create table tickets_hall (
    id uuid primary key,
    venue_id uuid not null references tickets_venue,
    name text not null,
    plan_hash bytea not null references tickets_plan,
    seats integer not null,
    changed_at timestamptz not null
);
create index tickets_hall_venue on tickets_hall (venue_id);

create table tickets_event (
    id uuid primary key,
    merchant_id uuid not null,
    name text not null,
    kind text not null check (kind in ('film', 'concert', 'theatre', 'match', 'tour', 'other')),
    about text not null,
    minutes integer not null check (minutes between 1 and 1440),
    age integer not null check (age between 0 and 21),
    language text not null,
    made_at timestamptz not null
);
create index tickets_event_merchant on tickets_event (merchant_id);

create table tickets_show (
    id uuid primary key,
    -- how a ticket names it, in eight bytes
    number bigint generated always as identity unique,
    event_id uuid not null references tickets_event,
    merchant_id uuid not null,
    venue_id uuid not null references tickets_venue,
    hall_id uuid references tickets_hall,
    plan_hash bytea references tickets_plan,
    currency text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    doors_at timestamptz not null,
    state text not null check (state in ('draft', 'on_sale', 'cancelled')),
    orphans text not null check (orphans in ('strict', 'automatic', 'off')),
    -- until so many hours before the start a ticket can be given back; null: never
    refund_hours integer check (refund_hours >= 0),
    most_each integer not null check (most_each between 1 and 50),
    why text not null default '',
    check (doors_at <= starts_at and starts_at < ends_at)
) with (fillfactor = 70);
create index tickets_show_start on tickets_show (starts_at) where state = 'on_sale';
create index tickets_show_merchant on tickets_show (merchant_id, starts_at);
create index tickets_show_event on tickets_show (event_id);

create table tickets_category (
    show_id uuid not null references tickets_show,
    n smallint not null,
    name text not null,
    color text not null,
    price bigint not null check (price >= 0),
    -- standing room for so many, a pool of `stock`; null: seats of the plan
    capacity integer check (capacity > 0),
    primary key (show_id, n)
);

create table tickets_order (
    id uuid primary key,
    show_id uuid not null references tickets_show,
    buyer_id uuid not null references identity_person,
    state text not null check (
        state in ('held', 'paid', 'part_refunded', 'refunded', 'lapsed')
    ),
    amount bigint not null check (amount >= 0),
    refunded bigint not null default 0,
    -- how many tickets it had when it was made
    count integer not null check (count > 0),
    until timestamptz not null,
    made_at timestamptz not null,
    paid_at timestamptz,
    -- why money could not go back when the show was cancelled
    problem text,
    check (refunded between 0 and amount)
) with (fillfactor = 70);
create index tickets_order_show on tickets_order (show_id, state, id);
create index tickets_order_buyer on tickets_order (buyer_id, made_at desc);

create table tickets_ticket (
    id uuid primary key,
    order_id uuid not null references tickets_order,
    show_id uuid not null references tickets_show,
    holder_id uuid references identity_person,
    -- as it is counted along the plan; null: standing
    seat smallint,
    category smallint not null,
    price bigint not null check (price >= 0),
    state text not null check (state in ('held', 'valid', 'used', 'void')),
    -- grows when it goes to somebody else: what was shown before is worth nothing any more
    turn smallint not null default 0,
    used_at timestamptz,
    used_gate text,
    used_scan uuid,
    check ((state = 'used') = (used_at is not null)),
    foreign key (show_id, category) references tickets_category
) with (fillfactor = 70);
create index tickets_ticket_order on tickets_ticket (order_id);
create index tickets_ticket_holder on tickets_ticket (holder_id);
-- Never sold twice.
create unique index tickets_ticket_seat on tickets_ticket (show_id, seat)
where seat is not null and state in ('valid', 'used');
create index tickets_ticket_show on tickets_ticket (show_id, state);

create table tickets_seat (
    show_id uuid not null references tickets_show,
    n smallint not null,
    row smallint not null,
    category smallint not null,
    state text not null check (state in ('free', 'held', 'sold')),
    order_id uuid,
    until timestamptz,
    primary key (show_id, n),
    check ((state in ('held', 'sold')) = (order_id is not null)),
    check ((state = 'held') = (until is not null))
) with (fillfactor = 70);
create index tickets_seat_row on tickets_seat (show_id, row);

create table tickets_scan (
    -- made by the gate
    id uuid primary key,
    show_id uuid not null references tickets_show,
    ticket_id uuid,
    gate text not null,
    by_id uuid not null references identity_person,
    at timestamptz not null,
    came_at timestamptz not null,
    offline boolean not null,
    outcome text not null
);
create index tickets_scan_show on tickets_scan (show_id, at desc);
create index tickets_scan_ticket on tickets_scan (ticket_id) where ticket_id is not null;
