-- lowest program version: 1
-- Who went back on a ride that was agreed: a driver who gave it back, a rider who called it off. Gone after two days.
create table ride_pauses_broken (
    person_id uuid not null references identity_person,
    ride_id uuid not null,
    kind text not null check (kind in ('returned', 'called_off')),
    at timestamptz not null,
    -- a ride that was given back may be accepted and called off later: each counts
    primary key (person_id, ride_id, kind)
);
create index ride_pauses_broken_at on ride_pauses_broken (at);
