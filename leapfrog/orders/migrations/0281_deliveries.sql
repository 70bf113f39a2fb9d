-- lowest program version: 1
-- Goods can be brought by a courier or to a pickup point; a payment pays for that as well.
alter table orders_order drop constraint orders_order_delivery_check;
alter table orders_order add constraint orders_order_delivery_check
check (delivery in ('pickup', 'own', 'courier', 'point'));
