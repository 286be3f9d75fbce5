-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 7. Never edited once released.

-- The summary of a thread gets a table of its own. read_row: another device of ours has read up to that message.
-- untold: number of messages at the end that were read here while no read mark could be sent.
CREATE TABLE threads (
    endpoint_id INTEGER PRIMARY KEY REFERENCES endpoints (id) ON DELETE CASCADE,
    preview TEXT NOT NULL DEFAULT '',
    preview_mine INTEGER NOT NULL DEFAULT 0,
    preview_notice INTEGER NOT NULL DEFAULT 0,
    last_message_ms INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    draft TEXT NOT NULL DEFAULT '',
    read_row INTEGER NOT NULL DEFAULT 0,
    untold INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO threads (endpoint_id, preview, preview_mine, preview_notice, last_message_ms, unread, draft)
    SELECT id, preview, preview_mine, preview_notice, last_message_ms, unread, draft FROM endpoints
    WHERE last_message_ms <> 0 OR unread <> 0 OR draft <> '' OR preview <> '';

WITH RECURSIVE lines (line, rest) AS (
    SELECT '', value FROM settings WHERE key = 'untold-reads'
    UNION ALL
    SELECT substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1) FROM lines
        WHERE instr(rest, char(10)) > 0)
INSERT INTO threads (endpoint_id, untold)
    SELECT e.id, max(1, CAST(substr(line, instr(line, ' ') + 1) AS INTEGER))
    FROM lines JOIN endpoints e ON e.jid = substr(line, 1, instr(line, ' ') - 1)
    WHERE true ON CONFLICT (endpoint_id) DO UPDATE SET untold = excluded.untold;
DELETE FROM settings WHERE key = 'untold-reads';
CREATE INDEX threads_untold ON threads (endpoint_id) WHERE untold > 0;

-- Deliveries become marks: facts about a message that are stored whether or not the message is here.
CREATE TABLE marks (
    endpoint_id INTEGER NOT NULL REFERENCES endpoints (id) ON DELETE CASCADE,
    mine INTEGER NOT NULL,
    ref TEXT NOT NULL,
    kind INTEGER NOT NULL,
    author TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    device INTEGER NOT NULL DEFAULT 0,
    label TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL DEFAULT '',
    at_ms INTEGER NOT NULL DEFAULT 0,
    early INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (endpoint_id, mine, ref, kind, author)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO marks (endpoint_id, mine, ref, kind, author, state, device, label, at_ms)
    SELECT m.endpoint_id, 1, m.message_id, 0, d.resource, d.state, d.kind, d.label, d.at_ms
    FROM deliveries d JOIN messages m ON m.id = d.message_id
    WHERE m.mine = 1 AND m.message_id IS NOT NULL AND m.endpoint_id IN (SELECT id FROM endpoints);
CREATE INDEX marks_early ON marks (endpoint_id, at_ms) WHERE early = 1;
DROP TABLE deliveries;

-- Three ids in three columns: the key that tells duplicates, the sender's id, and the archive's id.
ALTER TABLE messages RENAME TO messages_of_version_6;
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    endpoint_id INTEGER NOT NULL REFERENCES endpoints (id),
    mine INTEGER NOT NULL,
    key TEXT NOT NULL,
    sender_id TEXT NOT NULL,
    stanza_id TEXT,
    archive TEXT NOT NULL DEFAULT '',
    resource TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    time_ms INTEGER NOT NULL,
    state INTEGER NOT NULL,
    failure_kind INTEGER NOT NULL DEFAULT 0,
    failure TEXT NOT NULL DEFAULT '',
    read INTEGER NOT NULL DEFAULT 0,
    markable INTEGER NOT NULL DEFAULT 0,
    target TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    archived INTEGER NOT NULL DEFAULT 0,
    notice INTEGER NOT NULL DEFAULT 0,
    detail TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    correction TEXT,
    changed_ms INTEGER NOT NULL DEFAULT 0,
    replaces TEXT,
    UNIQUE (endpoint_id, mine, key)
) STRICT;
INSERT INTO messages (id, endpoint_id, mine, key, sender_id, stanza_id, resource, body, time_ms, state, failure_kind,
    failure, read, markable, target, position, archived, notice, detail, subject, correction, changed_ms, replaces)
    SELECT m.id, m.endpoint_id, m.mine,
        CASE WHEN m.message_id IS NOT NULL THEN m.message_id
            WHEN m.stanza_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM messages_of_version_6 o
                WHERE o.endpoint_id = m.endpoint_id AND o.mine = m.mine AND o.message_id = m.stanza_id)
            THEN m.stanza_id
            ELSE 'row/' || m.id END,
        coalesce(m.sender_id, m.message_id, ''), m.stanza_id, m.resource, m.body, m.time_ms, m.state, m.failure_kind,
        m.failure, m.read, m.markable, m.target, m.position, m.archived, m.notice, m.detail, m.subject, m.correction,
        m.changed_ms, m.replaces
    FROM messages_of_version_6 m WHERE m.endpoint_id IN (SELECT id FROM endpoints) ORDER BY m.id;
DROP TABLE messages_of_version_6;

CREATE INDEX messages_by_position ON messages (endpoint_id, position);
CREATE INDEX messages_by_sender_id ON messages (endpoint_id, mine, sender_id, stanza_id) WHERE sender_id <> key;
CREATE INDEX messages_by_replaced ON messages (endpoint_id, mine, replaces) WHERE replaces IS NOT NULL;
CREATE INDEX messages_queued ON messages (time_ms) WHERE state = 0;
CREATE INDEX messages_unread ON messages (endpoint_id) WHERE mine = 0 AND read = 0;

ALTER TABLE endpoints DROP COLUMN preview;
ALTER TABLE endpoints DROP COLUMN preview_mine;
ALTER TABLE endpoints DROP COLUMN last_message_ms;
ALTER TABLE endpoints DROP COLUMN unread;
ALTER TABLE endpoints DROP COLUMN draft;
ALTER TABLE endpoints DROP COLUMN preview_notice;

-- The archive that a range belongs to: '' = that of the account.
ALTER TABLE archive_ranges ADD COLUMN archive TEXT NOT NULL DEFAULT '';
