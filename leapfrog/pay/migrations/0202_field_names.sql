-- lowest program version: 4
-- The words of the field for what these tables hold (docs/glossary.md).
alter table pay_purse rename to pay_wallet_account;
alter table pay_desk_deed rename to pay_desk_entry;
alter index pay_desk_deed_at rename to pay_desk_entry_at;
alter index pay_desk_deed_person rename to pay_desk_entry_person;
alter table pay_desk_entry rename column deed_id to operation_id;
alter table pay_transfer rename column deed_id to operation_id;
alter table pay_bank_line rename column deed_id to operation_id;
alter table pay_payout rename column deed_id to operation_id;
alter table pay_charge rename column deed_id to operation_id;
