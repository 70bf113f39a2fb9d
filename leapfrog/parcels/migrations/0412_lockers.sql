-- lowest program version: 3
-- A locker is a pickup point of its own, whose shelves are compartments; `merchant_id` is its id then.
alter table parcels_point add column kept_by uuid, -- the shop whose locker it is; null: a shop's counter
    add column name text not null default '', -- of a locker; a counter is called as its shop
    add column doors jsonb not null default '{}', -- {size: compartments that work} of a locker
    add constraint parcels_point_locker check ((kept_by is null) = (doors = '{}')),
    drop constraint parcels_point_capacity_check,
    add constraint parcels_point_capacity_check check (capacity between 0 and 10000);
create index parcels_point_kept_by on parcels_point (kept_by) where kept_by is not null;
-- As the shop said when it packed it.
alter table parcels_parcel add column size text check (size in ('S', 'M', 'L'));
alter table parcels_event drop constraint parcels_event_role_check;
alter table parcels_event add constraint parcels_event_role_check check (
    role in ('shop', 'courier', 'point', 'locker', 'desk', 'buyer', 'clock', 'carrier')
);
create index parcels_delivery_point on parcels_delivery (point_id) where ended_at is null and point_id is not null;
