-- lowest program version: 1
-- Taxi ranks: those of the map, what the desk has changed about them, the desk's own; and who
-- stands there.

-- `id`: of a place of the map that is here instead, or closed; or `rank:` and a number of its own.
create table ranks_rank (
    id text primary key,
    name text not null,
    lat double precision not null,
    lon double precision not null,
    closed_at timestamptz,
    set_at timestamptz not null,
    by_id uuid not null references identity_person
);

-- One row for each driver who stands at a rank. What a crash takes, the next few seconds bring again.
create unlogged table ranks_standing (
    driver_id uuid primary key references identity_person,
    rank_id text not null,
    -- the order of arrival; who would not drive twice arrives anew
    since timestamptz not null,
    seen_at timestamptz not null,
    refusals integer not null default 0
) with (fillfactor = 50);
create index ranks_standing_rank on ranks_standing (rank_id, since);
