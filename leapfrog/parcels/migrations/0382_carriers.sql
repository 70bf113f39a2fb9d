-- lowest program version: 1
-- Carriers that speak with the town by an adapter: what they are asked to book, and what they tell.
alter table parcels_event drop constraint parcels_event_role_check;
alter table parcels_event add constraint parcels_event_role_check check (
    role in ('shop', 'courier', 'point', 'desk', 'buyer', 'clock', 'carrier')
);
create table parcels_booking (
    parcel_id uuid primary key references parcels_parcel,
    carrier text not null, -- who was asked; one who refuses does not carry it
    state text not null check (state in ('asked', 'booked', 'refused')),
    problem text not null default '', -- why the carrier does not take it
    -- the carrier's own label; it names who gets the parcel, and is forgotten with that
    label bytea check (octet_length(label) <= 524288),
    media_type text not null default '',
    at timestamptz not null
);
-- What a carrier told of a parcel, each thing once by the carrier's own id.
create table parcels_told (
    carrier text not null,
    id text not null,
    parcel_id uuid not null references parcels_parcel,
    word text not null,
    text text not null,
    at timestamptz not null, -- by the carrier's clock
    told_at timestamptz not null,
    primary key (carrier, id)
);
create index parcels_told_parcel on parcels_told (parcel_id, at);
create unique index parcels_parcel_carrier_number on parcels_parcel (carrier, carrier_number)
where carrier not in ('local', 'other') and carrier_number <> '';
