-- lowest program version: 1
create table kernel_event (
    id uuid primary key,
    type text not null,
    body jsonb not null,
    at timestamptz not null
);

-- What is to be done at a time; `kind` says by whom, `ref` about what.
create table kernel_timer (
    id uuid primary key,
    kind text not null,
    ref text not null,
    body jsonb,
    due_at timestamptz not null,
    attempts integer not null default 0,
    error text,
    unique (kind, ref)
);
create index kernel_timer_due_at on kernel_timer (due_at);

-- Blobs lie in the object store under their content hash; who owns them, and as what, is here.
create table kernel_file (
    id uuid primary key,
    owner_id uuid not null,
    purpose text not null,
    sha256 bytea not null,
    media_type text not null,
    size bigint not null,
    public boolean not null default false,
    created_at timestamptz not null,
    -- for whom it counts against what one person may keep; null: for nobody
    person_id uuid
);
create index kernel_file_owner on kernel_file (owner_id);
create index kernel_file_sha256 on kernel_file (sha256);
create index kernel_file_person on kernel_file (person_id) include (size) where person_id is not null;

-- How much of what somebody keeps lies in tables, in bytes; counted by the modules whose tables they are.
create table kernel_usage (
    person_id uuid primary key,
    bytes bigint not null
);

-- How much one person may keep, in bytes, written from the settings at each start; no row: any amount.
create table kernel_quota (
    only_one boolean primary key default true check (only_one),
    bytes bigint not null
);

-- Guesses of secrets, counted by all processes together. `id` is a hash of who and what; a row that is
-- not due any more says nothing. Unlogged: a crash forgets them, and nobody waits for the disk.
create unlogged table kernel_throttle (
    id bytea primary key,
    due timestamptz not null
);
create index kernel_throttle_due on kernel_throttle (due);

-- Names this database, so that a cursor from another one is known to be foreign.
create table kernel_epoch (
    id uuid primary key default gen_random_uuid(),
    only_one boolean not null default true unique check (only_one)
);
insert into kernel_epoch default values;
