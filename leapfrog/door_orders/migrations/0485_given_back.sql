-- lowest program version: 1
-- What was agreed on about giving back, as it stands in orders that are paid before.
alter table door_orders_order
    add trader boolean not null default false,
    add returns_days integer not null default 0 check (returns_days >= 0);
alter table door_orders_line
    add tax_class text not null default 'standard',
    add no_withdrawal boolean not null default false,
    add returned integer not null default 0 check (returned between 0 and n),
    add refunded bigint not null default 0 check (refunded between 0 and n * price); -- minor units

update door_orders_order o set trader = f.trader, returns_days = f.returns_days
from market_front f where f.merchant_id = o.merchant_id;
update door_orders_line l set tax_class = i.tax_class
from market_item i where i.id = l.item_id;
update door_orders_line l set no_withdrawal = v.no_withdrawal
from market_variant v where v.id = l.variant_id;
