-- What is purged is found by its age, and jobs that belong to no process are remembered here.
create index stack_by_end on stack (deleted_at) where deleted_at is not null;

-- The table of db-scheduler (docs/decisions/0058), with the names that it wants.
create table recurring_job (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures integer,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
comment on table recurring_job is 'jobs that one of all servers and workers does now and then';
