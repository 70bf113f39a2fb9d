-- lowest program version: 1
-- Up to what a shop lets people pay at the door; without a row: not at all.
create table door_orders_terms (
    merchant_id uuid primary key,
    most bigint not null check (most between 1 and 100000), -- of one order, minor units
    by_id uuid not null references identity_person,
    at timestamptz not null
);

-- What somebody ordered and pays at their door, in cash or by the wallet.
create table door_orders_order (
    id uuid primary key, -- made by who orders
    merchant_id uuid not null,
    buyer_id uuid not null references identity_person,
    state text not null check (state in ('placed', 'sent', 'done', 'returned', 'called_off', 'lost')),
    service text not null check (service in ('own', 'courier')),
    -- who gets it, where; forgotten some time after the end
    for_name text not null,
    for_phone text not null,
    for_address text not null,
    lat double precision,
    lon double precision,
    note text not null,
    goods bigint not null check (goods > 0), -- minor units
    delivery_price bigint not null check (delivery_price >= 0),
    currency text not null,
    fee_bp integer not null check (fee_bp between 0 and 10000), -- the town's, of what the wallet pays
    paid_by text check (paid_by in ('cash', 'wallet')),
    paid_at timestamptz,
    delivery_id uuid unique, -- of `parcels`, once it is sent
    parcel_id uuid,
    ended_by text check (ended_by in ('buyer', 'shop', 'time')),
    why text not null default '',
    due_at timestamptz, -- not sent until then, it is called off
    created_at timestamptz not null,
    sent_at timestamptz,
    ended_at timestamptz,
    changed_at timestamptz not null,
    check ((paid_by is null) = (paid_at is null)),
    check ((state in ('placed', 'called_off')) = (delivery_id is null)),
    check ((delivery_id is null) = (parcel_id is null)),
    check (state <> 'done' or paid_by is not null),
    check ((state in ('placed', 'sent')) = (ended_at is null)),
    check ((lat is null) = (lon is null))
) with (fillfactor = 80);
create index door_orders_order_buyer on door_orders_order (buyer_id, created_at desc, id desc);
create index door_orders_order_merchant on door_orders_order (merchant_id, created_at desc, id desc);
create index door_orders_order_forget on door_orders_order (ended_at)
where for_name <> '' or for_phone <> '' or for_address <> '' or note <> '';

-- What was ordered, as it was called and cost then. Each has a claim in `stock`, of one pool.
create table door_orders_line (
    order_id uuid not null references door_orders_order,
    no smallint not null,
    variant_id uuid not null,
    item_id uuid not null,
    title text not null,
    options text[] not null,
    picture uuid,
    n integer not null check (n > 0),
    price bigint not null check (price > 0), -- of one, minor units, gross
    pool_id uuid not null,
    claim_id uuid not null,
    primary key (order_id, no)
);
