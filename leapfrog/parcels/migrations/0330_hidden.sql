-- lowest program version: 1
-- Where a present goes its receiver told the town, and not who pays for it.
alter table parcels_delivery add column hidden boolean not null default false;
