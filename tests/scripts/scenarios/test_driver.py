# SPDX-License-Identifier: GPL-3.0-or-later
"""The driver as plain Selenium meets it, without our pages: message boxes are alerts, rows that are scrolled away are
elements, and what a person did while Roost recorded is a script that runs."""
import contextlib
import os
import pathlib
import re
import signal
import subprocess
import sys

import pytest
from selenium import webdriver
from selenium.common.exceptions import UnexpectedAlertPresentException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.options import ArgOptions

from roost_driver import Keys, World, expect, wait_for

TOP = pathlib.Path(__file__).resolve().parents[3]


class Plain(ArgOptions):
    @property
    def default_capabilities(self):
        return {"browserName": "roost"}


@contextlib.contextmanager
def plain_selenium(app, behavior=None):
    app.driver.quit()
    options = Plain()
    options.set_capability("proxy", {"proxyType": "direct"})
    if behavior:
        options.unhandled_prompt_behavior = behavior
    driver = webdriver.Remote(command_executor=app.url, options=options)
    yield driver
    driver.quit()


def ask_to_sign_out(driver):
    driver.find_element(By.ID, "menuButton").click()
    driver.find_element(By.ID, "signOutAction").click()


@pytest.mark.parametrize("behavior", ["dismiss", "accept", "dismiss and notify", "accept and notify", "ignore", None])
def test_a_message_box_is_an_alert(roost, behavior):
    app = roost()
    with plain_selenium(app, behavior) as driver:
        ask_to_sign_out(driver)
        if behavior in ("dismiss", "accept"):
            driver.find_element(By.ID, "searchField" if behavior == "dismiss" else "addressEdit")
        else:
            with pytest.raises(UnexpectedAlertPresentException) as caught:
                driver.find_element(By.ID, "searchField")
            assert "Sign out" in caught.value.alert_text
        if behavior == "ignore":
            assert "Sign out" in driver.switch_to.alert.text
            driver.switch_to.alert.accept()
        signs_out = behavior in ("accept", "accept and notify", "ignore")
        assert driver.find_element(By.ID, "addressEdit" if signs_out else "searchField").is_displayed()


def test_rows_far_away_are_elements(roost, world):
    bob = world.contact("Bob")
    phone = bob.goes_online("phone", "phone")
    app = roost()
    app.contacts.open(bob)
    for number in range(40):
        phone.send(world.me, "Message number %d" % number)
    expect(app.thread.message("Message number 39")).to_be_visible()
    first = app.thread.message("Message number 0").attribute("message-id")
    assert app.thread.messages().elements()[0].get_dom_attribute("message-id") == first
    thread = app.thread.view.rect
    by_id = '#threadView [message-id="%s"]' % first
    assert len(app.driver.find_elements(By.CSS_SELECTOR, by_id)) == 1
    for strategy, value in ((By.CSS_SELECTOR, by_id), (By.XPATH, '//listitem[@message-id="%s"]' % first)):
        found = app.driver.find_element(strategy, value)
        assert "Message number 0" in found.text
        # It was scrolled to.
        assert thread["y"] <= found.rect["y"] < thread["y"] + thread["height"]
        app.driver.find_element(By.CSS_SELECTOR, '#threadView listitem[name*="Message number 39"]')


def test_scroll_into_view_scrolls(roost, world):
    people = [world.contact("Person %02d" % number) for number in range(40)]
    app = roost()

    def is_in_view(rect, list_):
        return list_["y"] <= rect["y"] and rect["y"] + rect["height"] <= list_["y"] + list_["height"]
    first, last = app.contacts.row(people[0]), app.contacts.row(people[-1])
    for row in (last, first, last):
        row.scroll_into_view()
        # Asked only now: before the roster is there, the list is hidden and has no size.
        list_ = app.find("#contactList").rect
        assert is_in_view(row.rect, list_), (row.rect, list_)
        assert row.is_visible()


def test_a_crash_says_where_and_what_was_before(roost, world):
    bob = world.contact("Bob")
    app = roost()
    app.contacts.open(bob)
    app.process.send_signal(signal.SIGSEGV)
    app.process.wait(30)
    with pytest.raises(AssertionError) as caught:
        app.stop()
    app.process.returncode = 0  # it was wanted
    said = str(caught.value)
    if "Sanitizer" in said:
        return  # which says it all itself
    assert "Roost ended with -11" in said and "roost: crashed by SIGSEGV, in:" in said, said
    where, before = said.split("roost: the last events:\n")
    assert len(re.findall(r"\[0x[0-9a-f]+\]", where)) > 3, said
    events = [line for line in before.splitlines() if line.startswith("{")]
    assert 3 < len(events) <= 50 and any('"command":"click"' in event for event in events), said


def test_the_clipboard_goes_both_ways(roost, world):
    bob = world.contact("Bob")
    app = roost()
    app.contacts.open(bob)
    app.vendor("clipboard", set="Out of the clipboard")
    app.thread.composer.click()
    app.press(Keys.CONTROL, "v")
    expect(app.thread.composer).to_have_value("Out of the clipboard")
    app.thread.composer.type(Keys.SHIFT, Keys.HOME, Keys.NULL, Keys.CONTROL, "x")
    assert app.vendor("clipboard")["text"] == "Out of the clipboard"


def test_files_are_chosen_by_script(roost, world, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("address,name\nzoe@localhost,Zoe\n")
    app = roost()
    app.menu().choose("importContactsAction")
    name = app.find("#fileNameEdit")

    def choose():
        # The first Enter may go to the list of files that begin like that, and put in a folder for the name.
        name.fill(str(file))
        app.press(Keys.ENTER)
        if name.is_visible():
            app.press(Keys.ENTER)
        return not name.is_visible()

    wait_for("the dialog to go", choose)
    expect(app.find("#importTable [name*='zoe@localhost']")).to_be_visible()


def test_what_was_recorded_runs(roost, loop, server, tmp_path, pytestconfig):
    script = tmp_path / "test_recorded.py"
    world = World(loop, server, "by hand")
    bob, carol = world.contact("Bob"), world.contact("Carol")
    phone = bob.goes_online("phone", "phone")
    # By a hand that knows nothing of the recorder, from the sign-in page on.
    app = roost(None, "--record", script)
    app.sign_in_page.sign_in(world.me.jid, world.me.password)
    app.contacts.row(carol).click()
    app.contacts.row(bob).click()
    app.thread.composer.type("Say \"hello\" to me", Keys.ENTER)
    phone.wait_for_message("Say \"hello\" to me")
    app.panel.show()
    app.panel.connection(phone).click()
    expect(app.find("#connectionMenu")).to_be_visible()
    app.press(Keys.ESCAPE)
    app.press(Keys.CONTROL, ",")
    app.dialog("preferencesDialog").find("#closeButton").click()
    app.contacts.search.type("carol")
    app.press(Keys.ESCAPE)
    app.stop()
    world.end()
    text = script.read_text()
    assert world.me.password not in text and world.me.jid not in text and bob.jid not in text
    # In a pytest of its own, with a server and people of its own.
    text += "    assert app.thread.messages().elements()[-1].text.startswith('Say')\n"
    script.write_text(text)
    copy = TOP / "tests/scripts"
    answer = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
                             "--confcutdir", str(copy), "-c", os.devnull, "-p", "conftest", "--rootdir", str(tmp_path),
                             "--roost", str(pathlib.Path(app.program).resolve()), "--traces", "none", str(script)],
                            env={**os.environ, "PYTHONPATH": str(copy)}, cwd=tmp_path, capture_output=True, text=True)
    assert answer.returncode == 0 and re.search("1 passed", answer.stdout), text + answer.stdout + answer.stderr
