-- lowest program version: 1
-- Only rides that end within so many metres of there.
create table ride_wishes_area (
    person_id uuid primary key references identity_person,
    lat double precision not null,
    lon double precision not null,
    metres integer not null check (metres between 500 and 30000)
);
