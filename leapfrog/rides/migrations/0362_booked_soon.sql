-- lowest program version: 1
-- What is booked for soon is looked for every two seconds.
create index rides_hail_booked_for on rides_hail (booked_for) where booked_for is not null and hold_id is null;
