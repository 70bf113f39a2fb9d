-- lowest program version: 1
-- Groups with people of several towns of which a take-out says that its owner is in them. Their own town has no word
-- in it where it is gone: once they are here by their key (`asked_at`) the towns are asked, until one tells the group.
create table town_groups_sought (
    group_id uuid not null,
    person_id uuid not null references identity_person on delete cascade,
    name text not null,
    -- in which town it lived, and all of which people were in it
    home text not null,
    towns text[] not null,
    at timestamptz not null,
    asked_at timestamptz,
    primary key (group_id, person_id)
);
create index town_groups_sought_person on town_groups_sought (person_id);
