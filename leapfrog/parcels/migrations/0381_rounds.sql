-- lowest program version: 1
-- From where a shop sends, when couriers set off, and the hour that was promised with the day.
alter table parcels_terms add column lat double precision, add column lon double precision,
    add constraint parcels_terms_pin check ((lat is null) = (lon is null));
-- Minutes of the day (UTC); one that ends before it begins ends on the next day. Null: never said.
alter table parcels_courier add column weekdays integer[] not null default '{}',
    add column leaves_at integer check (leaves_at between 0 and 1439),
    add column ends_at integer check (ends_at between 0 and 1439),
    add constraint parcels_courier_hours
        check ((leaves_at is null) = (ends_at is null) and (leaves_at is null) = (weekdays = '{}'));
alter table parcels_delivery add column promised_at timestamptz;
-- How much is promised for each day, of what is still to come.
create index parcels_delivery_promised on parcels_delivery (promised_for) where ended_at is null;
