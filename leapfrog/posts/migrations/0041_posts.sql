-- lowest program version: 1
create table posts_post (
    id uuid primary key,
    author_id uuid not null references identity_person on delete cascade,
    -- when it was shown to others; of one that was brought along, when it was first shown
    at timestamptz not null,
    audience text not null check (
        audience in ('public', 'unlisted', 'followers', 'mentioned', 'contacts', 'circles', 'me')
    ),
    -- the author's circles for which it is, when it is for circles
    circles uuid[] not null default '{}',
    form text not null check (form in ('post', 'repost', 'quote')),
    -- of a repost or quote: the original, and the post through which it came
    of_id uuid,
    via_id uuid,
    text text not null,
    -- all else that is said, as it is shown: title, warning, media, link, poll, place, mentions, topics
    content jsonb not null default '{}',
    mentions uuid[] not null default '{}',
    topics text[] not null default '{}',
    poll boolean not null default false,
    spot point,
    replies text not null check (replies in ('everyone', 'followers', 'contacts', 'mentioned', 'nobody')),
    edited_at timestamptz,
    pinned_at timestamptz,
    -- taken down by the operator
    removed_at timestamptz,
    -- the author of the original does not want this quote
    detached boolean not null default false,
    imported_from text,
    -- how other servers name it; null for a post of this town, whose name follows from its id
    uri text unique,
    heat double precision not null default 0,
    -- by what the search finds it, when it is to be found
    tokens integer[],
    -- of a poll that is asked elsewhere: how it stands there
    tally integer[],
    voters integer,
    -- what it answers, when its audience is not that of what it answers: a post, or a comment under
    -- one; and whose that is. What has the same audience is a comment
    answers_post_id uuid references posts_post on delete set null,
    answers_comment_id uuid, -- its foreign key is below, where comments are
    answers_author_id uuid
);
create index posts_post_author on posts_post (author_id, at desc, id desc);
create index posts_post_public on posts_post (at desc, id desc)
    where audience = 'public' and removed_at is null;
create index posts_post_hot on posts_post (heat desc, id desc) where heat > 0;
create index posts_post_moments on posts_post (author_id, at desc, id desc)
    where audience in ('contacts', 'circles', 'me');
create index posts_post_of on posts_post (of_id, at desc) where of_id is not null;
create index posts_post_spot on posts_post using gist (spot) where spot is not null;
create index posts_post_tokens on posts_post using gin (tokens);
create index posts_post_answers on posts_post (answers_post_id, at) where answers_post_id is not null;
create index posts_post_answers_comment on posts_post (answers_comment_id) where answers_comment_id is not null;

-- what a post said before it was edited
create table posts_edit (
    post_id uuid not null references posts_post on delete cascade,
    at timestamptz not null,
    text text not null,
    content jsonb not null,
    primary key (post_id, at)
);

-- written and not yet shown; shown by itself when `due_at` has come
create table posts_draft (
    id uuid primary key,
    author_id uuid not null references identity_person on delete cascade,
    body jsonb not null,
    due_at timestamptz,
    updated_at timestamptz not null,
    -- why it could not be shown when its time had come
    trouble text
);
create index posts_draft_author on posts_draft (author_id, updated_at desc);

-- the Following timeline of each reader; filled when a post is shown
create table posts_home (
    owner_id uuid not null,
    at timestamptz not null,
    post_id uuid not null,
    primary key (owner_id, at, post_id)
);

-- counters in slots, so that those who like the same post at the same moment do not wait for each
-- other; `ref` is a post or a comment
create table posts_count (
    ref uuid not null,
    slot smallint not null,
    likes integer not null default 0,
    comments integer not null default 0,
    reposts integer not null default 0,
    primary key (ref, slot)
) with (fillfactor = 80);

create table posts_like (
    post_id uuid not null references posts_post on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    at timestamptz not null,
    primary key (post_id, person_id)
);
create index posts_like_person on posts_like (person_id, at desc);

create table posts_save (
    person_id uuid not null references identity_person on delete cascade,
    post_id uuid not null references posts_post on delete cascade,
    at timestamptz not null,
    primary key (person_id, post_id)
);

create table posts_vote (
    post_id uuid not null references posts_post on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    choice smallint not null,
    primary key (post_id, person_id, choice)
);

create table posts_comment (
    id uuid primary key,
    post_id uuid not null references posts_post on delete cascade,
    author_id uuid not null references identity_person on delete cascade,
    -- the comment below which it stands, and the one that it answers
    parent_id uuid references posts_comment on delete cascade,
    answers_id uuid,
    text text not null,
    mentions jsonb not null default '[]',
    at timestamptz not null,
    edited_at timestamptz,
    removed_at timestamptz,
    imported_from text,
    uri text unique,
    -- pictures that stand for words in a comment from elsewhere: by the word, the id of the picture; a
    -- post has them in its content, like the two below
    emojis jsonb,
    -- what to know before one looks at it
    warning text not null default '',
    -- in which language it is (BCP 47), when that was said
    language text not null default ''
);
create index posts_comment_post on posts_comment (post_id, parent_id, at, id);
create index posts_comment_author on posts_comment (author_id, at desc);
alter table posts_post add foreign key (answers_comment_id) references posts_comment on delete set null;

create table posts_comment_like (
    comment_id uuid not null references posts_comment on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    at timestamptz not null,
    primary key (comment_id, person_id)
);
create index posts_comment_like_person on posts_comment_like (person_id);

create table posts_post_topic (
    name text not null references topics_topic on delete cascade,
    at timestamptz not null,
    post_id uuid not null references posts_post on delete cascade,
    primary key (name, at, post_id)
);
create index posts_post_topic_post on posts_post_topic (post_id);

create table posts_settings (
    person_id uuid primary key references identity_person on delete cascade,
    -- so many days back others see one's moments; null: all of them
    moments_days smallint check (moments_days in (3, 180)),
    quotes text not null default 'everyone' check (quotes in ('everyone', 'followers', 'nobody')),
    findable boolean not null default true,
    -- moments seen up to here
    moments_seen_at timestamptz
);

-- `quiet`: their posts are on no public list; `closed`: they cannot write
create table posts_limited (
    person_id uuid primary key references identity_person on delete cascade,
    kind text not null check (kind in ('quiet', 'closed')),
    until timestamptz
);
