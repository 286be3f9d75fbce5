-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 2. Never edited once released.

-- What of the account's archive (XEP-0313) is here: stretches without a hole, named by the archive ids at both
-- ends; a later row is a newer stretch. What lies between two of them is a gap, to be filled.
CREATE TABLE archive_ranges (
    id INTEGER PRIMARY KEY,
    oldest_id TEXT NOT NULL,
    newest_id TEXT NOT NULL,
    reaches_start INTEGER NOT NULL DEFAULT 0
) STRICT;
