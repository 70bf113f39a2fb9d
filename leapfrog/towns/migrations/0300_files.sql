-- lowest program version: 1
-- Files that were announced to a town in something that was said to it, which it may fetch for a time.
create table towns_offer (
    domain text not null references towns_town on delete cascade,
    sha256 bytea not null,
    file_id uuid not null,
    at timestamptz not null,
    primary key (domain, sha256, file_id)
);
create index towns_offer_at on towns_offer (at);

-- Files that another town announced and that have not come. `size`: as it was announced, in bytes.
create table towns_pull (
    file_id uuid primary key,
    domain text not null references towns_town on delete cascade,
    sha256 bytea not null,
    size bigint not null,
    at timestamptz not null,
    failures integer not null default 0,
    leased_until timestamptz,
    -- when its bytes were asked for first
    begun_at timestamptz,
    done boolean not null default false
);
create index towns_pull_domain on towns_pull (domain, at);

-- how far of what the other one said is told to be on a device here, and read
alter table towns_tie
    add column got_seq bigint not null default 0,
    add column read_seq bigint not null default 0;
