-- lowest program version: 4
-- The words of the field for what these tables hold (docs/glossary.md).
alter table fediverse_letter rename to fediverse_activity;
alter table fediverse_delivery rename column letter_id to activity_id;
alter table fediverse_deed rename to fediverse_received_activity;
alter index fediverse_deed_uri rename to fediverse_received_activity_uri;
