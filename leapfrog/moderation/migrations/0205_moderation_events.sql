-- lowest program version: 4
-- Reports are announced by moderation; what waits to be told has the new name.
update kernel_event set type = 'moderation.ContentReported' where type = 'posts.ContentReported';
update kernel_timer set kind = replace(kind, 'posts.ContentReported', 'moderation.ContentReported')
where kind like '%posts.ContentReported:%';
