-- lowest program version: 1
-- pictures that stand for words elsewhere, had once and made anew; without a picture: it could not
-- be had. The id is made of the url; the host is that of who used it first
create table fediverse_emoji (
    id uuid primary key,
    host text not null,
    url text not null,
    picture bytea,
    at timestamptz not null
);
create index fediverse_emoji_host on fediverse_emoji (host);
