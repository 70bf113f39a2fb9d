-- lowest program version: 1
-- Reviews of goods can be shown to those who run the town.
alter table moderation_report drop constraint moderation_report_kind_check;
alter table moderation_report add check (kind in ('post', 'comment', 'person', 'review'));
