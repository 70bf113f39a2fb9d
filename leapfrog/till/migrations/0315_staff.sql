-- lowest program version: 1
-- Who answers customers, and who packs.
alter table till_cashier drop constraint till_cashier_role_check;
alter table till_cashier add constraint till_cashier_role_check
    check (role in ('owner', 'manager', 'agent', 'packer', 'cashier'));

-- A link by which one person comes to work in a shop; kept as it is, so that it can be shown again.
create table till_invitation (
    id uuid primary key,
    merchant_id uuid not null references till_merchant,
    role text not null check (role in ('manager', 'agent', 'packer', 'cashier')),
    by_id uuid not null,
    token text not null unique,
    until timestamptz not null,
    used_by uuid
);
create index till_invitation_merchant on till_invitation (merchant_id);
create index till_invitation_by on till_invitation (by_id);
create index till_invitation_used on till_invitation (used_by) where used_by is not null;
