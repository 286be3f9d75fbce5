-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 4. Never edited once released.

-- The only Connection that a message is for; empty = all of them.
ALTER TABLE messages ADD COLUMN target TEXT NOT NULL DEFAULT '';

-- Stamp of the oldest message in a stretch of the archive; 0 = not known.
ALTER TABLE archive_ranges ADD COLUMN oldest_ms INTEGER NOT NULL DEFAULT 0;
