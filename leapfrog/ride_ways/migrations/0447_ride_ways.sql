-- lowest program version: 1
-- How far a ride by hail went with somebody on board, in metres. Where it went is rides_trace, which goes after thirty
-- days.
create table ride_ways_way (
    ride_id uuid primary key references rides_ride,
    metres integer not null check (metres >= 0)
);
