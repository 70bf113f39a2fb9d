-- lowest program version: 1
-- What the town signs its short-lived codes with: one row.
create table till_code_secret (
    one boolean primary key default true check (one),
    secret bytea not null check (length(secret) = 32)
);

-- The key of one device, with which it shows payment codes while it is offline. The number is the code's first eight
-- digits.
create table till_code_key (
    number integer primary key check (number between 0 and 99999999),
    person_id uuid not null references identity_person,
    session_id uuid not null unique,
    secret bytea not null check (length(secret) = 32),
    made_at timestamptz not null
);
create index till_code_key_person on till_code_key (person_id);

create table till_code_used (
    number integer not null,
    step bigint not null,
    counter smallint not null,
    primary key (number, step, counter)
);
create index till_code_used_step on till_code_used (step);
