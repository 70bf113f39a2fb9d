-- lowest program version: 1
-- Who is in a group that lives here and moved to another town. `since`: after which row that town is told the group for
-- them, since they brought all up to it; null until that town has said that they are there.
create table town_groups_moved (
    group_id uuid not null references chat_conversation on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    since bigint,
    primary key (group_id, person_id)
);
create index town_groups_moved_person on town_groups_moved (person_id);

-- Who came to live here and is in a group of the town at `home`, which has not told it for them yet.
create table town_groups_expected (
    group_id uuid not null,
    person_id uuid not null references identity_person on delete cascade,
    home text not null,
    at timestamptz not null,
    primary key (group_id, person_id)
);
create index town_groups_expected_person on town_groups_expected (person_id);
