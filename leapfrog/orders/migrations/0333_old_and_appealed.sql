-- lowest program version: 1
-- What the hourly sweep forgets, and what the desk has to judge: both read only what they are about, however many
-- orders there are.
create index orders_order_forget on orders_order (ended_at)
where for_name <> '' or for_phone <> '' or for_address <> '' or note <> '';
drop index orders_order_address;
create index orders_order_appealed on orders_order (changed_at, id) where refund = 'appealed';
