-- lowest program version: 1
create table portability_takeout (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    state text not null check (state in ('waiting', 'working', 'ready', 'failed', 'expired')),
    progress integer not null default 0,
    file_id uuid,
    size bigint not null default 0,
    sha256 bytea,
    sets jsonb not null default '[]',
    created_at timestamptz not null,
    expires_at timestamptz
);
create index portability_takeout_owner on portability_takeout (owner_id, created_at);

create table portability_arrival (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    name text not null,
    state text not null check (state in ('preview', 'applied')),
    file_id uuid not null,
    from_address text not null,
    sets jsonb not null,
    problems jsonb not null default '[]',
    created_at timestamptz not null,
    applied_at timestamptz
);
create index portability_arrival_owner on portability_arrival (owner_id, created_at);
