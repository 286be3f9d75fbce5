# SPDX-License-Identifier: GPL-3.0-or-later
"""A Locator says how to find something; it looks anew each time, so it never goes stale."""
import time

from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from .waiting import patience, pause

__all__ = ["Keys", "Locator", "quoted"]


def quoted(text):
    """For use in a selector."""
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


class Locator:
    """Made by Roost.find(css), Locator.find(css) and the pages. Actions wait until they can be done: the thing is
    there, visible, enabled, at rest and not covered."""

    def __init__(self, app, css, within=None):
        self.app = app
        self.css = css
        self.within = within

    def __repr__(self):
        return self.css if self.within is None else "%r >> %s" % (self.within, self.css)

    def find(self, css):
        return Locator(self.app, css, self)

    # Looking

    def elements(self):
        """All that are there now; none is an empty list."""
        roots = [self.app.driver] if self.within is None else self.within.elements()
        found = []
        for root in roots:
            try:
                found += root.find_elements("css selector", self.css)
            except (NoSuchElementException, StaleElementReferenceException):
                continue
        return found

    def element(self, timeout=None):
        """The one; waits for it. More than one is as wrong as none."""
        end = time.monotonic() + (patience() if timeout is None else timeout)
        while True:
            found = self.elements()
            if len(found) == 1:
                return found[0]
            if time.monotonic() > end:
                break
            pause()
        if found:
            raise AssertionError("%r is ambiguous: %d elements:\n%s" % (
                self, len(found), "\n".join("  %s %r" % (e.get_attribute("role"), e.get_attribute("name"))
                                            for e in found[:10])))
        if self.within is None or self.within.elements():
            root = self.app.driver if self.within is None else self.within.elements()[0]
            try:
                root.find_element("css selector", self.css)  # for what it says
            except NoSuchElementException as e:
                raise AssertionError("%r is not there: %s" % (self, e.msg)) from None
        raise AssertionError("%r is not there" % self)

    def _ask(self, question):
        """An answer of the element; once more if it went away in between."""
        for last in (False, False, True):
            try:
                return question(self.element())
            except StaleElementReferenceException:
                if last:
                    raise

    @property
    def text(self):
        return self._ask(lambda e: e.text)

    @property
    def name(self):
        """What a screen reader says."""
        return self.attribute("name") or ""

    @property
    def value(self):
        return self.attribute("value") or ""

    def attribute(self, name):
        return self._ask(lambda e: e.get_dom_attribute(name))

    def has(self, state):
        """focused, checked, disabled, selected, expanded …"""
        return self.attribute(state) == "true"

    @property
    def rect(self):
        return self._ask(lambda e: e.rect)

    def is_there(self):
        return bool(self.elements())

    def is_visible(self):
        for element in self.elements():
            try:
                if element.is_displayed():
                    return True
            except StaleElementReferenceException:
                continue
        return False

    # Doing

    def _do(self, what, deed):
        with self.app.trace.step("%s %r" % (what, self)):
            return self._ask(deed)

    def click(self):
        self._do("click", lambda e: e.click())
        return self

    def double_click(self):
        self._do("double-click", lambda e: ActionChains(self.app.driver, 0).double_click(e).perform())
        return self

    def right_click(self):
        self._do("right-click", lambda e: ActionChains(self.app.driver, 0).context_click(e).perform())
        return self

    def hover(self):
        self._do("hover", lambda e: ActionChains(self.app.driver, 0).move_to_element(e).perform())
        return self

    def type(self, *text):
        """Types into it; Keys.ENTER and the like are keys."""
        self._do("type %r into" % "".join(text), lambda e: e.send_keys(*text))
        return self

    def fill(self, text):
        """Instead of what is in it."""
        def deed(element):
            element.clear()
            if text:
                element.send_keys(text)
        self._do("fill %r into" % text, deed)
        return self

    def scroll_into_view(self):
        self._do("look at", lambda e: e.location_once_scrolled_into_view)
        return self

    def picture(self):
        """PNG."""
        return self._ask(lambda e: e.screenshot_as_png)
