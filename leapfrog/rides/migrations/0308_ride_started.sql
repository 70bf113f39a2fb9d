-- lowest program version: 1
-- What was asked for lately, for the heat map.
create index rides_ride_started on rides_ride (started_at);
