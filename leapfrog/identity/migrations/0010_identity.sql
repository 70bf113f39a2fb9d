-- lowest program version: 1
create table identity_person (
    id uuid primary key,
    kind text not null check (kind in ('person', 'remote', 'erased')),
    -- people of this town have a handle and no domain; remote ones have the domain of their town
    handle text not null,
    domain text not null default '',
    display_name text not null,
    about text not null default '',
    language text not null default 'en',
    avatar bytea,
    created_at timestamptz not null,
    last_xid xid8 not null default pg_current_xact_id(),
    -- pictures that stand for words in the name, and in what is said about, somebody from elsewhere
    emojis jsonb,
    -- who runs the town is made an operator by whoever runs the program, and only then
    operator boolean not null default false,
    unique (handle, domain)
);

-- the handles of erased people (SHA-256), so that nobody can come in their name
create table identity_retired (
    handle_hash bytea primary key
);

create table identity_password (
    person_id uuid primary key references identity_person on delete cascade,
    hash text not null
);

create table identity_passkey (
    id uuid primary key,
    person_id uuid not null references identity_person on delete cascade,
    credential_id bytea not null unique,
    -- by what the authenticator knows the person: random, the same for all passkeys of one person
    user_handle bytea not null,
    public_key bytea not null,
    sign_count bigint not null,
    name text not null,
    created_at timestamptz not null,
    last_used_at timestamptz
);
create index identity_passkey_person on identity_passkey (person_id);

-- a passkey ceremony under way; used once, short-lived. `passkey_id` is what it made, so that the
-- same answer again is the same operation
create table identity_challenge (
    id uuid primary key,
    challenge bytea not null,
    purpose text not null check (purpose in ('join', 'add', 'sign_in')),
    person_id uuid references identity_person on delete cascade,
    user_handle bytea,
    passkey_id uuid references identity_passkey on delete cascade,
    expires_at timestamptz not null
);

create table identity_session (
    id uuid primary key,
    person_id uuid not null references identity_person on delete cascade,
    token_hash bytea not null unique,
    kind text not null check (kind in ('join', 'password', 'passkey', 'recovery', 'linked')),
    name text not null,
    address text not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    -- when whoever holds the session last showed that it is them; null on a computer a phone vouched for
    proved_at timestamptz
);
create index identity_session_person on identity_session (person_id);

create table identity_recovery_code (
    person_id uuid not null references identity_person on delete cascade,
    code_hash bytea not null,
    used_at timestamptz,
    primary key (person_id, code_hash)
);

create table identity_app_password (
    id uuid primary key,
    person_id uuid not null references identity_person on delete cascade,
    name text not null,
    password_hash bytea not null unique,
    created_at timestamptz not null,
    last_used_at timestamptz
);
create index identity_app_password_person on identity_app_password (person_id);

-- a borrowed computer that waits for a phone to vouch for it
create table identity_device_link (
    id uuid primary key,
    code text not null unique,
    secret_hash bytea not null,
    device_name text not null,
    address text not null,
    approved_by uuid references identity_person on delete cascade,
    used boolean not null default false,
    created_at timestamptz not null,
    expires_at timestamptz not null
);

-- the town itself, written from the settings at each start, so that addresses can be made in SQL
create table identity_town (
    only_one boolean primary key default true check (only_one),
    name text not null,
    domain text not null,
    -- the handles of who runs the town, as its settings name them
    operators text[] not null default '{}',
    -- when any of this changed, for devices that sync
    last_xid xid8 not null default pg_current_xact_id()
);

-- the handles that the settings name are kept for operators, and joined with a code that works once
create table identity_operator_code (
    handle text primary key,
    code_hash bytea not null,
    expires_at timestamptz not null
);
