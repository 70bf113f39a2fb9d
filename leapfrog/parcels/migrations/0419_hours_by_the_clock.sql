-- lowest program version: 3
-- Hours are those of the clocks there, also when these are put forward and back.
alter table parcels_terms add zone text not null default 'UTC';
alter table parcels_courier add zone text not null default 'UTC';
