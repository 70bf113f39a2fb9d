-- lowest program version: 1
-- the town's own key pair (RFC 8292), made at the first start: a browser's subscription is tied to it
create table push_key (
    only_one boolean primary key default true check (only_one),
    private_key bytea not null,
    public_key bytea not null
);

-- where one device is reached; a session has at most one, and takes it along when it ends
create table push_subscription (
    session_id uuid primary key references identity_session on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    endpoint text not null unique,
    p256dh bytea not null,
    auth bytea not null,
    device text not null,
    created_at timestamptz not null,
    -- when the session ends by itself
    expires_at timestamptz not null
);
create index push_subscription_person on push_subscription (person_id);

create table push_person (
    person_id uuid primary key references identity_person on delete cascade,
    shows_text boolean not null
);

-- who is still to be told about what, on which device; what it says is written when it leaves
create table push_waiting (
    session_id uuid not null references push_subscription on delete cascade,
    tag text not null,
    urgency text not null,
    expires_at timestamptz not null,
    -- goes up when something new happened about the same
    version integer not null default 1,
    attempts integer not null default 0,
    primary key (session_id, tag)
);

-- the devices that have the app in front of somebody's eyes, as they said within the last minute
create unlogged table push_front (
    session_id uuid primary key,
    person_id uuid not null,
    until timestamptz not null
);
create index push_front_person on push_front (person_id);
