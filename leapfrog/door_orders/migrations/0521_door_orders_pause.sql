-- lowest program version: 1
-- Shops that owe money to buyers for too long: nobody pays them at the door until it has gone back.
create table door_orders_pause (
    merchant_id uuid primary key,
    at timestamptz not null
);
