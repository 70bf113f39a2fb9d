-- lowest program version: 1
-- How shops keep their stock: from when on something runs low, on which shelf it lies, what is on its way between
-- warehouses, counts, what is ordered from suppliers, and what is fetched for orders. Units are `stock`'s, variants and
-- warehouses `market`'s.
create table warehouses_watch (
    variant_id uuid primary key,
    merchant_id uuid not null,
    low_water bigint not null check (low_water > 0), -- free units, wherever they lie
    warned_at timestamptz -- since then it runs low; null: there is enough
);
create index warehouses_watch_low on warehouses_watch (merchant_id) where warned_at is not null;

create table warehouses_shelf (
    variant_id uuid not null,
    warehouse_id uuid not null,
    shelf text not null,
    primary key (variant_id, warehouse_id)
);

-- Of a lot that expires soon the shop hears once.
create table warehouses_expiry (
    pool_id uuid primary key,
    merchant_id uuid not null,
    warned_at timestamptz not null
);

create table warehouses_transfer (
    id uuid primary key, -- made by who sends it
    merchant_id uuid not null,
    from_id uuid not null, -- warehouses of `market`
    to_id uuid not null,
    note text not null,
    sent_by uuid not null references identity_person,
    sent_at timestamptz not null,
    arrived_by uuid references identity_person,
    arrived_at timestamptz, -- null: it is on its way
    check (from_id <> to_id)
);
create index warehouses_transfer_merchant on warehouses_transfer (merchant_id, sent_at desc, id desc);

create table warehouses_transfer_line (
    transfer_id uuid not null references warehouses_transfer,
    variant_id uuid not null,
    lot text not null,
    expires_on date,
    n bigint not null check (n > 0),
    arrived bigint check (arrived between 0 and n),
    primary key (transfer_id, variant_id, lot)
);

create table warehouses_count (
    id uuid primary key, -- made by who counts
    merchant_id uuid not null,
    warehouse_id uuid not null,
    by_id uuid not null references identity_person,
    at timestamptz not null,
    booked_at timestamptz -- null: what is counted differs from the books still
);
create index warehouses_count_merchant on warehouses_count (merchant_id, at desc, id desc);

create table warehouses_count_line (
    count_id uuid not null references warehouses_count,
    variant_id uuid not null,
    lot text not null,
    pool_id uuid not null,
    counted bigint not null check (counted >= 0),
    expected bigint not null, -- lay there by the books, when it was counted
    reason text not null default '' check (reason in ('', 'found', 'lost', 'damaged', 'stolen', 'mistake')),
    primary key (count_id, variant_id, lot)
);

create table warehouses_supplier (
    id uuid primary key,
    merchant_id uuid not null,
    name text not null,
    contact text not null,
    at timestamptz not null
);
create index warehouses_supplier_merchant on warehouses_supplier (merchant_id, name);

create table warehouses_purchase (
    id uuid primary key,
    merchant_id uuid not null,
    supplier_id uuid not null references warehouses_supplier,
    warehouse_id uuid not null,
    state text not null check (state in ('open', 'received', 'ended')),
    expected_on date,
    note text not null,
    by_id uuid not null references identity_person,
    at timestamptz not null,
    ended_at timestamptz,
    check ((state = 'open') = (ended_at is null))
);
create index warehouses_purchase_merchant on warehouses_purchase (merchant_id, at desc, id desc);

create table warehouses_purchase_line (
    purchase_id uuid not null references warehouses_purchase,
    variant_id uuid not null,
    n bigint not null check (n > 0),
    cost bigint not null check (cost between 0 and 1000000000), -- of each, minor units
    received bigint not null default 0 check (received between 0 and n),
    primary key (purchase_id, variant_id)
);

-- What came when. The same id again is the same.
create table warehouses_receipt (
    id uuid primary key,
    purchase_id uuid not null references warehouses_purchase,
    by_id uuid not null references identity_person,
    units jsonb not null, -- [{"variant_id", "n", "lot", "expires_on"}]
    at timestamptz not null
);
create index warehouses_receipt_purchase on warehouses_receipt (purchase_id);

create table warehouses_pick (
    id uuid primary key, -- made by who fetches
    merchant_id uuid not null,
    by_id uuid not null references identity_person,
    at timestamptz not null,
    over_at timestamptz -- null: somebody walks along the shelves
);
create index warehouses_pick_merchant on warehouses_pick (merchant_id, at desc) where over_at is null;

create table warehouses_pick_line (
    pick_id uuid not null references warehouses_pick,
    order_id uuid not null,
    no smallint not null, -- the line of the order
    place smallint not null, -- in the order in which one walks
    n integer not null check (n > 0),
    picked integer not null default 0,
    is_open boolean not null default true,
    primary key (pick_id, order_id, no),
    check (picked between 0 and n)
);
-- Nobody fetches what somebody else is fetching.
create unique index warehouses_pick_line_open on warehouses_pick_line (order_id, no) where is_open;

-- The same scan again is the same.
create table warehouses_pick_scan (
    id uuid primary key,
    pick_id uuid not null references warehouses_pick,
    order_id uuid not null,
    no smallint not null
);
create index warehouses_pick_scan_pick on warehouses_pick_scan (pick_id);
