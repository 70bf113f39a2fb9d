-- The identifiers of contacts go with them, those of all that are deleted at once.
create or replace function contacts_forget() returns trigger language plpgsql as $$
begin
    delete from contacts_identifier i using gone where i.contact_id = gone.id;
    return null;
end
$$;

create or replace trigger contacts_forget after delete on contacts_contact
    referencing old table as gone for each statement execute function contacts_forget();
