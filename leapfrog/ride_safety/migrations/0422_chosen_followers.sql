-- lowest program version: 3
-- Whom somebody chose to follow each of their trips; from an hour on until six in the morning, else always.
create table ride_safety_chosen (
    person_id uuid not null references identity_person,
    chosen_id uuid not null references identity_person,
    since timestamptz not null,
    primary key (person_id, chosen_id),
    check (person_id <> chosen_id)
);
create index ride_safety_chosen_by on ride_safety_chosen (chosen_id);

create table ride_safety_hours (
    person_id uuid primary key references identity_person,
    from_hour smallint not null check (from_hour between 0 and 23),
    -- whose clock (IANA)
    zone text not null
);

-- Who follows which ride, as its rider chose before.
create table ride_safety_follower (
    ride_id uuid not null references rides_ride,
    follower_id uuid not null references identity_person,
    since timestamptz not null,
    primary key (ride_id, follower_id)
);
create index ride_safety_follower_person on ride_safety_follower (follower_id);

-- Of a ride for somebody without an account: whoever has the link is the one who rides.
alter table ride_safety_sharing add column for_guest boolean not null default false;
