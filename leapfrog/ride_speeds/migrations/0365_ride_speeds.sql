-- lowest program version: 1
-- How long rides took beside what the roads alone say. Gone after two months.
create table ride_speeds_seen (
    driver_id uuid not null references identity_person,
    at timestamptz not null,
    -- 0: the hour after midnight between Sunday and Monday, UTC
    hour_of_week smallint not null check (hour_of_week between 0 and 167),
    planned integer not null check (planned > 0),
    took integer not null check (took > 0)
);
create index ride_speeds_seen_at on ride_speeds_seen (at);
create index ride_speeds_seen_driver on ride_speeds_seen (driver_id);
