-- lowest program version: 1
create extension if not exists pg_trgm;

-- the one map that the town shows; its files are owned by `id`
create table places_map (
    id uuid primary key,
    version text not null,
    tiles bytea not null,
    roads bytea not null,
    extract bytea not null,
    west double precision not null,
    south double precision not null,
    east double precision not null,
    north double precision not null,
    min_zoom integer not null,
    max_zoom integer not null,
    extracted_at timestamptz,
    attribution text not null,
    built_at timestamptz not null
);
create unique index places_map_single on places_map ((true));

-- `at` in Mercator's metres; `words`: a line for each name, folded, between newlines
create table places_place (
    id text primary key,
    source text not null,
    kind text not null,
    category text not null,
    name text not null,
    names jsonb not null,
    address text not null,
    lat double precision not null,
    lon double precision not null,
    at point not null,
    hours text not null,
    weight real not null,
    words text not null,
    grams integer[] not null
);
create index places_place_source on places_place (source);
create index places_place_kind on places_place (kind);
create index places_place_at on places_place using gist (at);
create index places_place_grams on places_place using gin (grams);
create index places_place_words on places_place using gin (words gin_trgm_ops);
