-- lowest program version: 1
-- a code that was used is kept until it would have ended, with the token that it gave: whoever
-- brings it again ends that one (RFC 6749, 4.1.2)
alter table mastodon_code add column used boolean not null default false;
alter table mastodon_code add column token_id uuid references mastodon_token on delete set null;
