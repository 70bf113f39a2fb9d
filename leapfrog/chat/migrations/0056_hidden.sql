-- lowest program version: 1
-- so that a delta tells the other devices what one of them deleted
alter table chat_hidden add column last_xid xid8 not null default pg_current_xact_id();
