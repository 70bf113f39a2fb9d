-- lowest program version: 1
-- Who a person is in all towns: the home record that counts, of people here and of those elsewhere who came
-- over the line. The private halves only of people here, for whom this town keeps them.
create table identity_home (
    person_id uuid primary key references identity_person on delete cascade,
    pid text not null unique,
    n bigint not null,
    key text not null,
    next text not null,
    -- SHA-256 of the canonical record
    digest bytea not null,
    record jsonb not null,
    -- another record of the same number: two places say that they are this person
    other jsonb,
    seed bytea,
    next_seed bytea,
    -- both seeds under a passphrase of the person, for their take-out
    sealed jsonb,
    check ((seed is null) = (next_seed is null))
);
