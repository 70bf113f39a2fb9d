-- lowest program version: 1
-- A claim to be a group's home, by a town of which it is not known yet whether the home of now is silent, as this town
-- sees it. `silent_for`: in seconds, how long it must be; `at`: when the claim came.
create table town_groups_claim (
    group_id uuid primary key references town_groups_group on delete cascade,
    domain text not null,
    dispatch_id uuid not null,
    claim jsonb not null,
    silent_for bigint not null,
    at timestamptz not null
);
