-- lowest program version: 3
-- Who holds the key that is to follow: null, the town; else the person, in boxes that only they open. A program of
-- before would take a home without it for none, and begin another one.
alter table identity_home add column own jsonb;
alter table identity_home drop constraint identity_home_check;
alter table identity_home add constraint identity_home_held
    check ((next_seed is null or seed is not null) and (own is null or next_seed is null));
