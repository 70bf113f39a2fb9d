-- lowest program version: 1
-- a program that somebody wants to use with this town (OAuth 2: a client)
create table mastodon_app (
    id uuid primary key,
    client_id text not null unique,
    secret_hash bytea not null,
    name text not null,
    website text,
    redirect_uris text[] not null,
    scopes text[] not null,
    made_at timestamptz not null
);
create index mastodon_app_made on mastodon_app (made_at);

-- a person's yes, until the program fetches its token with it
create table mastodon_code (
    hash bytea primary key,
    app_id uuid not null references mastodon_app on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    redirect_uri text not null,
    scopes text[] not null,
    -- the SHA-256 of what only who asked knows (PKCE, RFC 7636), in base64url
    challenge text,
    expires_at timestamptz not null
);

-- without a person: the program speaks for itself
create table mastodon_token (
    id uuid primary key,
    hash bytea not null unique,
    app_id uuid not null references mastodon_app on delete cascade,
    person_id uuid references identity_person on delete cascade,
    scopes text[] not null,
    made_at timestamptz not null,
    last_used_at timestamptz not null
);
create index mastodon_token_person on mastodon_token (person_id, made_at desc);
create index mastodon_token_app on mastodon_token (app_id);

-- what was made under an Idempotency-Key, so that it is not made twice
create table mastodon_once (
    token_id uuid not null references mastodon_token on delete cascade,
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

-- talk of which somebody does not want to hear any more
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
