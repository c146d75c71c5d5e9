alter table stack add column target_regard text not null default 'RECORD'
    check (target_regard in ('RECORD', 'REPAIR', 'LIVE'));
comment on column stack.target_regard is 'of which resources the real things are looked at before anything is decided';

alter table resource drop constraint resource_deletion_policy_check;
alter table resource add constraint resource_deletion_policy_check
    check (deletion_policy in ('DELETE', 'RETAIN', 'SNAPSHOT', 'RETAIN_EXCEPT_ON_CREATE', 'FOREIGN'));

create table drift_look (
    stack_id uuid primary key references stack on delete cascade,
    id uuid not null,
    status text not null check (status in ('IN_PROGRESS', 'COMPLETE', 'FAILED')),
    reason text not null,
    begun_at timestamptz not null,
    ended_at timestamptz,
    repairing boolean not null,
    repaired_before boolean not null,
    holder text,
    held_until timestamptz
);
comment on table drift_look is 'the last look at what a stack made';
create index drift_look_waiting on drift_look (begun_at) where status = 'IN_PROGRESS';

create table drift (
    stack_id uuid not null references stack on delete cascade,
    resource_id uuid not null,
    path text not null,
    type text not null,
    physical_id text,
    policy text not null check (policy in ('REPORT', 'REPAIR', 'FREEZE')),
    state text not null check (state in ('IN_SYNC', 'MODIFIED', 'DELETED', 'NOT_CHECKED')),
    reason text not null,
    differences text not null,
    looked_at timestamptz not null,
    primary key (stack_id, resource_id)
);
comment on column drift.differences is 'a list of path, kind, expected and actual; sensitive parts are sealed';
