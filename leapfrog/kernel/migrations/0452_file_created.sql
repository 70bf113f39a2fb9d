-- lowest program version: 1
-- What is new is copied to where backups are, again and again.
create index kernel_file_created on kernel_file (created_at);
