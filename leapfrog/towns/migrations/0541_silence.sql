-- lowest program version: 1
-- The last time in which nothing was heard of a town for a day or longer: by it a town knows that it was away itself,
-- or cut off, and from whom.
alter table towns_town add column quiet_from timestamptz;
alter table towns_town add column quiet_until timestamptz;
