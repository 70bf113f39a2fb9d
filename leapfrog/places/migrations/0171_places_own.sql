-- lowest program version: 1
-- what somebody keeps for themselves: home, work, favourites
create table places_own (
    person_id uuid not null references identity_person on delete cascade,
    word text not null,
    name text not null,
    lat double precision not null,
    lon double precision not null,
    kept_at timestamptz not null,
    primary key (person_id, word)
);

-- points along the streets that have a name; `at` in Mercator's metres
create table places_street (
    at point not null,
    name text not null,
    names jsonb not null
);
create index places_street_at on places_street using gist (at);
