-- lowest program version: 1
-- who runs the town, as its settings name them; when any of this changed, for devices that sync
alter table identity_town add column operators text[] not null default '{}';
alter table identity_town add column last_xid xid8 not null default pg_current_xact_id();
