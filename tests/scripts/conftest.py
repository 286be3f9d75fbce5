# SPDX-License-Identifier: GPL-3.0-or-later
"""Options and fixtures of the scripts; README.md explains them. The program runs offscreen unless told otherwise, in
as many copies as pytest -n says, each worker with a server of its own."""
import os
import pathlib
import re
import shutil
import subprocess

import pytest
from _pytest.runner import runtestprotocol

from roost_driver import Roost, Server, World, expect, pictures
from roost_driver.people import Loop
from roost_driver.trace import Trace

TOP = pathlib.Path(__file__).resolve().parents[2]
# Black-box scripts of the standard library's unittest, run by ctest.
collect_ignore = ["test_dogtail.py", "test_keyboard.py", "test_no_display.py", "test_policy.py", "test_program.py",
                  "test_start.py"]


def pytest_addoption(parser):
    group = parser.getgroup("roost")
    group.addoption("--roost", metavar="PROGRAM", help="the Roost to test; else the newest build")
    group.addoption("--platform", default="offscreen", choices=("offscreen", "xcb"),
                    help="xcb starts an Xvfb for each worker")
    group.addoption("--headed", action="store_true", help="on the display that is there, to be watched")
    group.addoption("--slow-mo", type=float, default=0, metavar="SECONDS", help="a rest after each step")
    group.addoption("--traces", default="failed", choices=("failed", "last", "all", "none"),
                    help="which traces to keep: of what failed (with all its steps, or with the last one alone, which "
                    "is quicker), of all scenarios, of none")
    group.addoption("--retries", type=int, default=0, metavar="N", help="so often what failed is tried again; what "
                    "passes then is named as flaky")
    group.addoption("--trace-dir", default=str(TOP / "build" / "traces"), metavar="DIR", help="where to")
    group.addoption("--update-baselines", action="store_true", help="accept the pictures as they are")


def program(config):
    asked = config.getoption("--roost") or os.environ.get("ROOST")
    if asked:
        found = shutil.which(asked)
        if not found:
            raise pytest.UsageError("there is no program " + asked)
        return found
    built = [p for p in TOP.glob("build/*/bin/roost") if os.access(p, os.X_OK)]
    if not built:
        raise pytest.UsageError("no Roost is built; give one with --roost PROGRAM")
    return str(max(built, key=lambda p: p.stat().st_mtime))


def pytest_configure(config):
    for file in sorted(pathlib.Path(__file__).parent.glob("scenarios/test_*.py")):
        config.addinivalue_line("markers", "%s: scenarios/%s" % (file.stem[5:], file.name))
    pictures.UPDATE = config.getoption("--update-baselines")
    os.environ["ROOST_SCRIPT_PLATFORM"] = "xcb" if config.getoption("--headed") else config.getoption("--platform")


def pytest_report_header(config):
    return "roost: " + program(config)


def pytest_collection_modifyitems(items):
    """Each scenario has its file as a tag: pytest -m "messages or contacts"."""
    for item in items:
        item.add_marker(item.path.stem[5:])


def pytest_runtest_protocol(item, nextitem):
    """--retries: all of it again, fixtures too."""
    retries = item.config.getoption("--retries")
    if not retries:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for attempt in range(retries + 1):
        if attempt:
            item._initrequest()
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        if not any(report.failed for report in reports):
            break
    if attempt and not any(report.failed for report in reports):
        for report in reports:
            report.user_properties.append(("flaky", attempt))
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_terminal_summary(terminalreporter):
    flaky = [report for report in terminalreporter.stats.get("passed", ())
             if report.when == "call" and any(name == "flaky" for name, _ in report.user_properties)]
    for report in flaky:
        terminalreporter.write_line("FLAKY %s: failed before it passed" % report.nodeid, yellow=True)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    setattr(item, "report_" + report.when, report)


@pytest.fixture(scope="session")
def display(pytestconfig, tmp_path_factory):
    """The environment that programs start in."""
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith(("QT_", "XDG_")) and name not in (
                       "DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "GTK_THEME", "http_proxy", "https_proxy")}
    home = tmp_path_factory.mktemp("home")
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    environment.update(HOME=str(home), XDG_RUNTIME_DIR=str(runtime))
    if pytestconfig.getoption("--headed"):
        environment["QT_QPA_PLATFORM"] = "xcb"
        yield environment
        return
    platform = pytestconfig.getoption("--platform")
    environment["QT_QPA_PLATFORM"] = platform
    if platform == "offscreen":
        environment.pop("DISPLAY", None)
        yield environment
        return
    read, write = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
                              pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as f:
        environment["DISPLAY"] = ":" + f.readline().strip()
    yield environment
    screen.terminate()
    screen.wait()


@pytest.fixture(scope="session")
def loop():
    made = Loop()
    yield made
    made.end()


@pytest.fixture(scope="session")
def server():
    """One for each worker."""
    made = Server()
    yield made
    made.end()


@pytest.fixture
def world(loop, server, request):
    """People: world.me is Alice; world.contact("Bob") is one of hers."""
    made = World(loop, server, re.sub(r"^test_", "", request.node.name))
    yield made
    made.end()


@pytest.fixture
def roost(request, display, tmp_path, world, pytestconfig):
    """Starts Roosts: roost() signs Alice in; roost(bob) somebody else; roost(None) nobody. They end with the test,
    and a test fails if one of them did not end well."""
    kept = pytestconfig.getoption("--traces")
    title = request.node.nodeid.split("tests/scripts/")[-1].replace(".py", "")
    trace = Trace(None if kept == "none" else pytestconfig.getoption("--trace-dir"), title, kept not in ("none", "last"))
    started = []

    def start(who="me", *arguments, wire=None, url=None, profile=None, password=True, drive=True,
              **environment):
        person = world.me if who == "me" else who
        words = list(arguments)
        if person is not None:
            words += ["--address", person.jid]
            if password:
                file = tmp_path / (person.user + ".password")
                file.write_text(person.password + "\n")
                words += ["--password-file", file]
        if url != "":
            words += ["--server", url or (wire.url if wire else world.server.url)]
        folder = tmp_path / (profile or "profile-%d" % (len(started) + 1))
        seed = "%s/%d" % (person.user if person else "nobody", len(started))
        app = Roost(program(pytestconfig), folder, [*words, "--test-seed", seed], {**display, **environment}, trace,
                    pytestconfig.getoption("--slow-mo"), drive)
        started.append(app)
        if person is not None and password:
            # Online, with all that the server tells at first.
            expect(app.find("#chatPage"), timeout=30).to_be_visible()
        return app

    yield start
    report = getattr(request.node, "report_call", None)
    failed = report is not None and report.failed
    if failed and trace.folder is not None:
        trace.last_look(report.longreprtext)
    if trace.folder is not None and (failed or kept == "all"):
        path = trace.save(report.longreprtext if failed else "")
        print("\ntrace: %s" % path)
    wrong = []
    for app in started:
        try:
            app.stop()
        except AssertionError as e:
            wrong.append(str(e))
    if wrong:
        pytest.fail("\n".join(wrong))
