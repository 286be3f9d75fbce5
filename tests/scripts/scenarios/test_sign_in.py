# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in: right, wrong, and when there is nobody to sign in to."""
from roost_driver import Keys, expect
from roost_driver.server import free_port


def test_a_person_signs_in_with_address_and_password(roost, world):
    bob = world.contact("Bob")
    app = roost(None)
    page = app.sign_in_page.expect_shown()
    expect(page.address).to_be_focused()
    page.sign_in(world.me.jid, world.me.password)
    expect(app.contacts.row(bob), timeout=20).to_be_visible()
    expect(app.find("#signInPage")).to_be_hidden()


def test_the_keyboard_is_enough_to_sign_in(roost, world):
    app = roost(None)
    app.sign_in_page.expect_shown()
    app.press(world.me.jid)
    app.press(Keys.TAB)
    app.press(world.me.password)
    app.press(Keys.ENTER)
    expect(app.find("#noContacts"), timeout=20).to_be_visible()


def test_a_wrong_password_is_named_and_can_be_mended(roost, world):
    app = roost(None)
    page = app.sign_in_page.expect_shown()
    page.sign_in(world.me.jid, "not this one")
    expect(page.problem, timeout=20).to_contain_text("password")
    expect(page.button).to_have_text("Sign in")
    page.password.fill(world.me.password)
    page.button.click()
    expect(app.find("#chatPage"), timeout=20).to_be_visible()


def test_an_address_that_is_none_is_refused_at_once(roost):
    app = roost(None)
    page = app.sign_in_page.expect_shown()
    page.sign_in("no address@", "secret")
    expect(page.problem).to_be_visible()
    expect(page.address).to_have_value("no address@")


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(roost, world, server):
    app = roost(None, url=server.secure_url)
    page = app.sign_in_page.expect_shown()
    page.sign_in(world.me.jid, world.me.password)
    expect(page.problem, timeout=20).to_contain_text("certificate")
    expect(app.find("#chatPage")).to_be_hidden()


def test_the_same_certificate_is_good_once_its_authority_is(roost, world, server):
    app = roost(None, "--ca-certificates", server.certificate, url=server.secure_url)
    page = app.sign_in_page.expect_shown()
    page.sign_in(world.me.jid, world.me.password)
    expect(app.find("#chatPage"), timeout=20).to_be_visible()


def test_no_server_there_is_said_and_the_address_stays(roost, world):
    app = roost(None, url="ws://127.0.0.1:%d/xmpp-websocket" % free_port())
    page = app.sign_in_page.expect_shown()
    page.sign_in(world.me.jid, world.me.password)
    expect(page.problem, timeout=20).to_be_visible()
    expect(page.address).to_have_value(world.me.jid)


def test_signing_out_asks_first_and_forgets_the_password(roost, world):
    world.contact("Bob")
    app = roost()
    app.menu().choose("signOutAction")
    app.find("#signOutBox #cancelButton").click()
    expect(app.find("#chatPage")).to_be_visible()
    app.menu().choose("signOutAction")
    expect(app.find("#signOutBox")).to_contain_text("The saved password is deleted")
    app.find("#signOutBox #confirmButton").click()
    page = app.sign_in_page.expect_shown()
    expect(page.address).to_have_value(world.me.jid)
    expect(page.password).to_have_value("")


def test_contacts_and_messages_are_there_without_a_server(roost, world):
    bob = world.contact("Bob")
    phone = bob.device("phone", "phone")
    phone.online()
    app = roost(profile="kept")
    app.contacts.open(bob).send("See you tomorrow")
    phone.wait_for_message("See you tomorrow")
    app.stop()
    again = roost("me", profile="kept", url="ws://127.0.0.1:%d/xmpp-websocket" % free_port())
    again.contacts.open(bob)
    expect(again.thread.message("See you tomorrow")).to_be_visible()
    expect(again.banner.text).to_be_visible()
