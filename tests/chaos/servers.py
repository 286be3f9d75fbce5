# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Prosody or ejabberd of the run's own: on loopback, in a folder that outlives its restarts."""
import asyncio
import contextlib
import ctypes
import json
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
DOMAIN = "localhost"


def die_with_us():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: nothing outlives a run that crashes


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def password_of(user):
    return "pw-" + user


class Server:
    """Started and stopped as often as one likes; accounts and archives stay."""

    template = ""
    # Whether it loses what it has acknowledged; see README.md.
    forgets = False

    def __init__(self, folder, users, resume_seconds):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.users = users
        self.resume_seconds = resume_seconds
        self.port, self.https_port, self.c2s_port = free_port(), free_port(), free_port()
        self.process = None
        self.spare = None
        self.is_over = False
        self.is_up = False
        self.restarts = 0
        self.lock = asyncio.Lock()
        self.is_furnished = False
        self.make_certificate()
        self.prepare()

    def make_certificate(self):
        (self.folder / "certs").mkdir()
        key, certificate = self.folder / "key.pem", self.folder / "cert.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-subj", "/CN=localhost", "-days", "2", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        (self.folder / "both.pem").write_text(key.read_text() + certificate.read_text())

    def fill(self, target, **more):
        values = dict(DIR=self.folder, DOMAIN=DOMAIN, HTTP_PORT=self.port, HTTPS_PORT=self.https_port,
                      C2S_PORT=self.c2s_port, COMPONENT_PORT=free_port(), KEY=self.folder / "key.pem",
                      CERTIFICATE=self.folder / "cert.pem", BOTH=self.folder / "both.pem",
                      RESUME_SECONDS=self.resume_seconds, EXTRA_MODULES="", EXTRA_HOSTS="", EXTRA_LISTENERS="",
                      RUN_AS_ROOT="true" if os.getuid() == 0 else "false", **more)
        text = (TOP / "tests/support/servers" / self.template).read_text()
        for name, value in values.items():
            text = text.replace("@%s@" % name, str(value))
        (self.folder / target).write_text(self.adapt(text))

    def adapt(self, text):
        return text

    async def start(self):
        self.is_up = False
        await self.launch()
        end = time.monotonic() + 180
        while not await self.is_ready():
            if self.process.returncode is not None:
                raise RuntimeError("the server ended with %s; see %s" % (self.process.returncode, self.folder))
            if time.monotonic() > end:
                raise RuntimeError("the server is not ready after three minutes; see %s" % self.folder)
            await asyncio.sleep(0.1)
        if not self.is_furnished:
            await self.furnish()
            self.is_furnished = True
        self.is_up = True

    async def stop(self):
        if self.process is None or self.process.returncode is not None:
            return
        self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), 30)
        except asyncio.TimeoutError:
            self.process.kill()
            await self.process.wait()

    async def restart(self, down):
        """In the middle of everything."""
        async with self.lock:
            await self.stop()
            await asyncio.sleep(down)
            await self.start()
            self.restarts += 1

    async def run(self, *command, stdin=asyncio.subprocess.DEVNULL, **options):
        with open(self.folder / "output.log", "ab") as log:
            return await asyncio.create_subprocess_exec(*command, stdin=stdin, stdout=log, stderr=log,
                                                        preexec_fn=die_with_us, **options)

    async def http(self, request):
        """The whole answer, or nothing."""
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(request)
            answer = await asyncio.wait_for(reader.read(-1), 10)
            writer.close()
            return answer
        except (OSError, asyncio.TimeoutError):
            return b""

    async def furnish(self):
        pass


class Prosody(Server):
    template = "prosody.cfg.lua.in"

    def adapt(self, text):
        # The file store reads the whole archive for each page, a second and more once it is long; and it keeps 10,000
        # messages of an account, then refuses.
        store = 'storage = "internal"'
        assert store in text
        return text.replace(store, 'default_storage = "internal"\nstorage = { archive = "sql" }\n'
                                   'sql = { driver = "SQLite3"; database = "%s/archive.sqlite" }' % self.folder) \
                   .replace('min = "debug"', 'min = "info"')

    def prepare(self):
        data = self.folder / "data" / DOMAIN
        for store in ("accounts", "roster"):
            (data / store).mkdir(parents=True)
        for user in self.users:
            # As its file store writes them; the plain password is hashed at the first sign-in.
            (data / "accounts" / (user + ".dat")).write_text(
                'return { ["password"] = "%s" };\n' % password_of(user))
            contacts = "".join('\t["%s@%s"] = { ["subscription"] = "both"; ["name"] = "%s"; ["groups"] = { }; };\n'
                               % (other, DOMAIN, other.title()) for other in self.users if other != user)
            (data / "roster" / (user + ".dat")).write_text(
                'return {\n\t[false] = { ["version"] = 1; };\n%s};\n' % contacts)
        with contextlib.closing(sqlite3.connect(self.folder / "archive.sqlite")) as database:
            database.execute("PRAGMA journal_mode = WAL")
        (self.folder / "groups.txt").write_text("")
        self.fill("prosody.cfg.lua")

    async def launch(self):
        self.process = await self.run("prosody", "-F", "--config", str(self.folder / "prosody.cfg.lua"))

    async def is_ready(self):
        answer = await self.http(b"GET /xmpp-websocket HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return answer.startswith(b"HTTP/1.") and answer[9:12] != b"404"


class Ejabberd(Server):
    template = "ejabberd.yml.in"
    forgets = True
    # Its archive is right after 4 s on a busy machine, or after 30 s and more when a session hangs.
    late = 20

    def adapt(self, text):
        # Its own database (Mnesia) loses messages of an account that two sessions write at once: seen here, and
        # ejabberd warns of it when it starts. SQLite is what it advises.
        text = text.replace("access_max_user_messages: 5000", "db_type: sql, access_max_user_messages: infinity")
        text = text.replace("mod_mam: {", "mod_mam: {db_type: sql, ")
        return text + '\nsql_type: sqlite\nsql_database: "%s/server.sqlite"\n' % self.folder

    def prepare(self):
        (self.folder / "database").mkdir()
        tables = sorted(pathlib.Path("/usr").glob("lib/**/ejabberd-*/priv/sql/lite.sql"))[0].read_text()
        with contextlib.closing(sqlite3.connect(self.folder / "server.sqlite")) as database:
            database.executescript("PRAGMA journal_mode = WAL;" + tables)
        self.fill("ejabberd.yml")

    async def launch(self):
        """One that has loaded its code already begins at once; the next one gets ready meanwhile. On a busy machine the
        search for the code takes a minute, in which nothing would be tested."""
        self.process, self.spare = self.spare or await self.prepared(), None
        self.process.stdin.write(b"begin\n")
        self.spare = await self.prepared()

    async def prepared(self):
        libraries = sorted(pathlib.Path("/usr/lib").glob("*/ejabberd-*")) or sorted(
            pathlib.Path("/usr/lib").glob("ejabberd-*"))
        folder, code = str(self.folder), str(libraries[0] / "ebin")
        environment = dict(
            os.environ, EJABBERD_CONFIG_PATH=folder + "/ejabberd.yml",
            EJABBERD_LOG_PATH=folder + "/server.log", EJABBERD_PID_PATH=folder + "/ejabberd.pid",
            ERL_CRASH_DUMP=folder + "/crash.dump", HOME=folder, CONTRIB_MODULES_PATH=folder + "/contrib",
            CONTRIB_MODULES_CONF_DIR=folder + "/contrib")
        load = ('[code:ensure_loaded(list_to_atom(filename:basename(File, ".beam")))'
                ' || Folder <- ["%s" | filelib:wildcard(code:lib_dir() ++ "/{p1_*,mnesia-*,ssl-*,inets-*,jiffy-*}/ebin")],'
                ' File <- filelib:wildcard(Folder ++ "/*.beam")], io:get_line(""), ejabberd:start().' % code)
        return await self.run("erl", "-noshell", "-pa", code, "+K", "true", "-mnesia", "dir", '"%s/database"' % folder,
                              "-eval", load, env=environment, stdin=asyncio.subprocess.PIPE)

    async def stop(self):
        await super().stop()
        if self.is_over and self.spare:
            self.spare.kill()
            await self.spare.wait()

    async def api(self, command, **arguments):
        body = json.dumps(arguments).encode()
        answer = await self.http(
            b"POST /api/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (command.encode(), len(body), body))
        head, _, content = answer.partition(b"\r\n\r\n")
        return content if head.startswith(b"HTTP/1.1 200") else None

    async def is_ready(self):
        # The first that asks has it open its database. To others it answers with an error meanwhile; what they send
        # does not get into their archive ("Hook user_send_packet crashed when running mod_mam").
        if await self.api("get_offline_count", user=self.users[0], server=DOMAIN) is None:
            return False
        answer = await self.http(b"GET /xmpp-websocket HTTP/1.0\r\n\r\n")
        return answer.startswith(b"HTTP/")

    def written_late(self, account):
        """What its archive of the account has taken more than `late` seconds to hold: bodies."""
        with contextlib.closing(sqlite3.connect(self.folder / "server.sqlite")) as database:
            return [row[0] for row in database.execute(
                "SELECT txt FROM archive WHERE username = ?"
                " AND CAST(strftime('%s', created_at) AS INTEGER) - timestamp / 1000000 > ?",
                (account.partition("@")[0], self.late))]

    async def furnish(self):
        for user in self.users:
            if await self.api("register", user=user, host=DOMAIN, password=password_of(user)) is None:
                raise RuntimeError("cannot register " + user)
        for user in self.users:
            for other in self.users:
                if other != user and await self.api(
                        "add_rosteritem", localuser=user, localhost=DOMAIN, user=other, host=DOMAIN,
                        nick=other.title(), group="", subs="both") is None:
                    raise RuntimeError("cannot befriend " + user)


SERVERS = {"prosody": Prosody, "ejabberd": Ejabberd}
