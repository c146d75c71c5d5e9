create table audit (
    sequence bigint primary key,
    at timestamptz not null,
    kind text not null check (kind in ('BEGUN', 'ENDED', 'REFUSED')),
    request_id text not null,
    user_name text not null,
    project text,
    means text not null,
    source text not null,
    method text not null,
    route text not null,
    path text not null,
    status integer,
    left_out integer not null,
    key_id text not null,
    mac bytea not null
);
comment on table audit is 'who did what; each row is sealed together with all before it, and none is ever changed';
comment on column audit.left_out is 'how many refusals before this one were only counted';
comment on column audit.mac is 'an HMAC over the one before and this row';
create index audit_request on audit (request_id);

create table audit_head (
    one boolean primary key default true check (one),
    sequence bigint not null,
    mac bytea not null
);
comment on table audit_head is 'where the next row is appended; locked by whoever does';
insert into audit_head (sequence, mac) values (0, '');

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is only ever appended to';
end
$$;
create trigger audit_is_append_only before update or delete or truncate on audit
    for each statement execute function audit_is_append_only();
create trigger audit_head_stays before delete or truncate on audit_head
    for each statement execute function audit_is_append_only();
