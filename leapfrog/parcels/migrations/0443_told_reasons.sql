-- lowest program version: 3
-- What carriers gave as their reasons, to be forgotten: a sweep looks at nothing else.
create index parcels_event_told on parcels_event (parcel_id) where role = 'carrier' and reason <> '';
