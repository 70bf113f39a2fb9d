-- lowest program version: 1
-- Of two, one is reached by private notes of the fediverse: what is said goes and comes as such.
alter table chat_conversation add column by_note boolean not null default false;
