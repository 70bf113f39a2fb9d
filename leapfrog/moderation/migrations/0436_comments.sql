-- lowest program version: 4
-- A comment is a post (decision 103): what was reported and decided of one is of a post.
alter table moderation_report drop constraint moderation_report_kind_check;
update moderation_report set kind = 'post' where kind = 'comment';
alter table moderation_report add constraint moderation_report_kind_check
    check (kind in ('post', 'person', 'review', 'item', 'shop'));
update moderation_decision set act = replace(act, '_comment', '_post')
where act in ('remove_comment', 'restore_comment');
