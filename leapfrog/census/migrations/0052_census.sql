-- lowest program version: 1
-- how many people and posts there are, as the town tells others; counted now and then
create table census_last (
    only_one boolean primary key default true check (only_one),
    people bigint not null,
    month bigint not null,
    half_year bigint not null,
    towns bigint not null,
    posts bigint not null,
    comments bigint not null
);
