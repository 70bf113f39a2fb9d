-- Pictures lie in the cards: what cards weigh counts for whose book it is.
create or replace function contacts_counted() returns trigger language plpgsql as $$
declare people uuid[]; weights bigint[];
begin
    if tg_op = 'INSERT' then
        select array_agg(owner_id), array_agg(pg_column_size(card)) into people, weights from after;
    elsif tg_op = 'DELETE' then
        select array_agg(owner_id), array_agg(-pg_column_size(card)) into people, weights from before;
    else
        select array_agg(t.owner_id), array_agg(t.weight) into people, weights from (
            select owner_id, pg_column_size(card) as weight from after
            union all select owner_id, -pg_column_size(card) from before
        ) t;
    end if;
    perform kernel_count(people, weights) where people is not null;
    return null;
end
$$;

create or replace trigger contacts_counted_insert after insert on contacts_contact
    referencing new table as after for each statement execute function contacts_counted();
create or replace trigger contacts_counted_update after update on contacts_contact
    referencing old table as before new table as after
    for each statement execute function contacts_counted();
create or replace trigger contacts_counted_delete after delete on contacts_contact
    referencing old table as before for each statement execute function contacts_counted();
