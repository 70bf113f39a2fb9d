-- lowest program version: 1
-- Ratings are a module of their own, which writes this table alone; what is in it stays.
create temporary table kept_ratings on commit drop as select * from rides_rating;
drop table rides_rating;

-- By each of the two about the other; shown once both have, or after seven days.
create table rides_rating (
    ride_id uuid not null references rides_ride,
    by_id uuid not null references identity_person,
    of_id uuid not null references identity_person,
    stars smallint not null check (stars between 1 and 5),
    words text[] not null default '{}',
    at timestamptz not null,
    primary key (ride_id, by_id)
);
create index rides_rating_of on rides_rating (of_id, at desc);
insert into rides_rating select * from kept_ratings;
