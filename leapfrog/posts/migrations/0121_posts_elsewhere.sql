-- lowest program version: 1
-- of a poll that is asked elsewhere: how it stands there
alter table posts_post add column tally integer[];
alter table posts_post add column voters integer;
-- who follows from elsewhere has no timeline here
alter table posts_follow add column away boolean not null default false;
