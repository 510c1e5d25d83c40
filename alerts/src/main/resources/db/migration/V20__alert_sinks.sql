-- What sinks without a state of their own were told, so that a restart repeats nothing.
create table sink_notice (
  id      varchar(200) not null primary key, -- alert, sink and step
  told_at bigint       not null              -- milliseconds since 1970-01-01T00:00Z
);

-- Alerts that somebody is on: their later steps are left out.
create table sink_acknowledgement (
  alert_id        varchar(64)  not null primary key,
  who             varchar(200) not null,
  acknowledged_at bigint       not null
);
