-- Every alert that began, for a month: how good alerting is, is counted from it.
create table alert_history (
  fingerprint varchar(64) not null, -- as in alert
  starts_at   bigint      not null, -- milliseconds since 1970-01-01T00:00Z
  ends_at     bigint,               -- the same; null while it fires
  labels      text        not null, -- JSON object
  primary key (fingerprint, starts_at)
);

insert into alert_history (fingerprint, starts_at, ends_at, labels)
select fingerprint, starts_at, ends_at, labels from alert;
