# SPDX-License-Identifier: GPL-3.0-or-later
"""A TCP proxy that breaks what passes through it: late, not at all, or cut off at any byte. It changes and
reorders nothing."""
import asyncio
import socket
import struct

CHUNK = 16384
UP, DOWN = "up", "down"


def reset(writer):
    """Closes with RST, as a network that has gone does, not with a polite end."""
    if writer is None or writer.transport.is_closing():
        return
    sock = writer.get_extra_info("socket")
    if sock is not None:
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except OSError:
            pass
    writer.transport.abort()


class Wire:
    """One connection through the link."""

    def __init__(self, link, client):
        self.link = link
        self.writers = {DOWN: client, UP: None}
        self.is_dead = False
        self.began = asyncio.get_running_loop().time()
        self.received = 0  # bytes for the client
        self.last_due = {UP: 0.0, DOWN: 0.0}

    def cut(self):
        for writer in self.writers.values():
            reset(writer)

    async def pump(self, reader, direction):
        """Reads as long as there is something; what is delayed waits in a queue, so that order is kept."""
        queue = asyncio.Queue(maxsize=256)
        sender = asyncio.create_task(self.send(queue, direction))
        try:
            while True:
                data = await reader.read(CHUNK)
                await queue.put((asyncio.get_running_loop().time(), data))
                if not data:
                    break
        except OSError:
            await queue.put((asyncio.get_running_loop().time(), b""))
        await sender

    async def send(self, queue, direction):
        loop = asyncio.get_running_loop()
        writer = self.writers[direction]
        try:
            while True:
                came, data = await queue.get()
                due = max(came + self.link.delay, self.last_due[direction])
                self.last_due[direction] = due
                if due > loop.time():
                    await asyncio.sleep(due - loop.time())
                while not self.is_dead and self.link.stalled_until > loop.time():
                    await asyncio.sleep(self.link.stalled_until - loop.time())
                if not data:
                    break
                if self.is_dead:
                    continue
                left = self.link.cut_after[direction]
                if left is not None and left < len(data):
                    writer.write(data[:left])
                    await writer.drain()
                    await asyncio.sleep(0)
                    self.link.cut_after[direction] = None
                    self.link.count_cut()
                    # What was passed on must arrive before the end does: an end, not a reset, on that side.
                    writer.close()
                    other = self.writers[DOWN if direction == UP else UP]
                    reset(other)
                    return
                if left is not None:
                    self.link.cut_after[direction] = left - len(data)
                if direction == DOWN:
                    self.received += len(data)
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            if not self.is_dead:
                for one in self.writers.values():
                    if one is not None and not one.transport.is_closing():
                        one.close()


class Link:
    """The way of one client to the server. Its faults are commands; heal() ends them all."""

    def __init__(self, name, server):
        self.name = name
        self.upstream = server
        self.delay = 0.0
        self.stalled_until = 0.0
        self.refused_until = 0.0
        self.cut_after = {UP: None, DOWN: None}
        self.wires = set()
        self.cuts = 0
        self.port = 0
        self.server = None
        self.timers = set()

    async def start(self):
        self.server = await asyncio.start_server(self.accept, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]

    async def accept(self, reader, writer):
        wire = Wire(self, writer)
        if not self.upstream.is_up or self.refused_until > asyncio.get_running_loop().time():
            reset(writer)
            return
        try:
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.upstream.port)
        except OSError:
            reset(writer)
            return
        for one in (writer, up_writer):
            one.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire.writers[UP] = up_writer
        self.wires.add(wire)
        try:
            await asyncio.gather(wire.pump(reader, UP), wire.pump(up_reader, DOWN))
        finally:
            self.wires.discard(wire)

    def is_in_use(self):
        """Whether somebody has been signed in for a while, by the look of it."""
        now = asyncio.get_running_loop().time()
        return any(not wire.is_dead and wire.received > 1000 and now - wire.began > 1 for wire in self.wires)

    def count_cut(self):
        self.cuts += 1

    def cut(self):
        living = [wire for wire in self.wires if not wire.is_dead]
        if living:
            self.count_cut()
        for wire in list(self.wires):
            wire.cut()

    def truncate(self, direction, count):
        self.cut_after[direction] = count

    def stall(self, seconds):
        self.stalled_until = max(self.stalled_until, asyncio.get_running_loop().time() + seconds)

    def slow_down(self, seconds, by):
        self.delay = by
        self.later(seconds, self.hurry)

    def hurry(self):
        self.delay = 0.0

    def die(self, seconds):
        """The connections of now pass nothing any more, and nobody is told; after so long they are cut."""
        dying = list(self.wires)
        if dying:
            self.count_cut()
        for wire in dying:
            wire.is_dead = True
            self.later(seconds, wire.cut)

    def refuse(self, seconds, cut):
        self.refused_until = asyncio.get_running_loop().time() + seconds
        if cut:
            self.cut()

    def later(self, seconds, action):
        self.timers.add(asyncio.get_running_loop().call_later(seconds, action))

    def heal(self):
        for timer in self.timers:
            timer.cancel()
        self.timers.clear()
        self.delay = self.stalled_until = self.refused_until = 0.0
        self.cut_after = {UP: None, DOWN: None}
        for wire in list(self.wires):
            if wire.is_dead:
                wire.cut()

    async def stop(self):
        self.heal()
        self.server.close()
        for wire in list(self.wires):
            wire.cut()
        await asyncio.sleep(0)
