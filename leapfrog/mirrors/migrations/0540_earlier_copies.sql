-- lowest program version: 1
-- With what each copy was begun, and since when a newer one is in its place: a home that sends rubbish, or speaks for
-- another key, takes nothing from what was good before. Null: as of the spare.
alter table mirrors_generation
    add column record jsonb,
    add column boxes jsonb,
    add column link jsonb,
    add column replaced_at timestamptz;
update mirrors_generation g set record = h.record, boxes = h.boxes, link = h.link
from mirrors_held h where h.pid = g.pid;
-- Since when a part is there; of a chunk, whether a round ends with it, so that one can come back from there; since
-- when a piece of a file is kept for earlier copies alone.
alter table mirrors_part
    add column added_at timestamptz not null default now(),
    add column ends boolean not null default false,
    add column forgotten_at timestamptz;
