-- lowest program version: 3
-- How many people bought it within 30 days and kept it, as of the last night.
alter table market_search add sold integer not null default 0;
