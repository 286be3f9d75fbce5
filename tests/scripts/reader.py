# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at a program as a screen reader does. Import only after desktop.Desktop() has set the session bus."""
import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

from desktop import wait_for  # noqa: E402

# Every answer comes from the program, not from memory: it is looked at while it changes.
Atspi.init()

Role = Atspi.Role
State = Atspi.StateType


def quietly(deed, otherwise=None):
    """What is gone in the meantime is no error."""
    try:
        return deed()
    except GLib.Error:
        return otherwise


def refresh(thing):
    """Takes in what the bus has told, and forgets what was remembered of the thing."""
    while GLib.MainContext.default().iteration(False):
        pass
    quietly(thing.clear_cache)


def children(thing):
    for i in range(quietly(thing.get_child_count, 0) or 0):
        child = quietly(lambda i=i: thing.get_child_at_index(i))
        if child is not None:
            yield child


def below(thing):
    """Everything in it, itself first."""
    yield thing
    for child in children(thing):
        yield from below(child)


def name_of(thing):
    return quietly(thing.get_name, "") or ""


def role_of(thing):
    return quietly(thing.get_role)


def is_showing(thing):
    states = quietly(thing.get_state_set)
    return states is not None and states.contains(State.SHOWING)


def application(pid):
    """The application of that process, as soon as it is on the bus."""
    def look():
        refresh(Atspi.get_desktop(0))
        for app in children(Atspi.get_desktop(0)):
            if quietly(app.get_process_id) == pid:
                return app
        return None
    return wait_for("the program on the accessibility bus", look)


def find(thing, role=None, name=None, test=lambda _: True):
    """The first in it with that role and name; None if there is none."""
    refresh(thing)
    for one in below(thing):
        if (role is None or role_of(one) == role) and (name is None or name_of(one) == name) and test(one):
            return one
    return None


def await_one(thing, role=None, name=None, test=lambda _: True):
    return wait_for("%s %r" % (role.value_nick if role else "something", name), lambda: find(thing, role, name, test))


def press(thing, action="Press"):
    actions = thing.get_action_iface()
    names = [Atspi.Action.get_action_name(actions, i) for i in range(Atspi.Action.get_n_actions(actions))]
    assert action in names, names
    assert Atspi.Action.do_action(actions, names.index(action))


class Listener:
    """Hears what a screen reader hears of one program, in its order: (event, role, name). Of states only that they
    came, not that they went."""

    def __init__(self, app, *events):
        self.heard = []
        self._app = app
        self._events = events
        self._listener = Atspi.EventListener.new(self._take)
        for event in events:
            self._listener.register(event)

    def _take(self, event):
        source = event.source
        has_gone = event.type.startswith("object:state-changed") and not event.detail1
        if not has_gone and quietly(source.get_process_id) == self._app.get_process_id():
            quietly(source.clear_cache)
            self.heard.append((event.type, role_of(source), name_of(source)))

    def listen(self):
        """Takes in what has come so far."""
        while GLib.MainContext.default().iteration(False):
            pass
        return self.heard

    def end(self):
        for event in self._events:
            self._listener.deregister(event)


def tree(thing, depth=0):
    """For a failure: what is there."""
    lines = ["%s%s %r" % ("  " * depth, thing.get_role_name(), name_of(thing))]
    for child in children(thing):
        lines.append(tree(child, depth + 1))
    return "\n".join(lines)
