-- lowest program version: 1
-- The processes that serve this town. Each says every few seconds that it is there; unlogged, because
-- after a crash of the database all say so anew.
create unlogged table nodes_node (
    id uuid primary key,
    name text not null,
    version text not null,
    program integer not null,
    schema integer not null,
    -- of each setting that all must share, a hash
    settings jsonb not null,
    state text not null check (state in ('joining', 'ready', 'draining')),
    started_at timestamptz not null,
    seen_at timestamptz not null
);
