-- lowest program version: 1
-- What rider and driver write is a module of its own, which writes this table alone; what is in it stays.
create temporary table kept_messages on commit drop as select * from rides_message;
drop table rides_message;

-- What the two write to each other; gone a day after the ride.
create table rides_message (
    id uuid primary key,
    ride_id uuid not null references rides_ride,
    by_id uuid not null references identity_person,
    text text not null check (length(text) between 1 and 500),
    at timestamptz not null
);
create index rides_message_ride on rides_message (ride_id, at);
insert into rides_message select * from kept_messages;
