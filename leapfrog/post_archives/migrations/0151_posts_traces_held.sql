-- lowest program version: 1
-- a block, mute or domain of an archive that holds here because of it
alter table posts_trace add column held boolean not null default false;
create index posts_trace_away on posts_trace (lower(value))
    where kind in ('block', 'mute') and not held;
