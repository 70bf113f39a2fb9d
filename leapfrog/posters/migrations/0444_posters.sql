-- lowest program version: 1
-- The poster of what is shown: public blobs, the whole of it and a small one.
create table posters_poster (
    event_id uuid primary key, -- of tickets, which stand above
    merchant_id uuid not null references till_merchant,
    sha256 bytea not null check (length(sha256) = 32),
    small bytea not null check (length(small) = 32),
    width integer not null check (width > 0), -- of the whole of it
    height integer not null check (height > 0),
    alt text not null
);
create index posters_poster_merchant on posters_poster (merchant_id);
