-- lowest program version: 1
-- People who move here from another town. `verifier`: whose SHA-256 they took along to consent (RFC 7636).
-- `given`: what the other town gave when it let them go, until it was told that they are here.
create table moves_arriving (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    domain text not null,
    verifier text not null,
    code text,
    state text not null check (state in ('asked', 'copying', 'finishing', 'settling', 'here', 'failed')),
    -- why it failed: the code of a problem
    problem text,
    -- with whom they were connected there, by address; the conversations of two that came, by the ids of there
    tied text[] not null default '{}',
    talks uuid[] not null default '{}',
    came_at timestamptz,
    created_at timestamptz not null,
    done_at timestamptz
);
create unique index moves_arriving_one on moves_arriving (owner_id)
    where state in ('asked', 'copying', 'finishing', 'settling');

-- People who let another town take them. `challenge`: what that town must know the verifier of; `code_hash`: SHA-256
-- of what they bring to it. `answer`: what it was told when they went, until it said that they are there.
create table moves_leaving (
    id uuid primary key,
    person_id uuid not null references identity_person on delete cascade,
    domain text not null,
    challenge text not null,
    code_hash bytea not null,
    state text not null check (state in ('allowed', 'copying', 'moved', 'gone', 'ended')),
    takeout_id uuid,
    address text,
    answer jsonb,
    allowed_until timestamptz not null,
    created_at timestamptz not null,
    moved_at timestamptz
);
create index moves_leaving_person on moves_leaving (person_id);
