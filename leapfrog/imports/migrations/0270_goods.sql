-- lowest program version: 1
-- Catalogues of shops are files to import, too.
alter table imports_job drop constraint imports_job_target_check;
alter table imports_job add constraint imports_job_target_check
    check (target in ('contacts', 'chats', 'posts', 'goods'));

-- An item of the market that an import brought or changed: `changed_at` as it was right after that,
-- by which an undo knows what nobody changed since.
create table imports_goods (
    import_id uuid not null references imports_job on delete cascade,
    item_id uuid not null,
    merchant_id uuid not null,
    becomes text not null check (becomes in ('new', 'changed')),
    changed_at timestamptz not null,
    primary key (import_id, item_id)
);
