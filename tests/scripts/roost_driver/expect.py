# SPDX-License-Identifier: GPL-3.0-or-later
"""expect(locator).to_…: asked again and again until it is so, or told what is there instead."""
import re
import time

from selenium.common.exceptions import WebDriverException

from .waiting import patience, pause


def _matches(wanted, found):
    return bool(wanted.search(found)) if isinstance(wanted, re.Pattern) else wanted == found


def _contains(wanted, found):
    return bool(wanted.search(found)) if isinstance(wanted, re.Pattern) else wanted in found


class Expect:
    def __init__(self, locator, timeout=None, negated=False):
        self._locator = locator
        self._timeout = timeout
        self._negated = negated

    @property
    def not_(self):
        return Expect(self._locator, self._timeout, not self._negated)

    def _until(self, wish, look, holds):
        """look() gives what is there; holds(it) is what should become true, or false after not_."""
        end = time.monotonic() + max(patience(), self._timeout or 0)
        with self._locator.app.trace.step("expect %r %s%s" % (self._locator, "not " if self._negated else "", wish)):
            while True:
                try:
                    found = look()
                    if bool(holds(found)) != self._negated:
                        return
                except (AssertionError, WebDriverException) as e:
                    found = e
                if time.monotonic() > end:
                    break
                pause()
            raise AssertionError("expected %r %s%s; found %s" % (
                self._locator, "not " if self._negated else "", wish,
                found if isinstance(found, Exception) else repr(found)))

    def _one(self, ask):
        def look():
            found = self._locator.elements()
            if len(found) != 1:
                raise AssertionError("%d elements %r" % (len(found), self._locator))
            return ask(found[0])
        return look

    def to_be_visible(self):
        self._until("to be visible", self._locator.is_visible, bool)

    def to_be_hidden(self):
        self._until("to be hidden or gone", self._locator.is_visible, lambda found: not found)

    def to_have_count(self, count):
        self._until("to be %d" % count, lambda: len(self._locator.elements()), lambda found: found == count)

    def to_have_text(self, text):
        self._until("to have the text %r" % (text,), self._one(lambda e: e.text), lambda found: _matches(text, found))

    def to_contain_text(self, text):
        self._until("to contain %r" % (text,), self._one(lambda e: e.text), lambda found: _contains(text, found))

    def to_have_name(self, name):
        self.to_have_attribute("name", name)

    def to_say(self, text):
        """A part of what a screen reader says of it."""
        self._until("to say %r" % (text,), self._one(lambda e: e.get_dom_attribute("name") or ""),
                    lambda found: _contains(text, found))

    def to_have_value(self, value):
        self._until("to have the value %r" % (value,), self._one(lambda e: e.get_dom_attribute("value") or ""),
                    lambda found: _matches(value, found))

    def to_have_attribute(self, name, value):
        self._until("to have %s=%r" % (name, value), self._one(lambda e: e.get_dom_attribute(name) or ""),
                    lambda found: _matches(value, found))

    def _to_be(self, state):
        self._until("to be " + state, self._one(lambda e: e.get_dom_attribute(state) == "true"), bool)

    def to_be_checked(self):
        self._to_be("checked")

    def to_be_focused(self):
        self._to_be("focused")

    def to_be_selected(self):
        self._to_be("selected")

    def to_be_enabled(self):
        self._until("to be enabled", self._one(lambda e: e.is_enabled()), bool)

    def to_be_disabled(self):
        self._until("to be disabled", self._one(lambda e: e.is_enabled()), lambda found: not found)


def expect(locator, timeout=None):
    return Expect(locator, timeout)
