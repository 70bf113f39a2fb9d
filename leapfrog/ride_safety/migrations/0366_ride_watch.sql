-- lowest program version: 1
-- Rides with somebody on board are looked at: one that stands still, or goes away from where it should end, makes the
-- town ask its rider whether all is well. Gone a day after the ride.
create table ride_safety_watch (
    ride_id uuid primary key references rides_ride,
    -- since when it goes where it goes now
    since timestamptz not null,
    -- how near it has come to that, and since when it is much farther away
    least integer not null check (least >= 0),
    away_since timestamptz,
    kind text check (kind in ('standing', 'away')),
    asked_at timestamptz,
    answered_at timestamptz,
    check ((kind is null) = (asked_at is null))
);
