-- lowest program version: 1
-- What was paid by the wallet at the door is given away by its code alone.
alter table parcels_delivery add column by_code boolean not null default false;
