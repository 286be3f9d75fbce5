# SPDX-License-Identifier: GPL-3.0-or-later
"""What was typed against what every database and every archive holds."""
import collections
import re
import sqlite3

TOKEN = re.compile(r"^\[([A-Za-z]+)\.(\d{5})\]")
QUEUED, FAILED = 0, 4
# What a server says of a message that waits in a session which ends, although the archive has it: Prosody, ejabberd.
REFUSED = ("recipient-unavailable", "service-unavailable: User session terminated")


class Typed:
    """One message as it was typed. `accepted`: the program said that it has it; else it was killed just then."""

    def __init__(self, client, number, account, to, text):
        self.client, self.number = client, number
        self.account, self.to, self.text = account, to, text
        self.accepted = False

    # It was in the field long enough to be a draft in the database, and then the program was killed around Enter.
    was_draft = False

    @property
    def token(self):
        return self.client, self.number


def token_of(body):
    found = TOKEN.match(body)
    return (found.group(1), int(found.group(2))) if found else None


def rows_of(database):
    """(thread, body, state, mine, failure) of all messages, each thread in the order in which it is shown."""
    connection = sqlite3.connect("file:%s?mode=ro" % database, uri=True)
    try:
        return connection.execute(
            "SELECT e.jid, m.body, m.state, m.mine, m.failure FROM messages m JOIN endpoints e ON e.id = m.endpoint_id"
            " ORDER BY e.id, m.position, m.id").fetchall()
    finally:
        connection.close()


def count_rows(database):
    try:
        connection = sqlite3.connect("file:%s?mode=ro" % database, uri=True, timeout=5)
        try:
            queued = connection.execute("SELECT count(*) FROM messages WHERE state = 0 AND mine = 1").fetchone()[0]
            return connection.execute("SELECT count(*) FROM messages").fetchone()[0], queued
        finally:
            connection.close()
    except sqlite3.Error:
        return 0, 0


def is_written(database, thread, body):
    """Whether it is among the last of that thread that are ours. An archive may bring hundreds of others meanwhile."""
    connection = sqlite3.connect("file:%s?mode=ro" % database, uri=True, timeout=5)
    try:
        return any(row[0] == body for row in connection.execute(
            "SELECT body FROM messages WHERE endpoint_id = (SELECT id FROM endpoints WHERE jid = ?) AND mine = 1"
            " ORDER BY position DESC LIMIT 200", (thread,)))
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()


def draft_of(database, thread):
    """What the database keeps of what is being typed to `thread`."""
    connection = sqlite3.connect("file:%s?mode=ro" % database, uri=True, timeout=5)
    try:
        found = connection.execute("SELECT t.draft FROM threads t JOIN endpoints e ON e.id = t.endpoint_id WHERE e.jid = ?", (thread,)).fetchone()
        return found[0] if found else ""
    except sqlite3.OperationalError:
        return ""
    finally:
        connection.close()


class Verdict:
    """What is wrong with one place where messages lie."""

    def __init__(self, place):
        self.place = place
        self.held = self.received = 0
        self.lost, self.doubled, self.disordered, self.altered, self.foreign = [], [], [], [], []

    def is_clean(self):
        return not (self.lost or self.doubled or self.disordered or self.altered or self.foreign)


def judge(place, entries, expected, own_client=None):
    """`entries`: (thread, body) in order. `expected`: token to Typed, for all that must be here exactly once."""
    verdict = Verdict(place)
    seen = collections.Counter()
    last = {}
    for thread, body in entries:
        token = token_of(body)
        if token not in expected:
            verdict.foreign.append((thread, body[:40]))
            continue
        seen[token] += 1
        if body != expected[token].text:
            verdict.altered.append(token)
        if seen[token] > 1:
            verdict.doubled.append(token)
            continue
        verdict.held += 1
        verdict.received += token[0] != own_client
        key = (thread, token[0])
        if last.get(key, 0) > token[1]:
            verdict.disordered.append(token)
        last[key] = max(last.get(key, 0), token[1])
    verdict.lost = [token for token in expected if not seen[token]]
    return verdict


def lost_by_server(expected, archives, server):
    """What the sender's archive holds and the recipient's does not, or only since long after it was taken: token to
    (recipient, whether it is late). Only of a server that is known to do so: see README.md."""
    if not server.forgets:
        return {}
    late = {account: {token_of(body) for body in server.written_late(account)} for account in archives}
    held = {account: {token_of(entry["body"]) for entry in entries}
            for account, entries in archives.items()}
    astray = {}
    for token, one in expected.items():
        if token not in held[one.account]:
            continue
        if token not in held[one.to] or token in late[one.to]:
            astray[token] = (one.to, token in late[one.to])
    return astray


def compare(typed, clients, archives, server):
    """The verdicts on each client's database and each account's archive, what ended as not sent, how many the server
    refused, what was dropped before it was written, and what the server itself has lost.

    What a killed program may not have written is expected everywhere if it is anywhere, and else nowhere."""
    databases = {client.name: rows_of(client.database()) for client in clients}
    found = {token_of(body) for rows in databases.values() for _, body, *_ in rows}
    found |= {token_of(entry["body"]) for entries in archives.values() for entry in entries}
    expected = {one.token: one for one in typed if one.accepted or one.token in found}
    dropped = [one.token for one in typed if one.token not in expected]
    astray = lost_by_server(expected, archives, server)

    def expected_at(account, bodies):
        here = {token_of(body) for body in bodies}
        return {token: one for token, one in expected.items()
                if account == one.account or (account == one.to and (token in here or token not in astray))}

    verdicts = []
    unsent = []
    refused = 0
    for client in clients:
        rows = databases[client.name]
        here = expected_at(client.address, (row[1] for row in rows))
        verdicts.append(judge("database of " + client.name, [row[:2] for row in rows], here, client.name))
        for _, body, state, mine, failure in rows:
            if mine and state == FAILED and failure.startswith(REFUSED):
                refused += 1
            elif mine and state in (QUEUED, FAILED):
                unsent.append((client.name, token_of(body), state))
    for account, entries in archives.items():
        here = expected_at(account, (entry["body"] for entry in entries))
        # In the archive all threads are one row of messages: the order of each thread is looked at.
        pairs = [(tuple(sorted((entry["from"].split("/")[0], (entry["to"] or account).split("/")[0]))), entry["body"])
                 for entry in entries]
        verdicts.append(judge("archive of " + account, pairs, here))
    return verdicts, unsent, refused, dropped, astray
