-- lowest program version: 1
-- what was made under an Idempotency-Key, so that it is not made twice
create table mastodon_once (
    token_id uuid not null references oauth_token on delete cascade,
    key text not null,
    status_id uuid not null,
    at timestamptz not null,
    primary key (token_id, key)
);
create index mastodon_once_at on mastodon_once (at);

-- how far somebody has read
create table mastodon_marker (
    person_id uuid not null references identity_person on delete cascade,
    timeline text not null check (timeline in ('home', 'notifications')),
    last_read_id text not null,
    version integer not null,
    updated_at timestamptz not null,
    primary key (person_id, timeline)
);

-- words that somebody wants hidden, or shown behind a warning, in some places
create table mastodon_filter (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    title text not null,
    contexts text[] not null,
    action text not null check (action in ('warn', 'hide', 'blur')),
    expires_at timestamptz,
    -- [{id, keyword, whole_word}], [{id, status_id}]
    keywords jsonb not null,
    statuses jsonb not null
);
create index mastodon_filter_owner on mastodon_filter (owner_id);

-- what somebody wrote about somebody, for themselves
create table mastodon_note (
    owner_id uuid not null references identity_person on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    text text not null,
    primary key (owner_id, person_id)
);

-- conversations of which somebody does not want to hear any more
create table mastodon_quiet (
    owner_id uuid not null references identity_person on delete cascade,
    post_id uuid not null,
    primary key (owner_id, post_id)
);

-- with what addresses of files are signed: 244 random bits
create table mastodon_secret (
    one boolean primary key default true check (one),
    secret bytea not null
);
insert into mastodon_secret (secret) values (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

-- where a client app wants to hear of notifications (Web Push); one for each token, gone with it
create table mastodon_push (
    token_id uuid primary key references oauth_token on delete cascade,
    id uuid not null,
    endpoint text not null,
    p256dh bytea not null,
    auth bytea not null,
    -- sealed as in RFC 8291; else as in the draft before it
    standard boolean not null,
    -- of which types of notifications, and by whom
    alerts text[] not null,
    policy text not null check (policy in ('all', 'followed', 'follower', 'none')),
    -- the token, which each push brings along: sealed, for of tokens only hashes are kept
    sealed bytea not null
);

-- what a post through a client app is when the app does not say
create table mastodon_defaults (
    person_id uuid primary key references identity_person on delete cascade,
    privacy text not null check (privacy in ('public', 'unlisted', 'private', 'direct')),
    sensitive boolean not null,
    -- as BCP 47 has it; empty: not said
    language text not null
);
