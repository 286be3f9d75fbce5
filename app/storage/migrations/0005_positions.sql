-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 5. Never edited once released.

-- The order of a thread. Times of whole seconds, and of clocks that differ, were never one. Between two stretches of the
-- archive is room for what is still missing there.
ALTER TABLE messages ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
UPDATE messages SET archived = stanza_id IS NOT NULL, position = ranked.place * 1048576
    + 68719476736 * (SELECT count(*) FROM archive_ranges WHERE oldest_ms <= messages.time_ms)
    FROM (SELECT id, row_number() OVER (ORDER BY time_ms, id) AS place FROM messages) AS ranked
    WHERE ranked.id = messages.id;
DROP INDEX messages_by_time;
CREATE INDEX messages_by_position ON messages (endpoint_id, position);

ALTER TABLE archive_ranges ADD COLUMN oldest_position INTEGER NOT NULL DEFAULT 0;
UPDATE archive_ranges SET oldest_position =
    coalesce((SELECT min(position) FROM messages WHERE time_ms >= oldest_ms), 0);

CREATE TABLE sequence (newest INTEGER NOT NULL) STRICT;
INSERT INTO sequence (newest) SELECT coalesce(max(position), 0) FROM messages;
