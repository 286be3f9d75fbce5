-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the newest version looks like, to be read; the program runs the migrations. Both must agree (test_migrations).
-- Times are UTC, ms since the epoch, 0 = never. Small closed sets are the numbers of base/vocabulary.h.

-- Everybody we share a contact or a thread with, and the summary of that thread: the contact list is this table.
-- listed = 0: removed from the list, kept because messages refer to it. labels: parted by U+001F. preview_notice: the
-- last message is a MessageNotice, and the preview what that is about.
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

-- message_id tells a message from all others of its thread and direction; stanza_id is NULL when the archive gave none.
-- sender_id: the id that the sender gave, who may use one twice; NULL = message_id itself, '' = none. markable: the
-- sender of a message of theirs would like to know when it has been seen (XEP-0333). target: the only Connection that a
-- message is for; empty = all of them. position: the order of the thread, see PositionSequence; ties are in the order of
-- the ids. archived: the archive has given it its position. notice: a MessageNotice for what is told of instead of shown;
-- detail: what that is about. correction: the text that its sender has put in place of the body, NULL = none; changed_ms:
-- when that, or its deletion, was sent. replaces: it stands for one of the same sender that is not here, whose id that is.
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

-- Paging: (position, id) before a cursor, in one thread. The id is the row id, which every index carries.
CREATE INDEX messages_by_position ON messages (endpoint_id, position);

-- Doubles of messages whose sender gave no id.
CREATE UNIQUE INDEX messages_by_stanza_id ON messages (endpoint_id, stanza_id)
    WHERE message_id IS NULL AND stanza_id IS NOT NULL;

-- Doubles of messages whose id is not the one that their sender gave.
CREATE INDEX messages_by_sender_id ON messages (endpoint_id, mine, sender_id, stanza_id)
    WHERE sender_id IS NOT NULL;

-- Whether something stands for a message already.
CREATE INDEX messages_by_replaced ON messages (endpoint_id, mine, replaces) WHERE replaces IS NOT NULL;

-- What waits to be sent, oldest first.
CREATE INDEX messages_queued ON messages (time_ms) WHERE state = 0;

-- What markRead() has to touch.
CREATE INDEX messages_unread ON messages (endpoint_id) WHERE mine = 0 AND read = 0;

-- How far a message of ours got on each Connection.
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

-- What of the account's archive (XEP-0313) is here: stretches without a hole, named by the archive ids at both
-- ends; a later row is a newer stretch. What lies between two of them is a gap, to be filled. oldest_ms: stamp of the
-- oldest message in it; 0 = not known. oldest_position: what is older than the stretch goes below that.
CREATE TABLE archive_ranges (
    id INTEGER PRIMARY KEY,
    oldest_id TEXT NOT NULL,
    newest_id TEXT NOT NULL,
    reaches_start INTEGER NOT NULL DEFAULT 0,
    oldest_ms INTEGER NOT NULL DEFAULT 0,
    oldest_position INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row: the greatest position that has been given.
CREATE TABLE sequence (newest INTEGER NOT NULL) STRICT;
