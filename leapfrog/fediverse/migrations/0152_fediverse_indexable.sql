-- lowest program version: 1
-- whether somebody elsewhere lets the search find what they write (FEP-5feb)
alter table fediverse_actor add column indexable boolean not null default true;
