-- Old rows of the audit log may go, from the first on; what vouches for the last of them stays.
create table audit_anchor (
    one boolean primary key default true check (one),
    sequence bigint not null,
    mac bytea not null,
    cutoff timestamptz,
    key_id text not null,
    seal bytea not null
);
comment on table audit_anchor is 'up to which row the audit log was cut off; the next row is sealed together with it';
comment on column audit_anchor.mac is 'what vouches for the last row that is gone, and for all before it';
comment on column audit_anchor.cutoff is 'only rows from before this time were cut off';
comment on column audit_anchor.seal is 'an HMAC over this row, by a key that is not in the database';
insert into audit_anchor (sequence, mac, key_id, seal) values (0, '', '', '');

create function audit_anchor_moves_on() returns trigger language plpgsql as $$
begin
    if new.sequence <= old.sequence then
        raise exception 'the anchor of the audit log only ever moves on';
    end if;
    return new;
end
$$;
create trigger audit_anchor_moves_on before update on audit_anchor
    for each row execute function audit_anchor_moves_on();
create trigger audit_anchor_stays before delete or truncate on audit_anchor
    for each statement execute function audit_is_append_only();

create function audit_goes_behind_its_anchor() returns trigger language plpgsql as $$
begin
    if old.sequence > (select sequence from audit_anchor) then
        raise exception 'the audit log is only ever appended to';
    end if;
    return old;
end
$$;
drop trigger audit_is_append_only on audit;
create trigger audit_is_append_only before update or truncate on audit
    for each statement execute function audit_is_append_only();
create trigger audit_goes_behind_its_anchor before delete on audit
    for each row execute function audit_goes_behind_its_anchor();
