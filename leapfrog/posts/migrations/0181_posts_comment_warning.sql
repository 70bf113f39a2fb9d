-- lowest program version: 1
-- what to know before one looks at a comment, as posts have it in their content
alter table posts_comment add column warning text not null default '';
