-- lowest program version: 1
-- the keys by which this town signs what it says to others, the last one first in use
create table towns_key (
    id text primary key,
    seed bytea not null,
    public bytea not null,
    since timestamptz not null
);

-- The towns to which there is a line. `keys`: those that are pinned, public half in base64url by id.
create table towns_town (
    domain text primary key,
    origin text,
    keys jsonb not null default '{}',
    -- it came back with a key that no key of before has signed: nothing is said or heard any more
    key_changed boolean not null default false,
    -- what is said to it: the epoch of the line, the last dispatch, how far it was done there, the hash up to
    -- the last one
    epoch text not null,
    last bigint not null default 0,
    acked bigint not null default 0,
    chain bytea not null,
    failures integer not null default 0,
    failing_since timestamptz,
    next_try_at timestamptz,
    leased_until timestamptz,
    heard_at timestamptz,
    answered_at timestamptz,
    made_at timestamptz not null
);

-- dispatches, kept for a time after they were done there: it may come back from a backup
create table towns_dispatch (
    domain text not null references towns_town on delete cascade,
    n bigint not null,
    id uuid not null,
    kind text not null,
    -- the pid of who here says it
    sender text not null,
    body text not null,
    -- the hash of the line up to this dispatch
    chain bytea not null,
    at timestamptz not null,
    -- why the other town could not do it
    bounced text,
    primary key (domain, n)
);
create index towns_dispatch_id on towns_dispatch (id);

-- how far was heard, for each epoch of a town; its last one is open
create table towns_heard (
    domain text not null references towns_town on delete cascade,
    epoch text not null,
    high bigint not null,
    chain bytea not null,
    open boolean not null,
    primary key (domain, epoch)
);

-- the dispatches that were done here, by their ids: none is done twice, in whichever epoch
create table towns_done (
    domain text not null references towns_town on delete cascade,
    id uuid not null,
    at timestamptz not null,
    primary key (domain, id)
);

-- Somebody here and somebody elsewhere: what was said to the other town of them. `told_seq`: how far in
-- their conversation; `card_sent`, `card_seen`: versions of cards.
create table towns_tie (
    person_id uuid not null references identity_person on delete cascade,
    other_id uuid not null references identity_person on delete cascade,
    told_seq bigint not null default 0,
    card_sent bigint not null default 0,
    card_seen bigint not null default 0,
    since timestamptz not null,
    primary key (person_id, other_id)
);
