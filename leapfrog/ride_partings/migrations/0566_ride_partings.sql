-- lowest program version: 1
-- Who rides with whom no more: who said so, and after which ride. Programs of before do not look here, and may match
-- the two until they are gone.
create table ride_partings_pair (
    person_id uuid not null references identity_person,
    other_id uuid not null references identity_person,
    -- of rides, which are above this module
    ride_id uuid not null,
    at timestamptz not null,
    primary key (person_id, other_id),
    check (person_id <> other_id)
);
create index ride_partings_pair_other on ride_partings_pair (other_id);
