-- lowest program version: 1
-- When an address that failed is tried again at the earliest, whatever waits for it.
alter table webhooks_hook add column not_before timestamptz;
-- What was tried last, for the list of a shop's addresses.
create index webhooks_delivery_last on webhooks_delivery (hook_id, tried_at desc, id desc) where tried_at is not null;
