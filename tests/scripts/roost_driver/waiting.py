# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting: never for a time, always for something."""
import os
import threading
import time


def patience():
    """Seconds until a script gives up: what a machine takes that builds at the same time, and more. ROOST_PATIENCE
    multiplies it on slow machines."""
    return 30 * float(os.environ.get("ROOST_PATIENCE", "1"))


def pause(seconds=0.03):
    """Between two looks at another process, which sends no signal when it is so far."""
    threading.Event().wait(seconds)


def wait_for(what, probe, timeout=None):
    """The first true answer of probe(); fails with `what` when none comes."""
    end = time.monotonic() + (patience() if timeout is None else timeout)
    while True:
        found = probe()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError("waited in vain for " + (what() if callable(what) else what))
        pause()
