-- lowest program version: 1
-- A drop: some units of a variant, sold only to who was drawn, came first, or was given a code.
create table drops_drop (
    id uuid primary key, -- made by who announces it
    merchant_id uuid not null, -- of `market`, as are the two below
    item_id uuid not null,
    variant_id uuid not null,
    -- as it was called then
    title text not null,
    options text[] not null,
    picture uuid,
    maker_id uuid not null references identity_person, -- who announced it
    mode text not null check (mode in ('lottery', 'queue')),
    units integer not null check (units > 0),
    early_units integer not null check (early_units >= 0), -- first for helpers of the community
    code_units integer not null check (code_units >= 0), -- the most that go by F-codes
    price bigint not null check (price between 1 and 1000000000),
    currency text not null,
    -- [{"name", "amount"}], as the maker publishes it; an amount may be missing
    costs jsonb not null,
    accessories uuid[] not null, -- items of the same shop
    registered_before timestamptz not null, -- younger accounts do not take part
    opens_at timestamptz not null,
    closes_at timestamptz not null,
    buy_hours integer not null check (buy_hours between 1 and 168),
    state text not null check (state in ('announced', 'closed', 'buying', 'over', 'called_off')),
    round smallint not null, -- the last one
    root bytea check (length(root) = 32), -- SHA-256 of the list of tickets, once it is closed
    tickets integer not null default 0,
    pool_id uuid not null, -- of `stock`: what can be had
    from_pool uuid not null, -- where it came from, and what is left goes back to
    ends_at timestamptz, -- nothing is given out from then on
    ended_why text,
    created_at timestamptz not null,
    check (early_units + code_units <= units),
    check (opens_at < closes_at)
);
create index drops_drop_state on drops_drop (state, closes_at);
create index drops_drop_item on drops_drop (item_id, created_at desc);
create index drops_drop_merchant on drops_drop (merchant_id, created_at desc);

-- A try to draw: each party commits to a seed before any is shown. Of a lottery only.
create table drops_round (
    drop_id uuid not null references drops_drop,
    n smallint not null,
    town_seed bytea not null check (length(town_seed) = 32), -- nobody's to see before the maker's
    maker_commitment bytea not null check (length(maker_commitment) = 32),
    maker_seed bytea check (length(maker_seed) = 32),
    at timestamptz not null,
    drawn_at timestamptz,
    drawn_units integer, -- so many were given out by the draw
    void_at timestamptz, -- the maker did not show the seed
    primary key (drop_id, n)
);

create table drops_reservation (
    id uuid primary key, -- the ticket; made by the device of who reserves
    drop_id uuid not null references drops_drop,
    person_id uuid references identity_person, -- null: erased; the ticket stays in the list
    early boolean not null,
    at timestamptz not null
);
create unique index drops_reservation_person on drops_reservation (drop_id, person_id);
create index drops_reservation_drop on drops_reservation (drop_id, id);
create index drops_reservation_of on drops_reservation (person_id);

-- The closed list: 17 bytes a ticket in the order of their ids, the id and 1 for the early lane.
create table drops_list (
    drop_id uuid primary key references drops_drop,
    tickets bytea not null
);

-- Who comes when, by lane, as far as it was needed: a smaller key comes first.
create table drops_place (
    drop_id uuid not null references drops_drop,
    key bytea not null,
    reservation_id uuid not null references drops_reservation,
    early boolean not null,
    by_lane boolean not null default false, -- the unit is one of those for the early lane
    right_id uuid, -- of `orders`
    passed_at timestamptz, -- whose turn it was, and who could not be given anything
    primary key (drop_id, key)
);
create unique index drops_place_reservation on drops_place (reservation_id);
create index drops_place_waiting on drops_place (drop_id, early, key)
    where right_id is null and passed_at is null;
create unique index drops_place_right on drops_place (right_id) where right_id is not null;

-- A single right to buy, given to one person by the maker.
create table drops_code (
    id uuid primary key, -- made by who gives it
    drop_id uuid not null references drops_drop,
    person_id uuid references identity_person, -- null: erased
    by_id uuid not null references identity_person,
    code text not null unique,
    given_at timestamptz not null,
    right_id uuid unique, -- once it is used
    unique (drop_id, person_id)
);

-- Helpers of the community, named by the desk: everybody can read who and why.
create table drops_helper (
    person_id uuid primary key references identity_person,
    reason text not null,
    by_id uuid not null references identity_person,
    at timestamptz not null
);
