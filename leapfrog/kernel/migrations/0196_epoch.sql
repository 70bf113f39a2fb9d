-- lowest program version: 1
-- Of which database the epoch is. A dump that is put into another one has transaction ids that mean
-- nothing there, so that devices would miss changes; see `kernel.epoch`.
alter table kernel_epoch add column system_identifier bigint;
alter table kernel_epoch add column database_oid oid;
