-- lowest program version: 1
-- in which language a comment is (BCP 47), when that was said; of a post it is in its content
alter table posts_comment add column language text not null default '';
-- which answers of those on a list are on it, beside those to whose list it is
alter table posts_list add column replies text not null default 'followed'
    check (replies in ('none', 'list', 'followed'));
