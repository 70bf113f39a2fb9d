-- lowest program version: 3
-- In what kind of car, and with what; the tariff of each is a module of its own (ride_terms).
alter table rides_hail add column car_class text not null default 'taxi'
check (car_class in ('taxi', 'car', 'van', 'bike', 'accessible'));
alter table rides_hail add column seats smallint not null default 1 check (seats between 1 and 8);
alter table rides_hail add column child_seat boolean not null default false;
alter table rides_hail add column wheelchair boolean not null default false;
alter table rides_hail add column pet boolean not null default false;
alter table rides_hail add column luggage boolean not null default false;

-- What the driver's waiting at the door costs; part of the price once the rider is on board.
alter table rides_hail add column waiting bigint not null default 0 check (waiting >= 0);
alter table rides_hail drop constraint rides_hail_check1;
alter table rides_hail add constraint rides_hail_fee check (fee between 0 and cancel_fee + waiting);
-- When the driver, at the door, last wrote to the rider.
alter table rides_hail add column tried_at timestamptz;

-- Taken by a driver who still drives somebody else, and comes when that is over.
alter table rides_ride drop constraint rides_ride_state_check;
alter table rides_ride add constraint rides_ride_state_check check (state in (
    'open', 'metered', 'paid', 'cancelled', 'booked', 'requested', 'queued', 'accepted', 'arrived', 'riding',
    'ended', 'no_driver', 'no_show'
));
create unique index rides_ride_queued on rides_ride (driver_id) where state = 'queued';
-- Whom the rider asked for, who has no account: as they are called.
alter table rides_ride add column guest text not null default '';
drop index rides_ride_rider_under_way;
create unique index rides_ride_rider_under_way on rides_ride (rider_id)
where state in ('requested', 'queued', 'accepted', 'arrived', 'riding') and guest = '';
create index rides_ride_rider_running on rides_ride (rider_id)
where state in ('requested', 'queued', 'accepted', 'arrived', 'riding', 'ended');

-- Who pays, where that is not the rider.
alter table rides_hail add column payer_id uuid references identity_person;
create index rides_hail_payer on rides_hail (payer_id) where payer_id is not null;
