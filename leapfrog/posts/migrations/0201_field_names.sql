-- lowest program version: 4
-- The words of the field for what these tables hold (docs/glossary.md).
alter table posts_news rename to posts_notification;
alter table posts_settings rename column news_seen_at to notifications_seen_at;
alter table posts_follow rename column wide to pull_only;
alter index posts_follow_wide rename to posts_follow_pull_only;
alter index posts_news_owner rename to posts_notification_owner;
