-- lowest program version: 1
-- Tickets of one order that somebody else buys all or none; the order of who offers them.
alter table tickets_listing add column together_id uuid;
