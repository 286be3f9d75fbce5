-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 8. Never edited once released.

-- The order of the remarks of one author, on the scale of the messages: clocks of different devices do not agree.
ALTER TABLE marks ADD COLUMN position INTEGER NOT NULL DEFAULT 0;

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
