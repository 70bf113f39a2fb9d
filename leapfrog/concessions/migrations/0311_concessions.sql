-- lowest program version: 1
-- Pools of `stock` of a show, from which one or more of its products draw.
create table concessions_quota (
    show_id uuid not null,
    n smallint not null,
    name text not null,
    units integer not null check (units between 0 and 1000000),
    primary key (show_id, n)
);

-- What is sold with the seats of a show: what somebody pays for a seat (child, student), and things.
create table concessions_product (
    id uuid primary key, -- made by who makes it
    show_id uuid not null,
    n smallint not null,
    kind text not null check (kind in ('fare', 'extra')),
    name text not null,
    -- an extra: minor units; a fare: percent of what the seat costs
    price bigint not null check (price between 0 and 1000000000),
    -- what the gate asks to see; empty: nothing
    proof text not null,
    hidden boolean not null,
    quotas smallint[] not null,
    most_each smallint not null check (most_each between 1 and 50),
    on_sale boolean not null,
    check (kind <> 'fare' or price <= 100)
);
create index concessions_product_show on concessions_product (show_id, n);

-- Units of an extra in an order, or the fare of one ticket.
create table concessions_line (
    id uuid primary key, -- of its claim, and of its trade in the escrow
    order_id uuid not null,
    show_id uuid not null,
    product_id uuid not null references concessions_product,
    ticket_id uuid, -- a fare's
    units smallint not null check (units > 0),
    -- what they cost together, without and with a voucher
    before bigint not null check (before >= 0),
    price bigint not null check (price between 0 and before),
    state text not null check (state in ('held', 'paid', 'handed', 'back')),
    -- paid at the box office: nothing of it is in the escrow
    cash boolean not null default false,
    handed_at timestamptz,
    -- by which it was handed over, made by who did: the same again is the same
    handed_act uuid,
    check ((state = 'handed') = (handed_at is not null)),
    check ((state = 'handed') = (handed_act is not null))
) with (fillfactor = 80);
create index concessions_line_order on concessions_line (order_id, id);
create index concessions_line_ticket on concessions_line (ticket_id) where ticket_id is not null;
create index concessions_line_product on concessions_line (product_id, state);
