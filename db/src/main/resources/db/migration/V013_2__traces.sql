alter table stack add column trace text;
alter table revision add column trace text;
comment on column stack.trace is 'the traceparent of the request that set the target';
comment on column revision.trace is 'the traceparent of the request that brought it';
