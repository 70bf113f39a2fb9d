-- lowest program version: 1
-- pictures that stand for words in a comment from elsewhere: by the word, the id of the picture;
-- a post has them in its content
alter table posts_comment add column emojis jsonb;
