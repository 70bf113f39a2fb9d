-- lowest program version: 1
-- Who says that they gave another sum in cash waits for the desk, and may be driven meanwhile.
drop index rides_ride_rider_under_way;
create unique index rides_ride_rider_under_way on rides_ride (rider_id)
where state in ('requested', 'accepted', 'arrived', 'riding');
