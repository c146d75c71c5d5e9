-- Stacks, what they are made of, their resources and events.
-- Values are JSON text, not jsonb: nothing is asked of them here, key order and numbers stay as
-- written, and jsonb refuses U+0000. Sensitive parts are sealed (docs/decisions/0041).

create table secret_key (
    id text primary key,
    first_used_at timestamptz not null default clock_timestamp()
);
comment on table secret_key is 'ids of the keys that rows were sealed with: a server without one of them refuses to start';

create table source (
    hash bytea primary key,
    body bytea not null,
    created_at timestamptz not null default clock_timestamp()
);
comment on table source is 'what revisions are made of, sealed, each text once; hash is keyed';

create table stack (
    id uuid primary key,
    project text not null,
    name text collate "C" not null,
    target_action text not null,
    target_revision bigint,
    action text not null,
    status text not null check (status in ('IN_PROGRESS', 'COMPLETE', 'FAILED')),
    status_reason text not null,
    latest_revision bigint not null check (latest_revision >= 1),
    good_revision bigint check (good_revision between 1 and latest_revision),
    traversal bigint not null,
    disable_rollback boolean not null,
    timeout_millis bigint,
    tags text[] not null,
    description text not null,
    outputs text not null,
    owner text not null,
    created_at timestamptz not null,
    updated_at timestamptz,
    deleted_at timestamptz,
    -- The lease: whoever holds the tree, under which fence, and from when on it can be claimed.
    holder text,
    fence bigint not null default 0,
    claimable_from timestamptz not null default clock_timestamp(),
    -- Numbers events without gaps: read and written under the row's lock only.
    last_event bigint not null default 0,
    -- The last commit of a worker: one that is repeated because its answer was lost does nothing.
    last_commit uuid
);
create unique index stack_living_name on stack (project, name) where deleted_at is null;
create index stack_by_age on stack (project, created_at desc, id desc);
create index stack_claimable on stack (claimable_from) where status = 'IN_PROGRESS';

create table revision (
    stack_id uuid not null references stack on delete cascade,
    number bigint not null,
    source_hash bytea not null references source,
    author text not null,
    created_at timestamptz not null,
    primary key (stack_id, number)
);
create index revision_by_source on revision (source_hash);

create table resource (
    stack_id uuid not null references stack on delete cascade,
    id uuid not null,
    path text collate "C" not null,
    parent uuid,
    type text not null,
    nested boolean not null,
    physical_id text,
    action text not null,
    status text not null check (status in ('IN_PROGRESS', 'COMPLETE', 'FAILED')),
    status_reason text not null,
    properties text not null,
    attempting text,
    attributes text,
    metadata text not null,
    requires uuid[] not null,
    replaces uuid,
    deletion_policy text not null check (deletion_policy in ('DELETE', 'RETAIN', 'SNAPSHOT')),
    checkpoint text,
    token text not null,
    attempts integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (stack_id, id)
) with (fillfactor = 80);

create table event (
    stack_id uuid not null references stack on delete cascade,
    sequence bigint not null check (sequence >= 1),
    id uuid not null,
    path text not null,
    resource_type text not null,
    physical_id text,
    action text not null,
    status text not null,
    reason text not null,
    at timestamptz not null,
    primary key (stack_id, sequence)
);
