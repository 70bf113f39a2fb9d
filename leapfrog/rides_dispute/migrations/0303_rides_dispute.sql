-- lowest program version: 1
-- Disputes are a module of their own, which writes this table alone; what is in it stays.
create temporary table kept on commit drop as select * from rides_dispute;
drop table rides_dispute;

create table rides_dispute (
    ride_id uuid primary key references rides_ride,
    opened_at timestamptz not null,
    -- what the driver got, at most that much goes back
    amount bigint not null check (amount > 0),
    -- the wallet's stored id of the driver's promise; null where their wallet refused one
    hold_id uuid,
    rider_words text not null,
    driver_words text not null default '',
    ruled_at timestamptz,
    by_id uuid references identity_person,
    refund bigint not null default 0 check (refund between 0 and amount),
    for_rider text not null default '',
    for_driver text not null default '',
    check ((ruled_at is null) = (by_id is null))
);
create index rides_dispute_open on rides_dispute (opened_at) where ruled_at is null;
insert into rides_dispute select * from kept;
