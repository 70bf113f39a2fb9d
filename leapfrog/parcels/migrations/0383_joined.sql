-- lowest program version: 1
-- Several deliveries of one buyer that lie in one parcel: the parcel is of the first, these are the others.
create table parcels_joined (
    id uuid primary key, -- what an order knows as its parcel
    parcel_id uuid not null references parcels_parcel,
    delivery_id uuid not null unique references parcels_delivery,
    contents jsonb not null, -- {line: units} of that order
    at timestamptz not null
);
create index parcels_joined_parcel on parcels_joined (parcel_id);
