-- lowest program version: 1
-- A group that another town orders: what is said in it waits for that town.
alter table chat_conversation add column copy boolean not null default false;
