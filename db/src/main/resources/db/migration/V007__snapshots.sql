create table snapshot (
    stack_id uuid not null references stack on delete cascade,
    id uuid not null,
    name text not null,
    status text not null check (status in ('IN_PROGRESS', 'COMPLETE', 'FAILED')),
    reason text,
    revision bigint not null,
    resources text,
    created_at timestamptz not null,
    primary key (stack_id, id)
);
comment on column snapshot.resources is 'what there was, as an export has it; sensitive parts are sealed';
