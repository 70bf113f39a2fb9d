-- lowest program version: 1
-- where this town is on the net, written from the settings at each start; no row: it keeps to itself
create table fediverse_town (
    only_one boolean primary key default true check (only_one),
    origin text not null,
    -- only towns that are on the list of the operator are spoken with
    listed boolean not null
);

-- the RSA keys of the people here, and of the town itself (an owner of zeros)
create table fediverse_key (
    owner_id uuid primary key,
    private_pem text not null,
    public_pem text not null
);

-- what other towns say of somebody from there
create table fediverse_actor (
    person_id uuid primary key references identity_person on delete cascade,
    uri text not null unique,
    host text not null,
    key_id text not null,
    public_pem text not null,
    inbox text not null,
    shared_inbox text,
    url text not null,
    icon text,
    moved_to text,
    gone boolean not null default false,
    fetched_at timestamptz not null,
    -- whether they let the search find what they write (FEP-5feb)
    indexable boolean not null default true
);
create index fediverse_actor_key on fediverse_actor (key_id);
create index fediverse_actor_host on fediverse_actor (host);

-- where people of this town have been before, and where they went
create table fediverse_account (
    person_id uuid primary key references identity_person on delete cascade,
    also_known_as text[] not null default '{}',
    moved_to text,
    moved_at timestamptz
);

-- by what somebody asked to follow, so that the answer names it
create table fediverse_follow (
    follower_id uuid not null references identity_person on delete cascade,
    followed_id uuid not null references identity_person on delete cascade,
    uri text not null,
    primary key (follower_id, followed_id)
);

-- the towns that we know: whether they answer, and what the operator wants of them
create table fediverse_host (
    host text primary key,
    rule text check (rule in ('allowed', 'blocked')),
    failures integer not null default 0,
    failing_since timestamptz,
    next_try_at timestamptz,
    dead boolean not null default false
);

-- every rule made or lifted by an operator; rows are only added
create table fediverse_decision (
    id uuid primary key,
    operator_id uuid references identity_person on delete set null,
    host text not null,
    rule text,
    reason text not null,
    at timestamptz not null
);

-- verified and not yet read
create table fediverse_inbox (
    id uuid primary key,
    actor_id uuid not null references identity_person on delete cascade,
    body bytea not null,
    at timestamptz not null
);

-- what came already, for a time: the hash of an activity's id
create table fediverse_seen (
    digest bytea primary key,
    at timestamptz not null
);

-- what is to be sent, and to which inboxes
create table fediverse_activity (
    id uuid primary key,
    sender_id uuid not null,
    body text not null,
    at timestamptz not null
);
create table fediverse_delivery (
    activity_id uuid not null references fediverse_activity on delete cascade,
    inbox text not null,
    host text not null,
    leased_until timestamptz,
    -- which job carries it: should that die, it goes on where it was
    leased_by uuid,
    primary key (activity_id, inbox)
);
create index fediverse_delivery_host on fediverse_delivery (host, activity_id);

-- consent to a quote (FEP-044f): of our posts by others, and of theirs by ours
create table fediverse_quote (
    id uuid primary key,
    post_id uuid not null,
    quote_uri text not null,
    actor_id uuid not null references identity_person on delete cascade,
    revoked boolean not null default false,
    unique (post_id, quote_uri)
);
create table fediverse_consent (
    post_id uuid primary key,
    uri text not null
);

-- pictures that stand for words elsewhere, had once and made anew; without a picture: it could not
-- be had. The id is made of the url; the host is that of who used it first
create table fediverse_emoji (
    id uuid primary key,
    host text not null,
    url text not null,
    picture bytea,
    at timestamptz not null
);
create index fediverse_emoji_host on fediverse_emoji (host);

-- how others call their likes and blocks, the last time, so that they can be taken back by that
-- name alone
create table fediverse_received_activity (
    actor_id uuid not null references identity_person on delete cascade,
    kind text not null,
    object text not null,
    uri text not null,
    primary key (actor_id, kind, object)
);
create index fediverse_received_activity_uri on fediverse_received_activity (actor_id, uri);
