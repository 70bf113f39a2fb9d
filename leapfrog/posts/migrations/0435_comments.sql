-- lowest program version: 4
-- A comment is a post that stands under another one (decision 103): it has all that a post has.
alter table posts_post drop constraint posts_post_audience_check;
alter table posts_post add constraint posts_post_audience_check check (
    audience in ('public', 'unlisted', 'followers', 'mentioned', 'contacts', 'circles', 'me', 'thread')
);
alter table posts_post
    -- of a comment: the post under which it stands, and the comment below which it does
    add column under_id uuid references posts_post on delete cascade,
    add column parent_id uuid references posts_post on delete cascade,
    -- what it answers, of answers_author_id
    add column answers_id uuid references posts_post on delete set null,
    -- for a thread, and below another, is a comment alone; a comment is never for followers, contacts or few
    add constraint posts_post_comment_check check (
        case when under_id is null then audience <> 'thread' and parent_id is null
            else audience in ('public', 'unlisted', 'thread') end
    );
-- made by clients, the id of a comment may be that of a post
create temporary table comment_now on commit drop as
select c.id as was, case when p.id is null then c.id else uuidv7() end as id
from posts_comment c left join posts_post p on p.id = c.id;
create unique index on comment_now (was);
insert into posts_post (id, author_id, at, audience, form, text, content, mentions, replies, edited_at,
    removed_at, imported_from, uri, under_id, parent_id, answers_id, answers_author_id)
select n.id, c.author_id, c.at, case when p.audience in ('public', 'unlisted') then p.audience else 'thread' end,
    'post', c.text,
    case when c.warning = '' then '{}' else jsonb_build_object('warning', c.warning) end
        || case when c.language = '' then '{}' else jsonb_build_object('language', c.language) end
        || case when c.mentions = '[]' then '{}' else jsonb_build_object('mentions', c.mentions) end
        || case when coalesce(c.emojis, '{}') = '{}' then '{}' else jsonb_build_object('emojis', c.emojis) end,
    array(select distinct (m ->> 'person_id')::uuid from jsonb_array_elements(c.mentions) m),
    'everyone', c.edited_at, c.removed_at, c.imported_from, c.uri, c.post_id, above.id,
    coalesce(answered.id, above.id, c.post_id), coalesce(a.author_id, b.author_id, p.author_id)
from posts_comment c join comment_now n on n.was = c.id join posts_post p on p.id = c.post_id
left join posts_comment b on b.id = c.parent_id left join comment_now above on above.was = b.id
left join posts_comment a on a.id = c.answers_id left join comment_now answered on answered.was = a.id;
-- what answers and is for fewer
update posts_post p set answers_id = coalesce(n.id, p.answers_post_id)
from posts_post q left join comment_now n on n.was = q.answers_comment_id
where q.id = p.id and q.answers_post_id is not null;
insert into posts_like (post_id, person_id, at)
select n.id, l.person_id, l.at from posts_comment_like l join comment_now n on n.was = l.comment_id;
-- counted anew: how many stand under and below each, and how many like what was a comment
delete from posts_count where ref in (select was from comment_now where was = id);
update posts_count set comments = 0 where comments <> 0;
insert into posts_count as c (ref, slot, likes)
select n.id, 0, count(*) from posts_like l join comment_now n on n.id = l.post_id group by n.id
on conflict (ref, slot) do update set likes = c.likes + excluded.likes;
insert into posts_count as c (ref, slot, comments)
select w.ref, 0, count(*) from (
    select distinct p.id, o.ref from posts_post p
    cross join lateral unnest(array[p.under_id, p.parent_id, p.answers_id]) as o (ref)
    where p.under_id is not null and o.ref is not null
) w group by w.ref
on conflict (ref, slot) do update set comments = c.comments + excluded.comments;
alter table posts_post drop column answers_post_id, drop column answers_comment_id;
drop table posts_comment_like;
drop table posts_comment;
-- what comments stand under a post, what is below one, and what answers what
create index posts_post_under on posts_post (under_id, at, id) where under_id is not null;
create index posts_post_parent on posts_post (parent_id, at, id) where parent_id is not null;
create index posts_post_answers on posts_post (answers_id, at, id) where answers_id is not null;
-- without comments: what is public, and what somebody shows
drop index posts_post_public;
create index posts_post_public on posts_post (at desc, id desc)
    where audience = 'public' and removed_at is null and under_id is null;
create index posts_post_own on posts_post (author_id, at desc, id desc) where under_id is null;
