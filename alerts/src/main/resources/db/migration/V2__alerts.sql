-- What fires, and what ended so lately that an Alertmanager may still have to hear of it. A few rows: one for each label set.
create table alert (
  fingerprint varchar(64) not null primary key, -- SHA-256 of the labels, in hexadecimal
  labels      text        not null,             -- JSON object
  annotations text        not null,             -- JSON object, as of the last change of state
  starts_at   bigint      not null,             -- milliseconds since 1970-01-01T00:00Z
  ends_at     bigint,                           -- the same; null while it fires
  tiers       text        not null              -- burn tiers that fire, comma-separated
);
