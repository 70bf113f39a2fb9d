-- lowest program version: 1
create table follows_follow (
    follower_id uuid not null references identity_person on delete cascade,
    followed_id uuid not null references identity_person on delete cascade,
    state text not null check (state in ('asked', 'follows')),
    secret boolean not null default false,
    -- the followed one has so many followers that their posts are looked up, not copied
    pull_only boolean not null default false,
    at timestamptz not null,
    -- who follows from elsewhere has no timeline here
    away boolean not null default false,
    primary key (follower_id, followed_id)
);
create index follows_follow_followed on follows_follow (followed_id, state, at desc);
create index follows_follow_pull_only on follows_follow (follower_id) where pull_only;

-- how many follow somebody openly; in slots, so that those who begin to at the same moment do not
-- wait for each other
create table follows_count (
    person_id uuid not null,
    slot smallint not null,
    followers integer not null default 0,
    primary key (person_id, slot)
) with (fillfactor = 80);

create table follows_settings (
    person_id uuid primary key references identity_person on delete cascade,
    approve boolean not null default false,
    show_follows text not null default 'everyone' check (show_follows in ('everyone', 'contacts', 'nobody'))
);

create table follows_list (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    name text not null,
    -- which answers of those on a list are on it, beside those to whose list it is
    replies text not null default 'followed' check (replies in ('none', 'list', 'followed'))
);
create index follows_list_owner on follows_list (owner_id);

create table follows_list_member (
    list_id uuid not null references follows_list on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    primary key (list_id, person_id)
);

-- a mark stands for a name: with another one it is not shown
create table follows_verified (
    person_id uuid primary key references identity_person on delete cascade,
    kind text not null check (kind in ('person', 'organisation')),
    reason text not null,
    name text not null,
    at timestamptz not null
);
