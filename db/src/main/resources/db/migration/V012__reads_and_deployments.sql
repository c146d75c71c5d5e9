-- What reading needs to cost what it shows: each order and each look-up of a reader has an index.

-- Stacks, page by page.
drop index stack_by_age;
create index stack_by_age on stack (project, created_at, id);
create index stack_living_by_age on stack (project, created_at, id) where deleted_at is null;
create index stack_living_by_status on stack (project, status, created_at, id) where deleted_at is null;
create index stack_living_by_change on stack (project, coalesce(updated_at, '-infinity'), id)
    where deleted_at is null;
create index stack_by_tag on stack using gin (tags) where tags <> '{}';

-- Resources: by name in their stack, by place in the tree, and who relies on one.
create index resource_by_parent on resource (stack_id, parent, path);
create index resource_by_path on resource (stack_id, path);
create index resource_replacing on resource (stack_id, replaces) where replaces is not null;
create index resource_requiring on resource using gin (requires) where requires <> '{}';

-- Nested stacks: by id, and by the sixty bits of the id that their names end with.
create function name_mark(id uuid) returns bigint
    language sql immutable strict parallel safe
    return (
        ('x' || substr(replace(id::text, '-', ''), 1, 16))::bit(64)::bigint
        # ((('x' || substr(replace(id::text, '-', ''), 17, 16))::bit(64)::bigint << 17)
           | ((('x' || substr(replace(id::text, '-', ''), 17, 16))::bit(64)::bigint >> 47) & 131071))
    ) & 1152921504606846975;
comment on function name_mark is 'what the twelve characters at the end of a nested stack''s name stand for';
create index nested_stack_by_id on resource (id) where nested;
create index nested_stack_by_name on resource (name_mark(id)) where nested;

-- Events: by id, for markers; the root stack's own; those of a resource or a nested stack.
create index event_by_id on event (stack_id, id);
create index event_of_root on event (stack_id, sequence) where position('/' in path) = 0;
create index event_by_path on event (stack_id, path collate "C", sequence);

-- Deployments that clients keep by hand: what servers ask for, and what they told.
create table software_deployment (
    project text not null,
    id uuid not null,
    server_id text not null,
    config_id text not null,
    action text,
    status text,
    status_reason text,
    user_project text,
    -- Values of inputs and outputs, sealed as a whole.
    document text not null,
    created_at timestamptz not null,
    updated_at timestamptz,
    primary key (project, id)
);
create index software_deployment_of_server on software_deployment (project, server_id);
create index software_deployment_of_config on software_deployment (project, config_id);
create index software_config_by_age on software_config (project, created_at, id);
