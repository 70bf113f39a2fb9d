-- lowest program version: 1
-- what a post answers, when its audience is not that of what it answers: a post, or a comment
-- under one; and whose that is. What has the same audience is a comment.
alter table posts_post add column answers_post_id uuid references posts_post on delete set null;
alter table posts_post add column answers_comment_id uuid
    references posts_comment on delete set null;
alter table posts_post add column answers_author_id uuid;
create index posts_post_answers on posts_post (answers_post_id, at)
    where answers_post_id is not null;
create index posts_post_answers_comment on posts_post (answers_comment_id)
    where answers_comment_id is not null;
