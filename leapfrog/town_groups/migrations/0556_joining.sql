-- lowest program version: 1
-- Who asked to come into a group of another town by its link: that town lets them in, or says why not (`code`).
create table town_groups_joining (
    group_id uuid not null,
    person_id uuid not null references identity_person on delete cascade,
    home text not null,
    i uuid not null,
    code text,
    at timestamptz not null,
    primary key (group_id, person_id)
);
create index town_groups_joining_person on town_groups_joining (person_id);
