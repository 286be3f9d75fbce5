-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 3. Never edited once released.

-- The sender of a message of theirs would like to know when it has been seen (XEP-0333).
ALTER TABLE messages ADD COLUMN markable INTEGER NOT NULL DEFAULT 0;
