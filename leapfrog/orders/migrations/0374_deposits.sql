-- lowest program version: 1
-- A right to buy of which a part is paid already: the order's money is a trade that began with it.
alter table orders_right
    add column deposit bigint not null default 0 check (deposit >= 0 and deposit < price),
    add column trade_id uuid unique, -- of `escrow`; the id of the order as well
    add column sends_by timestamptz,
    add check ((trade_id is null) = (deposit = 0));
