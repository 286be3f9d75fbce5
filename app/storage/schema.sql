-- SPDX-License-Identifier: GPL-3.0-or-later
-- The schema of the newest version, for reading; the program runs the migrations. test_migrations compares both.
-- Times are UTC, ms since the epoch, 0 = never. Columns of closed sets hold the numbers of base/vocabulary.h.

-- Contacts and other Endpoints with a thread, and the summary of the thread. The contact list shows this table.
-- listed: 0 = removed from the list, but messages refer to the row.
-- labels: separated by U+001F.
-- preview_notice: the MessageNotice of the last message; unless 0, the preview is its subject.
CREATE TABLE endpoints (
    id INTEGER PRIMARY KEY,
    jid TEXT NOT NULL UNIQUE,
    listed INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL DEFAULT '',
    nickname TEXT NOT NULL DEFAULT '',
    labels TEXT NOT NULL DEFAULT '',
    subscription INTEGER NOT NULL DEFAULT 0,
    in_roster INTEGER NOT NULL DEFAULT 0,
    ask INTEGER NOT NULL DEFAULT 0,
    wants_us INTEGER NOT NULL DEFAULT 0,
    wants_us_message TEXT NOT NULL DEFAULT '',
    tell_when_online INTEGER NOT NULL DEFAULT 0,
    blocked INTEGER NOT NULL DEFAULT 0,
    avatar_hash TEXT NOT NULL DEFAULT '',
    last_seen_ms INTEGER NOT NULL DEFAULT 0,
    preview TEXT NOT NULL DEFAULT '',
    preview_mine INTEGER NOT NULL DEFAULT 0,
    last_message_ms INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    draft TEXT NOT NULL DEFAULT '',
    preview_notice INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The messages of all threads.
-- mine: 1 = sent by us, 0 = received.
-- message_id: unique in the thread for each direction.
-- stanza_id: id of the archive (XEP-0359); NULL = none.
-- sender_id: the sender's id, which the sender may reuse; NULL = equal to message_id, '' = none.
-- markable: the sender asks for a displayed marker (XEP-0333).
-- target: resource of the only recipient; '' = all Connections.
-- position: order in the thread, see PositionSequence; rows with equal positions are ordered by id.
-- archived: 1 = the archive has determined the position.
-- notice: a MessageNotice, for a message that cannot be shown; detail: its subject.
-- correction: the sender's new text in place of the body; NULL = none.
-- changed_ms: when the correction or deletion was sent.
-- replaces: this correction stands in the place of a message that is not here, with this sender's id.
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    endpoint_id INTEGER NOT NULL REFERENCES endpoints (id),
    mine INTEGER NOT NULL,
    message_id TEXT,
    stanza_id TEXT,
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
    sender_id TEXT,
    notice INTEGER NOT NULL DEFAULT 0,
    detail TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    correction TEXT,
    changed_ms INTEGER NOT NULL DEFAULT 0,
    replaces TEXT,
    UNIQUE (endpoint_id, mine, message_id)
) STRICT;

-- Paging: (position, id) before a cursor, in one thread. Every index contains the row id.
CREATE INDEX messages_by_position ON messages (endpoint_id, position);

-- Duplicates of messages without a sender's id.
CREATE UNIQUE INDEX messages_by_stanza_id ON messages (endpoint_id, stanza_id)
    WHERE message_id IS NULL AND stanza_id IS NOT NULL;

-- Duplicates of messages whose message_id differs from the sender's id.
CREATE INDEX messages_by_sender_id ON messages (endpoint_id, mine, sender_id, stanza_id)
    WHERE sender_id IS NOT NULL;

-- Corrections that stand in the place of their original.
CREATE INDEX messages_by_replaced ON messages (endpoint_id, mine, replaces) WHERE replaces IS NOT NULL;

-- Queued messages, oldest first.
CREATE INDEX messages_queued ON messages (time_ms) WHERE state = 0;

-- Unread messages, for markRead().
CREATE INDEX messages_unread ON messages (endpoint_id) WHERE mine = 0 AND read = 0;

-- Delivery of each message of ours by Connection.
CREATE TABLE deliveries (
    message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    resource TEXT NOT NULL,
    kind INTEGER NOT NULL DEFAULT 0,
    label TEXT NOT NULL DEFAULT '',
    state INTEGER NOT NULL,
    at_ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (message_id, resource)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The known ranges of the account's archive (XEP-0313). A range has no gap inside; the archive ids of both ends name
-- it. A greater row id is a newer range. Between two ranges is a gap, to be filled.
-- reaches_start: 1 = the archive holds nothing older.
-- oldest_ms: stamp of the oldest message in the range; 0 = not known.
-- oldest_position: older messages are placed below it.
CREATE TABLE archive_ranges (
    id INTEGER PRIMARY KEY,
    oldest_id TEXT NOT NULL,
    newest_id TEXT NOT NULL,
    reaches_start INTEGER NOT NULL DEFAULT 0,
    oldest_ms INTEGER NOT NULL DEFAULT 0,
    oldest_position INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row: the greatest assigned position.
CREATE TABLE sequence (newest INTEGER NOT NULL) STRICT;
