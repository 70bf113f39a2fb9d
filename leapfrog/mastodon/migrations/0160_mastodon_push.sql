-- lowest program version: 1
-- where a program wants to hear of notifications (Web Push); one for each token, gone with it
create table mastodon_push (
    token_id uuid primary key references mastodon_token on delete cascade,
    id uuid not null,
    endpoint text not null,
    p256dh bytea not null,
    auth bytea not null,
    -- sealed as in RFC 8291; else as in the draft before it
    standard boolean not null,
    -- of which types of notifications, and by whom
    alerts text[] not null,
    policy text not null check (policy in ('all', 'followed', 'follower', 'none')),
    -- the token, which each push brings along: sealed, for of tokens only hashes are kept
    sealed bytea not null
);
