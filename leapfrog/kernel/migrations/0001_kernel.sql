-- lowest program version: 1
create table kernel_event (
    id uuid primary key,
    type text not null,
    body jsonb not null,
    at timestamptz not null
);

create table kernel_due (
    id uuid primary key,
    kind text not null,
    ref text not null,
    body jsonb,
    due_at timestamptz not null,
    attempts integer not null default 0,
    error text,
    unique (kind, ref)
);
create index kernel_due_at on kernel_due (due_at);

-- Blobs lie in the object store under their content hash; who owns them, and as what, is here.
create table kernel_file (
    id uuid primary key,
    owner_id uuid not null,
    purpose text not null,
    sha256 bytea not null,
    media_type text not null,
    size bigint not null,
    public boolean not null default false,
    created_at timestamptz not null
);
create index kernel_file_owner on kernel_file (owner_id);
create index kernel_file_sha256 on kernel_file (sha256);

-- Names this database, so that a cursor from another one is known to be foreign.
create table kernel_epoch (
    id uuid primary key default gen_random_uuid(),
    only_one boolean not null default true unique check (only_one)
);
insert into kernel_epoch default values;
