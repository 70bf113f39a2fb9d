-- lowest program version: 1
create table notifications_notification (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    kind text not null,
    -- what it is about, by which it is grouped: a post, a comment, or the person themselves
    about uuid not null,
    actor_id uuid not null references identity_person on delete cascade,
    -- of a module above, which says when they are gone
    post_id uuid,
    comment_id uuid,
    at timestamptz not null,
    unique (owner_id, kind, about, actor_id)
);
create index notifications_notification_owner on notifications_notification (owner_id, at desc);
create index notifications_notification_post on notifications_notification (post_id)
    where post_id is not null;
create index notifications_notification_comment on notifications_notification (comment_id)
    where comment_id is not null;

-- who has looked at theirs, and when
create table notifications_seen (
    person_id uuid primary key references identity_person on delete cascade,
    at timestamptz not null
);
