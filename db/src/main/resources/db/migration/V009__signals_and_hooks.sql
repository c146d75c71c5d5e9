-- What people and programs say to resources while somebody else drives the tree.
alter table resource
    add column made_for bigint not null default 0,
    add column stops text,
    add column heard text;
comment on column resource.made_for is 'the revision it was made for; 0 when that is not known';
comment on column resource.stops is 'where it stops until somebody clears a hook; null for nowhere';
comment on column resource.heard is 'what signals have made of it: written when they come, never by a driver';
