-- lowest program version: 1
create table vending_machine (
    id uuid primary key,
    -- a shop of `pay`, whose takings these are
    merchant_id uuid not null,
    name text not null,
    place text not null,
    -- the device's key: it proves who it is, and signs what it shows
    key bytea not null check (length(key) = 32),
    made_at timestamptz not null,
    seen_at timestamptz,
    gone_at timestamptz
);
create index vending_machine_merchant on vending_machine (merchant_id);

-- The id is that of the pool in `stock`, too.
create table vending_slot (
    id uuid primary key,
    machine_id uuid not null references vending_machine,
    label text not null,
    name text not null,
    price bigint not null check (price > 0),
    capacity integer not null check (capacity > 0),
    fault text,
    unique (machine_id, label)
);

create table vending_sale (
    -- the serial of the command
    id uuid primary key,
    machine_id uuid not null references vending_machine,
    payer_id uuid not null references identity_person,
    nonce text not null,
    amount bigint not null check (amount > 0),
    offline boolean not null,
    state text not null check (
        state in ('authorised', 'commanded', 'dispensed', 'failed', 'unknown')
    ),
    -- stored ids of the wallet
    hold_id uuid not null,
    transfer_id uuid,
    captured bigint not null default 0,
    refunded bigint not null default 0,
    created_at timestamptz not null,
    deadline timestamptz not null,
    done_at timestamptz,
    unique (machine_id, nonce),
    check (captured between 0 and amount),
    check (refunded between 0 and captured),
    check ((captured > 0) = (transfer_id is not null))
) with (fillfactor = 70);
create index vending_sale_machine on vending_sale (machine_id, created_at desc);
create index vending_sale_payer on vending_sale (payer_id, created_at);

create table vending_item (
    sale_id uuid not null references vending_sale,
    place smallint not null,
    slot_id uuid not null references vending_slot,
    label text not null,
    name text not null,
    price bigint not null,
    dropped boolean,
    primary key (sale_id, place)
);

create table vending_dispute (
    sale_id uuid primary key references vending_sale,
    -- late: it says that it dropped after the money went back; contradiction: it says two things;
    -- claim: the payer says that nothing came
    kind text not null check (kind in ('late', 'contradiction', 'claim')),
    amount bigint not null check (amount > 0),
    at timestamptz not null,
    state text not null default 'open' check (state in ('open', 'forgiven', 'settled', 'refunded', 'refused')),
    resolved_at timestamptz
);
