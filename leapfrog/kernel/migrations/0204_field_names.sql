-- lowest program version: 4
-- The words of the field for what these tables hold (docs/glossary.md).
alter table kernel_due rename to kernel_timer;
alter index kernel_due_at rename to kernel_timer_due_at;
