-- CloudFormation keeps some resources unless the operation that made them is undone.
alter table resource drop constraint resource_deletion_policy_check;
alter table resource add constraint resource_deletion_policy_check
    check (deletion_policy in ('DELETE', 'RETAIN', 'SNAPSHOT', 'RETAIN_EXCEPT_ON_CREATE'));
