-- lowest program version: 1
-- People of this town who keep a spare of all that is theirs in another one. `data_key`: what seals it, which that
-- town does not have. `n` and `chain`: the last chunk that it acknowledged; `coming`: the chain with the one that was
-- being sent, whose answer may have been lost.
create table mirrors_spare (
    person_id uuid primary key references identity_person on delete cascade,
    pid text not null,
    domain text not null,
    state text not null check (state in ('filling', 'fresh', 'late', 'full', 'refused')),
    data_key bytea not null,
    -- to which key the data key is sealed: another one, once its person holds their home key themselves
    exchange text not null,
    generation text not null,
    n bigint not null default 0,
    chain bytea,
    coming bytea,
    -- bytes of the last whole copy, of what came after it, and all that is kept there
    whole bigint not null default 0,
    since_whole bigint not null default 0,
    used bigint not null default 0,
    room bigint not null default 0,
    records bigint not null default 0,
    whole_at timestamptz,
    fresh_at timestamptz,
    created_at timestamptz not null,
    failures int not null default 0,
    told_late boolean not null default false,
    -- the last check: when, how many records were there of how many, and why it failed
    checked_at timestamptz,
    checked_found bigint,
    checked_of bigint,
    checked_problem text
);
-- What of each record set is in the spare: 16 bytes of the SHA-256 of each record, in their order.
create table mirrors_mark (
    person_id uuid not null references mirrors_spare on delete cascade,
    name text not null,
    digests bytea not null,
    primary key (person_id, name)
);
-- The files that are in the spare.
create table mirrors_file (
    person_id uuid not null references mirrors_spare on delete cascade,
    sha256 bytea not null,
    size bigint not null,
    primary key (person_id, sha256)
);

-- Spares that people of other towns keep here, which this town cannot read. `id` owns the blobs; `record`: their home
-- record; `boxes` and `link`: with what they prove that they are they, once their town is gone.
create table mirrors_held (
    pid text primary key,
    id uuid not null unique,
    domain text not null,
    address text not null,
    record jsonb not null,
    boxes jsonb not null,
    link jsonb,
    heard_at timestamptz not null,
    created_at timestamptz not null
);
create index mirrors_held_address on mirrors_held (address);
-- A whole copy and what changed since. `upto`: the last chunk that ends a round; what comes after it is not whole.
create table mirrors_generation (
    pid text not null references mirrors_held on delete cascade,
    generation text not null,
    sealed bytea not null,
    n bigint not null default 0,
    chain bytea not null,
    upto bigint not null default 0,
    upto_at timestamptz,
    opened_at timestamptz not null,
    primary key (pid, generation)
);
-- A chunk of a generation, or a piece of a file (without one).
create table mirrors_part (
    pid text not null references mirrors_held on delete cascade,
    generation text not null,
    name text not null,
    n bigint not null,
    sha256 bytea not null,
    size bigint not null,
    file_id uuid not null,
    primary key (pid, generation, name, n)
);
