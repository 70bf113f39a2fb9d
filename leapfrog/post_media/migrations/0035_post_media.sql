-- lowest program version: 1
create table post_media_file (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    kind text not null check (kind in ('image', 'video', 'voice')),
    -- as a post shows it
    meta jsonb not null,
    -- of a module above, which drops the files of a post that goes
    post_id uuid,
    created_at timestamptz not null
);
create index post_media_file_owner on post_media_file (owner_id, created_at desc);
create index post_media_file_post on post_media_file (post_id);
