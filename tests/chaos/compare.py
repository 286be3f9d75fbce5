# SPDX-License-Identifier: GPL-3.0-or-later
"""What was typed against what every database and every archive holds."""
import collections
import re
import sqlite3

TOKEN = re.compile(r"^\[([A-Za-z]+)\.(\d{5})\]")
QUEUED, FAILED = 0, 4
REFUSED = "recipient-unavailable"


class Typed:
    """One message as it was typed. `accepted`: the program said that it has it; else it was killed just then."""

    def __init__(self, client, number, account, to, text):
        self.client, self.number = client, number
        self.account, self.to, self.text = account, to, text
        self.accepted = False

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
            " ORDER BY e.id, m.time_ms, m.id").fetchall()
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


def is_written(database, body):
    """Whether it is among the last rows."""
    connection = sqlite3.connect("file:%s?mode=ro" % database, uri=True, timeout=5)
    try:
        return any(row[0] == body for row in connection.execute("SELECT body FROM messages ORDER BY id DESC LIMIT 200"))
    except sqlite3.OperationalError:
        return False
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


def compare(typed, clients, archives):
    """The verdicts on each client's database and each account's archive, and what ended as not sent.

    What a killed program may not have written is expected everywhere if it is anywhere, and else nowhere."""
    databases = {client.name: rows_of(client.database()) for client in clients}
    found = {token_of(body) for rows in databases.values() for _, body, *_ in rows}
    found |= {token_of(entry["body"]) for entries in archives.values() for entry in entries}
    expected = {one.token: one for one in typed if one.accepted or one.token in found}
    dropped = [one.token for one in typed if one.token not in expected]

    verdicts = []
    unsent = []
    refused = 0
    for client in clients:
        here = {token: one for token, one in expected.items() if client.address in (one.account, one.to)}
        rows = databases[client.name]
        verdicts.append(judge("database of " + client.name, [row[:2] for row in rows], here, client.name))
        for _, body, state, mine, failure in rows:
            if mine and state == FAILED and failure.startswith(REFUSED):
                refused += 1
            elif mine and state in (QUEUED, FAILED):
                unsent.append((client.name, token_of(body), state))
    for account, entries in archives.items():
        here = {token: one for token, one in expected.items() if account in (one.account, one.to)}
        # In the archive all threads are one row of messages: the order of each thread is looked at.
        pairs = [(tuple(sorted((entry["from"].split("/")[0], (entry["to"] or account).split("/")[0]))), entry["body"])
                 for entry in entries]
        verdicts.append(judge("archive of " + account, pairs, here))
    return verdicts, unsent, refused, dropped
