-- SPDX-License-Identifier: GPL-3.0-or-later
-- The schema of the newest version, for reading; the program runs the migrations. test_migrations compares both.
-- Times are UTC, ms since the epoch, 0 = never. Columns of closed sets hold the numbers of base/vocabulary.h.

-- Contacts and other Endpoints with a thread.
-- listed: 0 = removed from the list, or never in it, but messages or marks refer to the row.
-- labels: separated by U+001F.
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
    last_seen_ms INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The summary of each thread; the contact list shows it beside the Endpoint.
-- preview_notice: the MessageNotice of the last message; unless 0, the preview is its subject.
-- read_row: another device of ours has read up to this message; 0 = not known.
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

-- Threads with unsent read marks.
CREATE INDEX threads_untold ON threads (endpoint_id) WHERE untold > 0;

-- The messages of all threads.
-- mine: 1 = sent by us, 0 = received.
-- key: tells a message from all others of its thread and direction. Mostly the sender's id.
-- sender_id: the sender's id, which the sender may reuse; '' = none.
-- stanza_id: id of the archive (XEP-0359); NULL = none. archive: its owner, a room; '' = the account.
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

-- Paging: (position, id) before a cursor, in one thread. Every index contains the row id.
CREATE INDEX messages_by_position ON messages (endpoint_id, position);

-- Duplicates of messages whose key differs from the sender's id.
CREATE INDEX messages_by_sender_id ON messages (endpoint_id, mine, sender_id, stanza_id) WHERE sender_id <> key;

-- Corrections that stand in the place of their original.
CREATE INDEX messages_by_replaced ON messages (endpoint_id, mine, replaces) WHERE replaces IS NOT NULL;

-- Queued messages, oldest first.
CREATE INDEX messages_queued ON messages (time_ms) WHERE state = 0;

-- Unread messages, for markRead().
CREATE INDEX messages_unread ON messages (endpoint_id) WHERE mine = 0 AND read = 0;

-- Facts about messages that were stated later, whether or not the message is here.
-- mine: 1 = about a message of ours; 0 also while the direction is not known. ref: id of the message, given by its sender or, for kind 2, by the archive.
-- kind: a MarkKind. author: of a delivery, the resource of the Connection; of a remark, the bare address; '' = not
-- known, or we.
-- state: the DeliveryState of a delivery; device, label: kind and name of the Connection at that time.
-- value: text of the mark. early: 1 = the message is not here.
-- position: order of the remarks of one author, on the scale of messages.position.
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
    early INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (endpoint_id, mine, ref, kind, author)
) STRICT, WITHOUT ROWID;

-- Marks that wait for their message, oldest first.
CREATE INDEX marks_early ON marks (endpoint_id, at_ms) WHERE early = 1;

-- Remarks of ours that the server has not acknowledged, oldest first. id: of the stanza. ref: the sender's id of the
-- message. previous: our remark before; it returns if the remark is refused.
CREATE TABLE outgoing_remarks (
    row INTEGER PRIMARY KEY,
    endpoint_id INTEGER NOT NULL REFERENCES endpoints (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    kind INTEGER NOT NULL,
    ref TEXT NOT NULL,
    value TEXT NOT NULL,
    previous TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    UNIQUE (endpoint_id, id)
) STRICT;

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The known ranges of archives (XEP-0313). A range has no gap inside; the archive ids of both ends name
-- it. A greater row id is a newer range. Between two ranges is a gap, to be filled.
-- reaches_start: 1 = the archive holds nothing older.
-- oldest_ms: stamp of the oldest message in the range; 0 = not known.
-- oldest_position: older messages are placed below it.
-- archive: a room; '' = the archive of the account.
CREATE TABLE archive_ranges (
    id INTEGER PRIMARY KEY,
    oldest_id TEXT NOT NULL,
    newest_id TEXT NOT NULL,
    reaches_start INTEGER NOT NULL DEFAULT 0,
    oldest_ms INTEGER NOT NULL DEFAULT 0,
    oldest_position INTEGER NOT NULL DEFAULT 0,
    archive TEXT NOT NULL DEFAULT ''
) STRICT;

-- One row: the greatest assigned position.
CREATE TABLE sequence (newest INTEGER NOT NULL) STRICT;
