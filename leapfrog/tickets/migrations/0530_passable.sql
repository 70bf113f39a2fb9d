-- lowest program version: 1
-- Whether who has a ticket may pass it on.
alter table tickets_show add column passable boolean not null default true;
