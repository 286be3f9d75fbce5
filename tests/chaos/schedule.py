# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed and what goes wrong, all of it drawn from the seed before anything starts.

Each client has a script of its own, a list of steps carried out one after the other:

    ("type", to, text, pause)       types `text` (it begins with the token "[client.number]"), then waits
    (fault, {facts})                breaks something and goes on typing at once

So a fault always meets the same client between the same two messages. What the machine makes of it in time is the
one thing that no seed decides.
"""
import random

# About how many messages lie between two faults of a kind. `program` and `server` are what the harness promises.
EVERY = {
    "kill": 300,      # SIGKILL of the client that types
    "restart": 300,   # the server ends and starts again
    "cut": 60,        # both sockets are reset at once
    "cut_up": 80,     # ... after so many more bytes of the client's, at any byte
    "cut_down": 80,   # ... after so many more bytes of the server's
    "stall": 60,      # nothing passes for a while, then all of it
    "delay": 40,      # everything takes so much longer for a while
    "dead": 400,      # the connection stays open, but nothing passes any more
    "refuse": 200,    # new connections are refused for a while
}
# The client that comes and goes leaves once in so many of its own messages.
LEAVE_EVERY = 40

WORDS = ("yes", "no", "tomorrow", "<b>bold</b>", "a & b", "\"quoted\"", "it's", "Grüße", "שלום", "مرحبا", "日本語", "🙂",
         "👩‍👩‍👧", "é", "e\u0301", "]]>", "&amp;", "50%", "%1", "https://example.org/?a=1&b=2", "C:\\temp")


def text_of(rng, client, number, longest):
    token = "[%s.%05d]" % (client, number)
    kind = rng.random()
    if kind < 0.02:
        length = rng.randrange(longest // 8, longest)
    elif kind < 0.12:
        length = rng.randrange(60, longest // 12)
    else:
        length = rng.randrange(1, 60)
    words = []
    size = 0
    while size < length:
        word = rng.choice(WORDS)
        words.append(word)
        size += len(word) + 1
    return token + " " + " ".join(words)


def pause_of(rng):
    kind = rng.random()
    if kind < 0.60:
        return 0.0
    if kind < 0.95:
        return rng.uniform(0.01, 0.08)
    return rng.uniform(0.2, 0.8)


def facts_of(rng, fault):
    if fault == "kill":
        facts = {"after": round(rng.uniform(0, 0.15), 4), "down": round(rng.choice((0, 0, 0.5, 2)) * rng.random(), 3)}
        # Every other time it meets the program just when Enter is pressed on what has been a draft for a while.
        facts["sending"] = rng.random() < 0.5
        if facts["sending"]:
            facts["after"] = round(facts["after"] / 3, 4)
        return facts
    if fault == "restart":
        return {"down": round(rng.choice((0, 0, 1, 4)) * rng.random(), 3)}
    if fault == "cut":
        return {}
    if fault in ("cut_up", "cut_down"):
        return {"bytes": rng.choice((rng.randrange(0, 64), rng.randrange(0, 600), rng.randrange(0, 6000)))}
    if fault == "stall":
        return {"seconds": round(rng.choice((0.3, 1.5, 5)) * rng.random(), 3)}
    if fault == "delay":
        return {"seconds": round(rng.uniform(0.5, 4), 3), "by": round(rng.choice((0.02, 0.1, 0.4)) * rng.random(), 4)}
    if fault == "dead":
        return {"seconds": 30}
    if fault == "refuse":
        return {"seconds": round(rng.uniform(0.2, 2), 3), "cut": rng.random() < 0.7}
    return {}


def make(seed, messages, clients, comes_and_goes=(), longest=6000):
    """The script of each client. `clients`: name to the addresses that it writes to."""
    rng = random.Random("%d/%d" % (seed, messages))
    names = sorted(clients)
    scripts = {name: [] for name in names}
    numbers = dict.fromkeys(names, 0)
    fresh = {}
    # So that even a short run has some of everything, each kind is dealt out evenly, with its place drawn.
    faults_at = {}
    for fault, every in sorted(EVERY.items()):
        count = messages // every
        rest = messages % every
        count += rng.random() < rest / every
        if fault in ("kill", "restart"):
            count = max(count, 1)
        for i in range(count):
            share = messages / count
            faults_at.setdefault(int(share * i + rng.random() * share), []).append(fault)
    for at in range(messages):
        name = rng.choice(names)
        for fault in faults_at.get(at, ()):
            scripts[name].append((fault, facts_of(rng, fault)))
        if name in comes_and_goes and rng.randrange(LEAVE_EVERY) == 0:
            scripts[name].append(("leave", {"seconds": round(rng.uniform(0, 6), 3)}))
        # A person stays in a thread for a while.
        if name not in fresh or rng.random() < 0.2:
            fresh[name] = rng.choice(clients[name])
        numbers[name] += 1
        scripts[name].append(("type", fresh[name], text_of(rng, name, numbers[name], longest), round(pause_of(rng), 4)))
    return scripts


def describe(scripts):
    """The faults of each client, by the number of the message that they come before."""
    lines = []
    for name in sorted(scripts):
        number = 1
        for step in scripts[name]:
            if step[0] == "type":
                number += 1
            else:
                facts = " ".join("%s=%s" % fact for fact in sorted(step[1].items()))
                lines.append("%s before %05d: %s %s" % (name, number, step[0], facts))
    return lines
