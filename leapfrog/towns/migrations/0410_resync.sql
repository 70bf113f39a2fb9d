-- lowest program version: 1
-- Who here came back from a copy of before: once the other one's town is heard, it is asked for what was said since.
-- `resynced_at`: when it was last asked for here, which is not done for everybody who asks again and again.
alter table towns_tie add column resync boolean not null default false;
alter table towns_tie add column resynced_at timestamptz;
