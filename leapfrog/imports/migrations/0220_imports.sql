-- lowest program version: 5
-- One table for all files that somebody brings, of contacts, chats or posts; it takes over what was
-- in contacts_import, chat_import and posts_import.
create table imports_job (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    target text not null check (target in ('contacts', 'chats', 'posts')),
    -- what else its file may be read as
    also text[] not null,
    name text not null,
    -- of the file: the same id with the same file is the same operation
    sha256 bytea not null,
    -- the file itself (kernel_file), while something is still to be read from it
    file_id uuid,
    format text not null,
    state text not null check (state in ('previewed', 'working', 'applied', 'failed', 'undone')),
    -- {zone, day_first, audience, kinds}
    options jsonb not null,
    -- records that were gone through so far
    done bigint not null default 0,
    -- records that could not be read
    skipped bigint not null default 0,
    -- [{kind, seen, brought, known, skipped: {reason: n}}]
    counts jsonb not null default '[]',
    -- [{place, reason, kept}], the first of what is to be said about the file
    problems jsonb not null default '[]',
    -- what its target notes of the file
    details jsonb not null default '{}',
    created_at timestamptz not null,
    applied_at timestamptz,
    -- of the transaction that applied it: a contact that it added and that changed later has another
    applied_xid xid8
);
create index imports_job_owner on imports_job (owner_id, created_at desc, id desc);

insert into imports_job (id, owner_id, target, also, name, sha256, file_id, format, state, options,
    done, skipped, problems, details, created_at, applied_at)
select id, owner_id, 'chats', '{}', name, sha256, file_id, format,
    case state when 'preview' then 'previewed' else state end,
    jsonb_build_object('zone', zone, 'day_first', day_first), done, skipped, problems,
    jsonb_build_object('ambiguous', ambiguous), created_at, applied_at
from chat_import;

-- Ids are made by clients: one that somebody used for two files is kept for the first.
delete from posts_import where id in (select id from imports_job);
insert into imports_job (id, owner_id, target, also, name, sha256, file_id, format, state, options,
    done, skipped, counts, problems, details, created_at, applied_at)
select id, owner_id, 'posts', '{}', name, sha256, file_id, source,
    case state when 'preview' then 'previewed' else state end,
    jsonb_build_object('audience', audience,
        'kinds', case when state = 'preview' then null else to_jsonb(chosen) end),
    done, skipped,
    case when added = 0 then '[]' else jsonb_build_array(jsonb_build_object(
        'kind', 'post', 'seen', added, 'brought', added)) end,
    problems,
    jsonb_build_object('account', account, 'kinds', kinds, 'traces', traces, 'files', files,
        'missing', missing, 'first_at', first_at, 'last_at', last_at),
    created_at, applied_at
from posts_import;

delete from contacts_import where id in (select id from imports_job);
insert into imports_job (id, owner_id, target, also, name, sha256, format, state, options, counts,
    problems, details, created_at, applied_at, applied_xid)
select i.id, owner_id, 'contacts', '{}', name, sha256, format,
    case state when 'preview' then 'previewed' else state end, '{}',
    case when n.seen = 0 then '[]' else jsonb_build_array(jsonb_build_object(
        'kind', 'contact', 'seen', n.seen, 'brought', n.brought, 'known', n.known,
        'skipped', case when n.seen = n.brought + n.known then '{}'
            else jsonb_build_object('chosen', n.seen - n.brought - n.known) end)) end,
    coalesce((
        select jsonb_agg(jsonb_build_object(
            'place', p->>'line', 'reason', p->>'reason', 'kept', p->'kept') order by at)
        from jsonb_array_elements(problems) with ordinality as found (p, at)
    ), '[]'),
    jsonb_build_object('stayed', stayed), created_at, applied_at, applied_xid
from contacts_import i, lateral (
    select count(*) as seen, count(*) filter (where decision in ('add', 'merge')) as brought,
        count(*) filter (where decision = 'same') as known
    from contacts_import_item where import_id = i.id
) n;

-- The parts of a file.
alter table chat_import_thread rename to imports_conversation;
alter table imports_conversation drop constraint chat_import_thread_import_id_fkey,
    add constraint imports_conversation_import_id_fkey
        foreign key (import_id) references imports_job on delete cascade;
alter index chat_import_thread_pkey rename to imports_conversation_pkey;
alter table chat_import_person rename to imports_person;
alter table imports_person drop constraint chat_import_person_import_id_fkey,
    add constraint imports_person_import_id_fkey
        foreign key (import_id) references imports_job on delete cascade;
alter index chat_import_person_pkey rename to imports_person_pkey;
alter table contacts_import_item rename to imports_contact;
alter table imports_contact drop constraint contacts_import_item_import_id_fkey,
    add constraint imports_contact_import_id_fkey
        foreign key (import_id) references imports_job on delete cascade;
alter index contacts_import_item_pkey rename to imports_contact_pkey;
alter index contacts_import_item_digest rename to imports_contact_digest;

-- What contacts keep for it: drafts that only have to be moved, and what contacts were before.
alter table contacts_import_draft rename to contacts_draft;
alter table contacts_draft drop constraint contacts_import_draft_import_id_fkey;
alter table contacts_draft rename column import_id to batch_id;
alter index contacts_import_draft_pkey rename to contacts_draft_pkey;
alter table contacts_draft add column name text, add column contact_id uuid;
update contacts_draft d set name = i.name, contact_id = i.contact_id
from imports_contact i where (i.import_id, i.n) = (d.batch_id, d.n);
alter table contacts_draft alter name set not null;
alter table contacts_import_change rename to contacts_batch_change;
alter table contacts_batch_change drop constraint contacts_import_change_import_id_fkey;
alter table contacts_batch_change rename column import_id to batch_id;
alter index contacts_import_change_pkey rename to contacts_batch_change_pkey;

drop table chat_import;
drop table posts_import;
drop table contacts_import;

update kernel_file set purpose = 'import' where purpose in ('history', 'post_import');
-- Jobs that wait or were under way go on.
update pgqueuer set entrypoint = 'imports:apply' where entrypoint in ('history:apply', 'posts:bring');
