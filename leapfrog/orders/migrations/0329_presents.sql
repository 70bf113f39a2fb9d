-- lowest program version: 1
-- Somebody asks somebody else where a present shall be sent; the other says it, perhaps without
-- whoever asked seeing it. What is written here is forgotten once it stands in the order.
create table orders_present (
    id uuid primary key, -- made by who asks
    buyer_id uuid not null references identity_person,
    person_id uuid not null references identity_person,
    message text not null,
    state text not null check (state in ('asked', 'given', 'declined', 'withdrawn', 'used')),
    name text not null default '',
    phone text not null default '',
    address text not null default '',
    lat double precision,
    lon double precision,
    hidden boolean not null default false, -- not for the buyer to see
    payment_id uuid references orders_payment, -- with which it was used
    asked_at timestamptz not null,
    answered_at timestamptz,
    until timestamptz not null,
    check ((lat is null) = (lon is null)),
    check ((state = 'used') = (payment_id is not null)),
    check (state = 'given' or (phone = '' and address = '' and lat is null))
) with (fillfactor = 80);
create index orders_present_buyer on orders_present (buyer_id, asked_at desc);
create index orders_present_person on orders_present (person_id, asked_at desc);
create index orders_present_until on orders_present (until) where state in ('asked', 'given');
create index orders_present_payment on orders_present (payment_id) where payment_id is not null;

-- Orders that are presents: what is said with them, and whether the buyer sees where they go.
create table orders_gift (
    order_id uuid primary key references orders_order,
    present_id uuid references orders_present, -- null: the buyer knew where
    message text not null,
    hidden boolean not null
);
create index orders_gift_present on orders_gift (present_id) where present_id is not null;
