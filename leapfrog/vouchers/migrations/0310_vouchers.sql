-- lowest program version: 1
-- Codes that an organiser gives to people: what tickets and products cost with one of them.
create table vouchers_batch (
    id uuid primary key, -- made by who makes it
    merchant_id uuid not null,
    -- of one show; null: of all that this shop shows
    show_id uuid,
    name text not null,
    effect text not null check (effect in ('price', 'percent', 'minus', 'none')),
    -- minor units, or percent
    value bigint not null check (value between 0 and 1000000000),
    -- names of categories of seats; none: all
    categories text[] not null,
    -- products that cost less with it, and hidden ones that can be had only with it
    products uuid[] not null,
    opens uuid[] not null,
    -- so many tickets and units with each code, and with all of them for one person
    uses integer not null check (uses between 1 and 100000),
    per_person integer not null check (per_person between 1 and 100000),
    until timestamptz not null,
    stopped_at timestamptz,
    made_by uuid not null references identity_person,
    made_at timestamptz not null,
    check (effect <> 'percent' or value between 1 and 100)
);
create index vouchers_batch_merchant on vouchers_batch (merchant_id, made_at desc, id);
create index vouchers_batch_made_by on vouchers_batch (made_by);

create table vouchers_code (
    code text primary key,
    batch_id uuid not null references vouchers_batch,
    uses integer not null,
    used integer not null default 0,
    check (used between 0 and uses)
) with (fillfactor = 80);
create index vouchers_code_batch on vouchers_code (batch_id, code);

-- One ticket, or the units of one product, that cost less by a code or could be had by it.
create table vouchers_use (
    id uuid primary key, -- of the ticket, or of the line of products
    code text not null references vouchers_code,
    batch_id uuid not null references vouchers_batch,
    order_id uuid not null,
    -- null: they were erased
    person_id uuid references identity_person,
    units integer not null check (units > 0),
    off bigint not null check (off >= 0),
    at timestamptz not null
);
create index vouchers_use_order on vouchers_use (order_id);
create index vouchers_use_person on vouchers_use (batch_id, person_id);
create index vouchers_use_of on vouchers_use (person_id) where person_id is not null;
create index vouchers_use_code on vouchers_use (code);
