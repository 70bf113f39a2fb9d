-- lowest program version: 1
-- Stock that leaves the house, comes in, is counted and moved: what lies there is `units`, and each change of it has a
-- row in the journal.
alter table stock_pool
    add low_water bigint check (low_water >= 0), -- whoever sells it hears when this much is left, and when nothing is
    add within interval check (within > '0'), -- the time of `per_person`; null: ever
    add check (within is null or per_person is not null);

alter table stock_claim
    add spent bigint not null default 0, -- of the units: have left the house
    add freed bigint not null default 0, -- are anybody's again
    add returned bigint not null default 0; -- of those that left: came back
update stock_claim set freed = units where state = 'released';
alter table stock_claim
    drop constraint stock_claim_state_check,
    add constraint stock_claim_state_check check (state in ('held', 'kept', 'spent', 'released')),
    add constraint stock_claim_parts check (
        spent >= 0 and freed >= 0 and spent + freed <= units and returned between 0 and spent
    ),
    add constraint stock_claim_over check (
        (state in ('spent', 'released')) = (spent + freed = units) and (state = 'released') = (freed = units)
    );
-- What is over for long is folded.
create index stock_claim_old on stock_claim (at) where state in ('spent', 'released');

-- Why a pool has as many units as it has: their sum is `stock_pool.units`.
create table stock_move (
    id uuid not null, -- made by who asked
    pool_id uuid not null references stock_pool,
    why text not null check (why in (
        'receive', 'count', 'move', 'sale', 'release', 'return', 'damage', 'folded'
    )),
    n bigint not null check (n >= 0), -- the number that was said
    delta bigint not null, -- what it changed
    units bigint not null check (units >= 0), -- what lay there then
    missing bigint not null default 0 check (missing >= 0), -- claimed, and not found when counting
    claim_id uuid,
    other_pool uuid, -- from where or to where
    by_id uuid, -- null: the program
    at timestamptz not null,
    primary key (id, pool_id)
);
-- An id is of one entry, which has a row for each of its pools.
create unique index stock_move_id on stock_move (id) where why <> 'move' or delta < 0;
create index stock_move_pool on stock_move (pool_id, at);
create index stock_move_claim on stock_move (claim_id) where claim_id is not null;
insert into stock_move (id, pool_id, why, n, delta, units, at)
select id, id, 'receive', units, units, units, now() from stock_pool where units > 0;
