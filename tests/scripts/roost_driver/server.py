# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Prosody on the loopback, one for each worker, and wires to it that can be cut."""
import asyncio
import ctypes
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile

from .waiting import wait_for

CONFIG = """\
data_path = "{dir}/data"
pidfile = "{dir}/prosody.pid"
run_as_root = {root}
daemonize = false
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ {c2s} }}
c2s_direct_tls_ports = {{ }}
http_ports = {{ {http} }}
https_ports = {{ {https} }}
http_interfaces = {{ "127.0.0.1" }}
https_interfaces = {{ "127.0.0.1" }}
https_ssl = {{ key = "{dir}/key.pem", certificate = "{dir}/cert.pem" }}
log = {{ {{ levels = {{ min = "info" }}, to = "file", filename = "{dir}/server.log" }} }}
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
authentication = "internal_plain"
storage = "internal"
archive_expires_after = "never"
default_archive_policy = true
smacks_hibernation_time = 60
http_host = "localhost"
http_default_host = "localhost"
modules_enabled = {{
  "roster"; "saslauth"; "tls"; "disco"; "private"; "pep"; "vcard4"; "vcard_legacy"; "blocklist"; "carbons"; "mam";
  "smacks"; "csi_simple"; "ping"; "time"; "version"; "posix"; "websocket"; "http"; "presence"; "message"; "iq";
  "offline"; "c2s";
}}
modules_disabled = {{ "s2s" }}
VirtualHost "localhost"
"""


def die_with_us():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: nothing outlives a worker that crashes


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def lua(text):
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in (34, 92) else "\\%03d" % b for b in text.encode()) + '"'


def stored(name):
    """As Prosody's file store writes it."""
    return "".join(chr(b) if chr(b).isalnum() and b < 128 else "%%%02x" % b for b in name.encode())


class Server:
    domain = "localhost"

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="roost-server-"))
        self.data = self.folder / "data" / self.domain
        for store in ("accounts", "roster"):
            (self.data / store).mkdir(parents=True)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2", "-keyout",
                        self.folder / "key.pem", "-out", self.folder / "cert.pem"], check=True, capture_output=True)
        self.certificate = self.folder / "cert.pem"
        self.http_port, self.https_port, self.c2s_port = free_port(), free_port(), free_port()
        (self.folder / "prosody.cfg.lua").write_text(CONFIG.format(
            dir=self.folder, http=self.http_port, https=self.https_port, c2s=self.c2s_port,
            root="true" if os.getuid() == 0 else "false"))
        self.url = "ws://127.0.0.1:%d/xmpp-websocket" % self.http_port
        self.secure_url = "wss://localhost:%d/xmpp-websocket" % self.https_port
        self._process = subprocess.Popen(
            ["prosody", "-F", "--config", str(self.folder / "prosody.cfg.lua")], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, preexec_fn=die_with_us)
        wait_for(lambda: "Prosody; it says:\n" + self.log(), self._is_up, 60)

    def _is_up(self):
        try:
            with socket.create_connection(("127.0.0.1", self.http_port), 1) as s:
                s.sendall(b"GET /xmpp-websocket HTTP/1.0\r\nHost: localhost\r\n\r\n")
                answer = s.recv(64)
            with socket.create_connection(("127.0.0.1", self.c2s_port), 1):
                return bool(answer) and b" 404 " not in answer
        except OSError:
            return False

    def log(self):
        file = self.folder / "server.log"
        return file.read_text(errors="replace")[-4000:] if file.exists() else ""

    def write_account(self, user, password):
        (self.data / "accounts" / (stored(user) + ".dat")).write_text('return { ["password"] = %s; };\n' % lua(password))

    def write_roster(self, user, entries):
        """entries: address -> (name, labels, subscription)."""
        lines = ['return {', '\t[false] = { ["version"] = 1; };']
        for address, (name, labels, subscription) in entries.items():
            groups = " ".join("[%s] = true;" % lua(label) for label in labels)
            lines.append('\t[%s] = { ["subscription"] = %s; ["name"] = %s; ["groups"] = { %s }; };' % (
                lua(address), lua(subscription), lua(name), groups))
        (self.data / "roster" / (stored(user) + ".dat")).write_text("\n".join(lines + ["};", ""]))

    def end(self):
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Wire:
    """Stands between one Roost and the server. cut() drops what is connected, refuse() lets nobody in any more."""

    def __init__(self, loop, port):
        self._loop = loop
        self._target = port
        self._open = set()
        self._refusing = False
        self._server = loop.run(asyncio.start_server(self._accepted, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]
        self.url = "ws://127.0.0.1:%d/xmpp-websocket" % self.port

    async def _accepted(self, reader, writer):
        if self._refusing:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        pair = (writer, far_writer)
        self._open.add(pair)
        await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))
        self._open.discard(pair)

    async def _pump(self, source, target):
        try:
            while data := await source.read(65536):
                target.write(data)
                await target.drain()
        except OSError:
            pass
        target.close()

    def cut(self):
        def deed():
            for pair in list(self._open):
                for writer in pair:
                    writer.transport.abort()
        self._loop.call(deed)

    def refuse(self):
        self._refusing = True
        self.cut()

    def allow(self):
        self._refusing = False

    def end(self):
        self.cut()
        self._loop.call(self._server.close)
