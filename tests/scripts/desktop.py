# SPDX-License-Identifier: GPL-3.0-or-later
"""What the black-box scripts stand on: a screen, a session bus, a server and the real program, all of their
own, all gone with the test. Nothing in here knows Roost's inside: it is started as a person starts it and
looked at as a screen reader does (AT-SPI)."""
import ctypes
import importlib.util
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

PATIENCE = 30 * float(os.environ.get("ROOST_PATIENCE", "1"))
TOP = pathlib.Path(__file__).resolve().parents[2]


def die_with_us():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: nothing outlives a test that crashes


def wait_for(what, test, patience=PATIENCE):
    """The first true answer of test(), asked again and again; fails after a while."""
    end = time.monotonic() + patience
    while True:
        found = test()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError("waited in vain for " + what)
        threading.Event().wait(0.05)  # asked again: another process sends us no signal when it is so far


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Desktop:
    """A screen (Xvfb) and a session bus (with the accessibility bus that it starts), set up in os.environ."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="roost-scripts-")
        self.path = pathlib.Path(self.folder.name)
        self.children = []
        runtime = self.path / "runtime"
        runtime.mkdir(mode=0o700)
        for name in ("home", "config"):
            (self.path / name).mkdir()
        os.environ.update(
            HOME=str(self.path / "home"), XDG_RUNTIME_DIR=str(runtime), XDG_CONFIG_HOME=str(self.path / "config"),
            QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", LC_ALL="C.UTF-8", NO_AT_BRIDGE="0")
        os.environ.pop("WAYLAND_DISPLAY", None)
        os.environ.pop("AT_SPI_BUS_ADDRESS", None)
        read, write = os.pipe()
        self.start(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"],
                   pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as f:
            os.environ["DISPLAY"] = ":" + f.readline().strip()
        bus = self.start(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE,
                         text=True)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()

    def start(self, command, **options):
        options.setdefault("stderr", subprocess.DEVNULL)
        child = subprocess.Popen(command, preexec_fn=die_with_us, **options)
        self.children.append(child)
        return child

    @staticmethod
    def give_keyboard(pid):
        """To the window of that program, which thereby is the active one: what a window manager does when a window
        comes; there is none here."""
        x = ctypes.CDLL("libX11.so.6")
        x.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x.XOpenDisplay(None))
        number = x.XInternAtom(display, b"_NET_WM_PID", False)

        def pid_of(window):
            kind, form, count, rest = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_ulong(), ctypes.c_ulong()
            value = ctypes.POINTER(ctypes.c_ulong)()
            x.XGetWindowProperty(display, ctypes.c_ulong(window), number, 0, 1, False, 0, ctypes.byref(kind),
                                 ctypes.byref(form), ctypes.byref(count), ctypes.byref(rest), ctypes.byref(value))
            found = value[0] if count.value else None
            if value:
                x.XFree(value)
            return found

        def windows():
            root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
            children = ctypes.POINTER(ctypes.c_ulong)()
            x.XDefaultRootWindow.restype = ctypes.c_ulong
            x.XQueryTree(display, ctypes.c_ulong(x.XDefaultRootWindow(display)), ctypes.byref(root),
                         ctypes.byref(parent), ctypes.byref(children), ctypes.byref(count))
            all = [children[i] for i in range(count.value)]
            if children:
                x.XFree(children)
            return [one for one in all if pid_of(one) == pid]
        try:
            for window in windows():
                x.XSetInputFocus(display, ctypes.c_ulong(window), 2, 0)  # RevertToParent, CurrentTime
            x.XSync(display, False)
        finally:
            x.XCloseDisplay(display)

    def end(self):
        for child in reversed(self.children):
            if child.poll() is None:
                child.terminate()
                try:
                    child.wait(10)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()
            if child.stdout:
                child.stdout.close()
        self.folder.cleanup()


class Prosody:
    """A private Prosody with these users (password "pw-" + user) and one group that they all see."""

    def __init__(self, desktop, users, people):
        folder = desktop.path / "prosody"
        (folder / "certs").mkdir(parents=True)
        accounts = folder / "data" / "localhost" / "accounts"
        accounts.mkdir(parents=True)
        for user in users:
            (accounts / (user + ".dat")).write_text('return { ["password"] = "pw-%s" };\n' % user)
        with open(folder / "groups.txt", "w") as f:
            f.write("[Everybody]\n" + "".join("%s=%s\n" % one for one in people.items()))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-subj", "/CN=localhost", "-days", "2", "-keyout", folder / "key.pem", "-out",
                        folder / "cert.pem"], check=True, capture_output=True)
        self.port = free_port()
        values = dict(DIR=folder, DOMAIN="localhost", HTTP_PORT=self.port, HTTPS_PORT=free_port(),
                      C2S_PORT=free_port(), COMPONENT_PORT=free_port(), KEY=folder / "key.pem",
                      CERTIFICATE=folder / "cert.pem", RESUME_SECONDS=60, EXTRA_MODULES='"groups";', EXTRA_HOSTS="",
                      RUN_AS_ROOT="true" if os.getuid() == 0 else "false")
        text = (TOP / "tests/support/servers/prosody.cfg.lua.in").read_text()
        for name, value in values.items():
            text = text.replace("@%s@" % name, str(value))
        (folder / "prosody.cfg.lua").write_text(text)
        self.c2s_port = values["C2S_PORT"]
        self.log = folder / "server.log"
        desktop.start(["prosody", "-F", "--config", str(folder / "prosody.cfg.lua")], stdout=subprocess.DEVNULL)
        wait_for("Prosody", self.is_up)
        self.url = "ws://127.0.0.1:%d/xmpp-websocket" % self.port

    def is_up(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as s:
                s.sendall(b"GET /xmpp-websocket HTTP/1.0\r\nHost: localhost\r\n\r\n")
                answer = s.recv(64)
                return answer and b" 404 " not in answer
        except OSError:
            return False


class Roost:
    """The program with a profile of its own."""

    program = None

    def __init__(self, desktop, profile, *arguments, **options):
        self.profile = desktop.path / profile
        self.errors = open(desktop.path / (profile + ".log"), "a+")
        command = [self.program, "--profile", str(self.profile), "--no-keychain", *map(str, arguments)]
        self.process = desktop.start(command, stderr=self.errors, **options)

    @classmethod
    def signed_in(cls, desktop, server, user, *arguments):
        password = desktop.path / (user + ".password")
        password.write_text("pw-%s\n" % user)
        return cls(desktop, user, "--address", user + "@localhost", "--server", server.url, "--password-file",
                   password, *arguments)

    def ends(self, patience=PATIENCE):
        """Its exit code, once it has ended by itself."""
        return self.process.wait(patience)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.ends()

    def said(self):
        self.errors.flush()
        self.errors.seek(0)
        return self.errors.read()


def need(*programs, modules=()):
    """Leaves the test out if something is not installed; where all must be there, that is a failure."""
    missing = [one for one in programs if not shutil.which(one)]
    missing += ["python3-" + one for one in modules if importlib.util.find_spec(one) is None]
    try:
        import gi
        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        missing.append("gir1.2-atspi-2.0 with python3-gi")
    if missing:
        print("missing: " + ", ".join(missing), file=sys.stderr)
        sys.exit(1 if os.environ.get("ROOST_REQUIRE_ALL") else 77)
