-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 6. Never edited once released.

-- A sender may use an id twice. message_id stays what tells a message from all others of its thread and direction;
-- sender_id is the id that its sender gave: NULL = message_id itself, '' = none.
ALTER TABLE messages ADD COLUMN sender_id TEXT;
UPDATE messages SET sender_id = '' WHERE message_id = stanza_id;
UPDATE messages SET sender_id = substr(message_id, 1, length(message_id) - length(stanza_id) - 1)
    WHERE length(message_id) > length(stanza_id) + 1
    AND substr(message_id, length(message_id) - length(stanza_id)) = '/' || stanza_id;

CREATE INDEX messages_by_sender_id ON messages (endpoint_id, mine, sender_id, stanza_id)
    WHERE sender_id IS NOT NULL;

-- A message that cannot be shown: a MessageNotice, and the thing that it is about.
ALTER TABLE messages ADD COLUMN notice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN detail TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN subject TEXT NOT NULL DEFAULT '';
-- The text that its sender has put in place of the body, and when; NULL = none.
ALTER TABLE messages ADD COLUMN correction TEXT;
ALTER TABLE messages ADD COLUMN changed_ms INTEGER NOT NULL DEFAULT 0;
-- It stands for one of the same sender that is not here: the id that the sender gave to that.
ALTER TABLE messages ADD COLUMN replaces TEXT;
CREATE INDEX messages_by_replaced ON messages (endpoint_id, mine, replaces) WHERE replaces IS NOT NULL;

-- The last message is one of these; the preview is what it is about.
ALTER TABLE endpoints ADD COLUMN preview_notice INTEGER NOT NULL DEFAULT 0;
