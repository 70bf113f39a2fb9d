-- lowest program version: 1
-- Carts, and orders: one for each shop of a payment, with its money in an escrow of the same id.
create table orders_cart (
    person_id uuid not null references identity_person,
    variant_id uuid not null, -- of `market`
    merchant_id uuid not null,
    n integer not null check (n between 1 and 999),
    price_seen bigint not null, -- in minor units, when it was put there
    -- as it was called then: what is gone can still be read
    title text not null,
    options text[] not null,
    picture uuid,
    at timestamptz not null,
    primary key (person_id, variant_id)
);

-- One confirmation pays all orders of it.
create table orders_payment (
    id uuid primary key, -- made by who pays
    buyer_id uuid not null references identity_person,
    digest bytea not null check (length(digest) = 32), -- SHA-256 of the quote that was paid
    total bigint not null check (total > 0),
    currency text not null,
    at timestamptz not null
);

create table orders_order (
    id uuid primary key, -- of its escrow too
    payment_id uuid not null references orders_payment,
    merchant_id uuid not null,
    buyer_id uuid not null references identity_person,
    state text not null check (state in ('paid', 'sent_part', 'sent', 'received', 'done', 'returned')),
    -- how a question about a refund stands, as in escrow_trade
    refund text not null default 'none' check (refund in (
        'none', 'asked', 'agreed', 'return_wait', 'returned', 'refused', 'appealed', 'judged', 'owed'
    )),
    delivery text not null check (delivery in ('pickup', 'own')),
    -- who gets it, where; forgotten some time after the end
    for_name text not null,
    for_phone text not null,
    for_address text not null,
    note text not null,
    total bigint not null check (total > 0),
    refunded bigint not null default 0,
    released bigint not null default 0,
    currency text not null,
    -- what was agreed on about giving back
    trader boolean not null,
    returns_days integer not null check (returns_days >= 0),
    code text not null check (code ~ '^[0-9]{6}$'), -- whoever says it gets the goods
    code_tries integer not null default 0,
    code_locked_until timestamptz,
    packed_at timestamptz,
    sent_at timestamptz, -- all that will be sent
    received_at timestamptz,
    ended_at timestamptz,
    due_at timestamptz, -- what happens by itself happens then
    created_at timestamptz not null,
    changed_at timestamptz not null,
    check (refunded >= 0 and released >= 0 and refunded + released <= total),
    check (state not in ('done', 'returned') or refunded + released = total)
) with (fillfactor = 70);
create index orders_order_buyer on orders_order (buyer_id, created_at desc, id desc);
create index orders_order_merchant on orders_order (merchant_id, state, created_at desc, id desc);
create index orders_order_payment on orders_order (payment_id);
create index orders_order_address on orders_order (ended_at) where for_address <> '' or for_phone <> '';

-- What was bought, as it was called and cost then. Each has a claim in `stock`, of one pool.
create table orders_line (
    order_id uuid not null references orders_order,
    no smallint not null,
    variant_id uuid not null,
    item_id uuid not null,
    title text not null,
    options text[] not null,
    picture uuid,
    kind text not null,
    tax_class text not null,
    no_withdrawal boolean not null,
    n integer not null check (n > 0),
    unit_price bigint not null check (unit_price > 0),
    paid bigint not null check (paid > 0),
    pool_id uuid not null,
    claim_id uuid not null,
    -- of the units
    sent integer not null default 0, -- left the shop
    cancelled integer not null default 0, -- will not be sent
    freed integer not null default 0, -- of those: are anybody's again in the stock
    returned integer not null default 0, -- of those sent: came back
    refunded bigint not null default 0, -- of what was paid
    primary key (order_id, no),
    check (sent >= 0 and cancelled >= 0 and sent + cancelled <= n),
    check (freed between 0 and cancelled),
    check (returned between 0 and sent),
    check (refunded between 0 and paid)
) with (fillfactor = 70);

-- What was sent when. The same id again is the same.
create table orders_shipment (
    id uuid primary key,
    order_id uuid not null references orders_order,
    by_id uuid not null references identity_person,
    units jsonb not null, -- {line: units}
    at timestamptz not null
);
create index orders_shipment_order on orders_shipment (order_id);

-- A question about money or goods back.
create table orders_case (
    id uuid primary key, -- made by who asked
    order_id uuid not null references orders_order,
    kind text not null check (kind in ('cancel', 'refund', 'return', 'withdrawal', 'gift')),
    amount bigint not null check (amount > 0),
    unsent boolean not null, -- about goods that were not sent
    given bigint not null default 0,
    outcome text check (outcome in ('given', 'judged', 'dropped')), -- null: it is open
    opened_at timestamptz not null,
    ended_at timestamptz,
    check (given between 0 and amount),
    check ((outcome is null) = (ended_at is null))
);
create unique index orders_case_open on orders_case (order_id) where outcome is null;
create index orders_case_order on orders_case (order_id, opened_at);

create table orders_case_line (
    case_id uuid not null references orders_case,
    no smallint not null,
    n integer not null check (n >= 0), -- units that go back, or are not sent
    amount bigint not null check (amount > 0),
    primary key (case_id, no)
);

-- What both sides and the town did and said about it.
create table orders_case_entry (
    id uuid primary key, -- made by who says it
    case_id uuid not null references orders_case,
    by_id uuid references identity_person,
    side text not null check (side in ('buyer', 'shop', 'town')),
    act text not null check (act in (
        'open', 'evidence', 'agree', 'refuse', 'send_back', 'got_back', 'appeal', 'drop', 'ruling'
    )),
    text text not null, -- of a ruling: for the buyer
    for_shop text not null default '', -- of a ruling
    to_buyer bigint, -- of a ruling
    at timestamptz not null
);
create index orders_case_entry_case on orders_case_entry (case_id, at);

-- With what quotes are signed.
create table orders_secret (
    one boolean primary key default true check (one),
    secret bytea not null check (length(secret) = 32)
);
