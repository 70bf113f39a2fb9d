-- lowest program version: 1
-- Each plan that a hall had, in their order: a show keeps the one by which it is sold.
create table tickets_hall_version (
    hall_id uuid not null references tickets_hall,
    version integer not null check (version > 0),
    plan_hash bytea not null references tickets_plan,
    made_at timestamptz not null,
    primary key (hall_id, version)
);
insert into tickets_hall_version (hall_id, version, plan_hash, made_at)
select id, 1, plan_hash, changed_at from tickets_hall;
