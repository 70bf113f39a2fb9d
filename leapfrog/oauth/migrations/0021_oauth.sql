-- lowest program version: 1
-- a client app (OAuth 2: a client) that somebody wants to use with this town
create table oauth_app (
    id uuid primary key,
    client_id text not null unique,
    secret_hash bytea not null,
    name text not null,
    website text,
    redirect_uris text[] not null,
    scopes text[] not null,
    made_at timestamptz not null
);
create index oauth_app_made on oauth_app (made_at);

-- without a person: the client app speaks for itself
create table oauth_token (
    id uuid primary key,
    hash bytea not null unique,
    app_id uuid not null references oauth_app on delete cascade,
    person_id uuid references identity_person on delete cascade,
    scopes text[] not null,
    made_at timestamptz not null,
    last_used_at timestamptz not null
);
create index oauth_token_person on oauth_token (person_id, made_at desc);
create index oauth_token_app on oauth_token (app_id);

-- a person's yes, until the client app fetches its token with it. One that was used is kept until it
-- would have ended, with the token that it gave: whoever brings it again ends that one (RFC 6749, 4.1.2)
create table oauth_code (
    hash bytea primary key,
    app_id uuid not null references oauth_app on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    redirect_uri text not null,
    scopes text[] not null,
    -- the SHA-256 of what only who asked knows (PKCE, RFC 7636), in base64url
    challenge text,
    expires_at timestamptz not null,
    used boolean not null default false,
    token_id uuid references oauth_token on delete set null
);
