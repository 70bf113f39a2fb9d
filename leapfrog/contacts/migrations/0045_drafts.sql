-- lowest program version: 2
-- What a card of a file would be as a contact, all worked out when it is read: applying an import
-- only moves rows. Gone once it is applied.
create table contacts_import_draft (
    import_id uuid not null references contacts_import on delete cascade,
    n integer not null,
    card jsonb not null,
    -- the card's, unless it has none or a card before it in the file has the same
    uid text,
    sort text not null collate "C",
    org text not null,
    tags text[] not null,
    reach text not null,
    photo boolean not null,
    search text not null,
    -- by what it can be recognised, as in contacts_identifier
    kinds text[] not null,
    identifiers text[] not null,
    primary key (import_id, n)
);

-- A file that was only looked at has no drafts; it can be chosen again.
delete from contacts_import where state = 'preview';
alter table contacts_import_item drop column card;

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
