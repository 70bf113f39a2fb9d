-- lowest program version: 2
-- The cards of a file that was looked at, and, of those to add, all that a contact needs, worked out
-- when it is read: applying an import only moves rows. Gone once it is applied.
create table contacts_import_draft (
    import_id uuid not null references contacts_import on delete cascade,
    n integer not null,
    card jsonb not null,
    -- the card's; null when it has none, or another of the file has the same
    uid text,
    sort text collate "C",
    org text,
    -- null when there are none
    tags text[],
    reach text,
    photo boolean,
    search text,
    -- by what it can be recognised: [[kind, value], ...]
    identifiers jsonb,
    primary key (import_id, n)
);

-- A file that was only looked at has no drafts; it can be chosen again.
delete from contacts_import where state = 'preview';
alter table contacts_import_item drop column card;
-- A few words; an array costs more to write than all the rest of the row.
alter table contacts_import_item alter matched_on drop default;
alter table contacts_import_item alter matched_on type text using array_to_string(matched_on, ' ');

-- Every identifier was checked against its contact, one by one, which cost more than writing it.
-- Those of a contact go with it, as before, but all that are deleted at once.
alter table contacts_identifier drop constraint contacts_identifier_contact_id_fkey;
create function contacts_forget() returns trigger language plpgsql as $$
begin
    delete from contacts_identifier i using gone where i.contact_id = gone.id;
    return null;
end
$$;
create trigger contacts_forget after delete on contacts_contact
    referencing old table as gone for each statement execute function contacts_forget();
