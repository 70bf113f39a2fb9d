-- lowest program version: 1
-- People who lived here and live elsewhere now: who looks for them at their handle of before, or says something
-- to them here, is told so. Nobody else can have the handle.
create table identity_forward (
    person_id uuid primary key references identity_person on delete cascade,
    handle text not null unique,
    at timestamptz not null
);
