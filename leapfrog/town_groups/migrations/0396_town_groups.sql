-- lowest program version: 1
-- Groups with people of several towns. `home`: the town that orders it, null for this one. `seq`,
-- `head`: how far its rows are written down as they are told, and the hash of all up to there.
-- `upto`: of a copy, what is up to this row happened before the copy began.
create table town_groups_group (
    id uuid primary key,
    home text,
    seq bigint not null,
    head bytea not null,
    upto bigint not null default 0,
    -- how often the group changed its home
    term bigint not null default 0,
    -- the last one, as who carried it on signed it
    claim jsonb,
    made_at timestamptz not null
);

-- A row as each town has it, byte for byte. `text`: null when nothing of it is left but that it was.
create table town_groups_row (
    group_id uuid not null references town_groups_group on delete cascade,
    seq bigint not null,
    sender_id uuid not null,
    client_id uuid not null,
    hash bytea not null,
    -- of all rows up to this one
    head bytea not null,
    text text,
    primary key (group_id, seq)
);
create index town_groups_row_sender on town_groups_row (sender_id);

-- What somebody of another town says, as their town signed it, until it is a row.
create table town_groups_said (
    group_id uuid not null references town_groups_group on delete cascade,
    sender_id uuid not null references identity_person on delete cascade,
    client_id uuid not null,
    text text not null,
    key text not null,
    sig text not null,
    primary key (group_id, sender_id, client_id)
);

-- Of a group that is ordered here: which towns have a copy, and how far they are told.
create table town_groups_copy (
    group_id uuid not null references town_groups_group on delete cascade,
    domain text not null,
    told_seq bigint not null,
    open boolean not null default true,
    primary key (group_id, domain)
);

-- Of a copy: by what its town calls the people in it.
create table town_groups_person (
    group_id uuid not null references town_groups_group on delete cascade,
    pid text not null,
    person_id uuid not null references identity_person on delete cascade,
    primary key (group_id, pid)
);
create index town_groups_person_person on town_groups_person (person_id);

-- What people here want in a group that is ordered elsewhere, until that town has done it. `code`:
-- why it did not.
create table town_groups_wish (
    n bigint generated always as identity primary key,
    group_id uuid not null references town_groups_group on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    client_id uuid not null,
    -- a message as MessageDraft, or a change of the group
    draft jsonb,
    change jsonb,
    at timestamptz not null,
    sent boolean not null default false,
    code text,
    unique (group_id, person_id, client_id)
);
create index town_groups_wish_person on town_groups_wish (person_id);

-- Rows of a copy that came before those that are missing, or whose town's key is not known yet.
create table town_groups_ahead (
    group_id uuid not null references town_groups_group on delete cascade,
    seq bigint not null,
    body jsonb not null,
    primary key (group_id, seq)
);
