-- lowest program version: 1
-- Rides for later, with stops, by the meter or in cash; trips that change; a thank-you where cars are short.
alter table rides_ride drop constraint rides_ride_state_check;
alter table rides_ride add constraint rides_ride_state_check check (state in (
    'open', 'metered', 'paid', 'cancelled', 'booked', 'requested', 'accepted', 'arrived', 'riding', 'ended',
    'no_driver', 'no_show'
));
alter table rides_ride drop constraint rides_ride_has_driver;
alter table rides_ride add constraint rides_ride_has_driver check (
    driver_id is not null or state in ('booked', 'requested', 'no_driver', 'cancelled')
);
drop index rides_ride_rider_under_way;
create unique index rides_ride_rider_under_way on rides_ride (rider_id)
where state in ('requested', 'accepted', 'arrived', 'riding', 'ended');
create index rides_ride_booked on rides_ride (rider_id) where state = 'booked';
create index rides_ride_ended on rides_ride (driver_id) where state = 'ended';

-- none: for a ride in cash, or for later
alter table rides_hail alter column hold_id drop not null;
alter table rides_hail add column mode text not null default 'fixed' check (mode in ('fixed', 'meter', 'cash'));
-- what the driver may ask for without a yes of the rider's: the price, or by the meter somewhat more
alter table rides_hail add column most bigint;
update rides_hail set most = price;
alter table rides_hail alter column most set not null;
alter table rides_hail add constraint rides_hail_most check (most >= price);
-- of the hold that was made with the request; what came on top is in rides_hold
alter table rides_hail add column held bigint not null default 0 check (held >= 0);
update rides_hail set held = price;
alter table rides_hail add column booked_for timestamptz;
-- between, in this order: {lat, lon, name}
alter table rides_hail add column stops jsonb not null default '[]';
-- what the rider added while cars were short, all of it the driver's
alter table rides_hail add column thanks bigint not null default 0 check (thanks >= 0);
-- as it was when the price was agreed
alter table rides_hail add column tariff jsonb;
-- what the driver says that is due, or was given in cash; what the rider says where they think otherwise
alter table rides_hail add column asked bigint check (asked >= 0);
alter table rides_hail add column rider_sum bigint check (rider_sum >= 0);
-- why a booked ride did not become one, or a ride in cash was not paid
alter table rides_hail add column why text not null default '' check (why in ('', 'funds', 'busy', 'unpaid'));

-- What was promised besides, for a trip that became longer and for a thank-you.
create table rides_hold (
    -- the wallet's stored id
    id uuid primary key,
    ride_id uuid not null references rides_ride,
    amount bigint not null check (amount > 0),
    made_at timestamptz not null
);
create index rides_hold_ride on rides_hold (ride_id, made_at);

-- Another trip than was agreed, as the rider wants it: priced, then asked of the driver.
create table rides_change (
    id uuid primary key,
    ride_id uuid not null references rides_ride,
    state text not null check (state in ('priced', 'asked', 'accepted', 'declined', 'withdrawn')),
    stops jsonb not null,
    destination jsonb not null,
    seconds integer not null check (seconds >= 0),
    metres integer not null check (metres >= 0),
    price bigint not null check (price > 0),
    most bigint not null check (most >= price),
    -- the wallet's stored id of what was promised besides, and how much
    hold_id uuid,
    held bigint not null default 0 check (held >= 0),
    made_at timestamptz not null,
    answered_at timestamptz,
    check ((hold_id is null) = (held = 0))
);
create unique index rides_change_asked on rides_change (ride_id) where state = 'asked';
create index rides_change_ride on rides_change (ride_id, made_at);

alter table rides_tariff add column per_stop bigint not null default 0 check (per_stop >= 0);
