-- lowest program version: 1
-- A town's key may be followed by another one. `signed_by`, `sig`: the key before it, and what that signed;
-- `offline_sig`: what the offline key signed; `listed_until`: it signs nothing any more, and is shown until then.
alter table towns_key add column signed_by text not null default '';
alter table towns_key add column sig text not null default '';
alter table towns_key add column offline_sig text not null default '';
alter table towns_key add column listed_until timestamptz;

-- The public half of the key that lies on paper, and says which key is right when one was stolen.
create table towns_offline (
    only_one boolean primary key default true check (only_one),
    public bytea not null,
    made_at timestamptz not null
);

-- Of other towns: their offline key, in base64url, as it was seen first; and the hashes of the keys that they had,
-- each followed by the next: home records name one of them.
alter table towns_town add column offline text;
alter table towns_town add column had text[] not null default '{}';
