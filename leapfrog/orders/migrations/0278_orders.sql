-- lowest program version: 1
-- Which coupons took off how much, as they were called: [{"id", "name", "amount"}].
alter table orders_order add column coupons jsonb not null default '[]';
