-- lowest program version: 1
-- Items and shops can be shown to those who run the town.
alter table moderation_report drop constraint moderation_report_kind_check;
alter table moderation_report add constraint moderation_report_kind_check
    check (kind in ('post', 'comment', 'person', 'review', 'item', 'shop'));
