create table host (
    name text collate "C" primary key,
    role text collate "C",
    url text,
    address text not null,
    runtime text not null,
    engine_version text not null,
    joined_at timestamptz not null,
    last_seen timestamptz,
    version bigint not null
);
create index host_by_role on host (role, name) where role is not null;

create table software_config (
    project text not null,
    id text not null,
    name text not null,
    hook_group text not null,
    -- Config, inputs, outputs and options, sealed as a whole: scripts hold passwords.
    document text not null,
    created_at timestamptz not null,
    primary key (project, id)
);
