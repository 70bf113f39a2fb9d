-- lowest program version: 1
-- A person's right to buy one unit of a variant, of a pool and at a price of its own. Whoever gives
-- rights out is on a floor above, and named by `of`.
create table orders_right (
    id uuid primary key,
    person_id uuid not null references identity_person,
    of text not null,
    variant_id uuid not null, -- of `market`
    pool_id uuid not null, -- of `stock`
    price bigint not null check (price between 1 and 1000000000), -- minor units, gross
    until timestamptz not null,
    given_at timestamptz not null,
    used_at timestamptz,
    payment_id uuid references orders_payment, -- with which it was used
    voided_at timestamptz,
    check (used_at is null or voided_at is null),
    check ((used_at is null) = (payment_id is null))
) with (fillfactor = 80);
-- One a person, for ever.
create unique index orders_right_person on orders_right (of, person_id);
create index orders_right_open on orders_right (of, until) where used_at is null and voided_at is null;
create index orders_right_of on orders_right (person_id, given_at desc);
