-- lowest program version: 1
-- Coupons that a shop gives out: a batch of so many, each taken by somebody and used once.
create table coupons_batch (
    id uuid primary key, -- made by who makes it; of its pool in `stock` too
    merchant_id uuid not null,
    name text not null,
    kind text not null check (kind in ('threshold', 'percent', 'exchange')),
    -- from this sum on, in minor units of the shop's currency
    least bigint not null check (least between 0 and 1000000000),
    off bigint check (off between 1 and 1000000000), -- threshold: so much less
    percent smallint check (percent between 1 and 90),
    most bigint check (most between 1 and 1000000000), -- percent: so much at the most
    variant_id uuid, -- exchange: one unit of this
    price bigint check (price between 1 and 1000000000), -- for so much
    units integer not null check (units between 1 and 100000),
    per_person integer not null check (per_person between 1 and 100),
    state text not null check (state in ('unactivated', 'running', 'paused', 'stopped')),
    until timestamptz not null, -- so long they are given out and used
    made_by uuid not null references identity_person,
    created_at timestamptz not null,
    check ((kind = 'threshold') = (off is not null)),
    check ((kind = 'percent') = (percent is not null)),
    check (most is null or kind = 'percent'),
    check ((kind = 'exchange') = (variant_id is not null)),
    check ((kind = 'exchange') = (price is not null))
);
create index coupons_batch_merchant on coupons_batch (merchant_id, created_at desc, id);

create table coupons_coupon (
    id uuid primary key, -- made by who takes it
    batch_id uuid not null references coupons_batch,
    person_id uuid not null references identity_person,
    state text not null check (state in ('held', 'used')),
    order_id uuid, -- for which it was used
    taken_at timestamptz not null,
    used_at timestamptz,
    check ((state = 'used') = (order_id is not null)),
    check ((state = 'used') = (used_at is not null))
) with (fillfactor = 80);
create index coupons_coupon_person on coupons_coupon (person_id, taken_at desc);
create index coupons_coupon_batch on coupons_coupon (batch_id);
create index coupons_coupon_order on coupons_coupon (order_id) where order_id is not null;
