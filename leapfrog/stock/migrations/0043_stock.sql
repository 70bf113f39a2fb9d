-- lowest program version: 1
create table stock_pool (
    id uuid primary key,
    -- what runs out, as its module names it: `vending:slot:<id>`
    owner text not null,
    units bigint not null check (units >= 0),
    -- held and kept ones, also the held ones whose time is over and that nobody has tidied yet
    taken bigint not null default 0,
    per_person bigint check (per_person > 0),
    -- no pool is ever sold twice, whatever the program does
    check (taken between 0 and units)
) with (fillfactor = 50);

create table stock_claim (
    id uuid not null,
    pool_id uuid not null references stock_pool,
    person_id uuid not null references identity_person,
    units bigint not null check (units > 0),
    state text not null check (state in ('held', 'kept', 'released')),
    until timestamptz,
    at timestamptz not null,
    primary key (id, pool_id),
    check (state <> 'held' or until is not null)
) with (fillfactor = 80);
create index stock_claim_person on stock_claim (person_id, pool_id) where state <> 'released';
create index stock_claim_until on stock_claim (pool_id, until) where state = 'held';
