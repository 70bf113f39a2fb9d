-- The books are written by the functions of this folder alone, which call themselves the writer while they run.
create or replace function wallet_refuse_others() returns trigger language plpgsql as $$
begin
    if current_setting('wallet.writer', true) is distinct from 'on' then
        raise exception 'money moves by wallet_post alone: % on %', tg_op, tg_table_name using errcode = 'WL001';
    end if;
    return null;
end $$;

create or replace trigger guarded before insert on wallet_transfer
    execute function wallet_refuse_others();
create or replace trigger guarded before insert on wallet_batch
    execute function wallet_refuse_others();
create or replace trigger guarded before insert on wallet_reconciliation
    execute function wallet_refuse_others();
create or replace trigger guarded before insert or update or delete or truncate on wallet_account
    execute function wallet_refuse_others();
create or replace trigger guarded before insert or update or delete or truncate on wallet_hold
    execute function wallet_refuse_others();
create or replace trigger guarded before insert or update or delete or truncate on wallet_lane
    execute function wallet_refuse_others();
create or replace trigger guarded before insert or update or delete or truncate on wallet_audit
    execute function wallet_refuse_others();
create or replace trigger guarded before insert or update or delete or truncate on wallet_currency
    execute function wallet_refuse_others();
