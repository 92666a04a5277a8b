CREATE TABLE schema_version (
  version SERIAL NOT NULL,
  PRIMARY KEY (version)
);
CREATE TABLE users (
  id SERIAL NOT NULL,
  name VARCHAR(64) NOT NULL,
  full_name VARCHAR(64) NOT NULL,
  role VARCHAR(16) NOT NULL,
  password_hash TEXT NOT NULL,
  active BOOLEAN NOT NULL,
  made_at VARCHAR(32) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (name)
);
CREATE TABLE reports (
  id SERIAL NOT NULL,
  department VARCHAR(200) NOT NULL,
  year INTEGER NOT NULL,
  form VARCHAR(64) NOT NULL,
  entry_version INTEGER NOT NULL,
  made_by VARCHAR(64) NOT NULL,
  made_at VARCHAR(32) NOT NULL,
  changed_at VARCHAR(32) NOT NULL,
  signed_at VARCHAR(32) NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE deeds (
  number SERIAL NOT NULL,
  report_id INTEGER,
  entry_version INTEGER NOT NULL,
  at VARCHAR(32) NOT NULL,
  by VARCHAR(64) NOT NULL,
  deed VARCHAR(32) NOT NULL,
  subject VARCHAR(64) NOT NULL,
  row VARCHAR(32) NOT NULL,
  field VARCHAR(64) NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (number)
);
CREATE INDEX deeds_of_a_report ON deeds (report_id, number);
CREATE TABLE sessions (
  token_hash VARCHAR(64) NOT NULL,
  user_id INTEGER NOT NULL,
  expires_at VARCHAR(32) NOT NULL,
  PRIMARY KEY (token_hash),
  FOREIGN KEY(user_id) REFERENCES users (id)
);
CREATE TABLE entry_rows (
  report_id INTEGER NOT NULL,
  id VARCHAR(32) NOT NULL,
  subject VARCHAR(32) NOT NULL,
  position INTEGER NOT NULL,
  cells TEXT NOT NULL,
  sources TEXT NOT NULL,
  PRIMARY KEY (report_id, id),
  FOREIGN KEY(report_id) REFERENCES reports (id)
);
CREATE INDEX entry_rows_in_order ON entry_rows (report_id, subject, position);
CREATE TABLE drafts (
  id SERIAL NOT NULL,
  report_id INTEGER NOT NULL,
  entry_version INTEGER NOT NULL,
  made_by VARCHAR(64) NOT NULL,
  made_at VARCHAR(32) NOT NULL,
  frame TEXT NOT NULL,
  facts TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(report_id) REFERENCES reports (id)
);
CREATE INDEX drafts_of_a_report ON drafts (report_id, id);
CREATE TABLE assignments (
  report_id INTEGER NOT NULL,
  part VARCHAR(64) NOT NULL,
  user_id INTEGER NOT NULL,
  PRIMARY KEY (report_id, part, user_id),
  FOREIGN KEY(report_id) REFERENCES reports (id),
  FOREIGN KEY(user_id) REFERENCES users (id)
);
CREATE TABLE sign_offs (
  id SERIAL NOT NULL,
  report_id INTEGER NOT NULL,
  draft_id INTEGER NOT NULL,
  entry_version INTEGER NOT NULL,
  signed_by VARCHAR(64) NOT NULL,
  signed_at VARCHAR(32) NOT NULL,
  remark TEXT NOT NULL,
  result TEXT NOT NULL,
  entry BYTEA NOT NULL,
  report BYTEA NOT NULL,
  digest VARCHAR(64) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (report_id, signed_at),
  FOREIGN KEY(report_id) REFERENCES reports (id)
);
CREATE TABLE sections (
  draft_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  version INTEGER NOT NULL,
  key VARCHAR(64) NOT NULL,
  blocks TEXT NOT NULL,
  made_by VARCHAR(64) NOT NULL,
  made_at VARCHAR(32) NOT NULL,
  how VARCHAR(16) NOT NULL,
  PRIMARY KEY (draft_id, position, version),
  FOREIGN KEY(draft_id) REFERENCES drafts (id)
);
SELECT setval(pg_get_serial_sequence('users', 'id'), 100);
SELECT setval(pg_get_serial_sequence('reports', 'id'), 100);
SELECT setval(pg_get_serial_sequence('deeds', 'number'), 100);
SELECT setval(pg_get_serial_sequence('drafts', 'id'), 100);
