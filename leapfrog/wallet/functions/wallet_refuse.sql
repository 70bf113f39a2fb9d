-- The journal is only added to, by everybody, the owner of the database included.
create or replace function wallet_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the books are never changed: % on %', tg_op, tg_table_name using errcode = 'WL001';
end $$;

create or replace trigger kept before update or delete or truncate on wallet_transfer
    execute function wallet_refuse();
create or replace trigger kept before update or delete or truncate on wallet_batch
    execute function wallet_refuse();
create or replace trigger kept before update or delete or truncate on wallet_reconciliation
    execute function wallet_refuse();
