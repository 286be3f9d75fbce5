# SPDX-License-Identifier: GPL-3.0-or-later
"""One device of a contact: writing to it alone, seeing on which one somebody types and reads."""
import re

from roost_driver import Keys, expect, wait_for

CHAT_STATES = "http://jabber.org/protocol/chatstates"
MARKERS = "urn:xmpp:chat-markers:0"
ONLY_PHONE = re.compile("only \\W?phone")  # names are isolated from the direction of the text around them


def two_devices(world):
    bob = world.contact("Bob")
    return bob, bob.goes_online("laptop", "pc", "Gajim"), bob.goes_online("phone", "phone", "Conversations")


def texts(device):
    return [message.text for message in device.messages]


def test_the_chip_sends_to_one_device_alone(roost, world):
    bob, laptop, phone = two_devices(world)
    app = roost()
    app.contacts.open(bob)
    expect(app.thread.target).to_have_text("To: all devices")
    app.thread.only_for(phone)
    expect(app.thread.target).to_say(re.compile("Only \\W?phone"))
    app.thread.send("Only for the pocket")
    received = phone.wait_for_message("Only for the pocket")
    assert received.to == phone.jid
    assert received.xml.find("{urn:xmpp:hints}no-copy") is not None
    expect(app.thread.message("Only for the pocket")).to_say("phone delivered")
    expect(app.thread.message("Only for the pocket")).to_say(ONLY_PHONE)
    expect(app.thread.message("Only for the pocket")).not_.to_say("laptop")
    app.thread.target_clear.click()
    expect(app.thread.target).to_have_text("To: all devices")
    expect(app.thread.target_clear).to_be_hidden()
    app.thread.send("For all of you")
    phone.wait_for_message("For all of you")
    laptop.wait_for_message("For all of you")
    expect(app.thread.message("For all of you")).not_.to_say(ONLY_PHONE)
    # What came first would have come before.
    assert texts(laptop) == ["For all of you"]


def test_one_device_has_no_chip(roost, world):
    bob = world.contact("Bob")
    bob.goes_online("phone", "phone")
    app = roost()
    app.contacts.open(bob)
    expect(app.thread.composer).to_be_visible()
    expect(app.contacts.row(bob)).to_say("phone")
    expect(app.thread.target).to_be_hidden()
    bob.goes_online("laptop", "pc")
    expect(app.thread.target).to_be_visible()


def test_the_details_send_to_one_device_alone(roost, world):
    bob, laptop, phone = two_devices(world)
    app = roost()
    app.contacts.open(bob)
    app.panel.show()
    app.panel.message_only(laptop)
    expect(app.thread.target).to_say(re.compile("Only \\W?laptop"))
    app.thread.send("Only for the desk")
    laptop.wait_for_message("Only for the desk")
    expect(app.thread.message("Only for the desk")).to_say("laptop delivered")
    app.thread.only_for(None)
    app.thread.send("And this for both")
    phone.wait_for_message("And this for both")
    assert texts(phone) == ["And this for both"]


def test_a_device_that_has_gone_is_asked_about(roost, world):
    bob, laptop, phone = two_devices(world)
    app = roost()
    app.contacts.open(bob).only_for(phone)
    phone.offline()
    expect(app.thread.target).to_say("disconnected")
    app.thread.send("Are you there?")
    expect(app.thread.message("Are you there?")).to_say("is disconnected. Send to all?")
    expect(app.thread.message("Are you there?")).to_have_attribute("delivery", "not sent")
    laptop.send(world.me, "I am at the laptop")
    expect(app.thread.message("I am at the laptop")).to_be_visible()
    assert texts(laptop) == []
    app.thread.menu_of("Are you there?").choose("sendToAll")
    laptop.wait_for_message("Are you there?")
    expect(app.thread.message("Are you there?")).to_say("laptop delivered")
    expect(app.thread.message("Are you there?")).not_.to_say("disconnected")
    assert texts(laptop) == ["Are you there?"]


def test_somebody_writes_on_a_device_and_stops(roost, world):
    bob, laptop, phone = two_devices(world)
    app = roost()
    app.contacts.open(bob)
    expect(app.thread.typing).to_have_name("No one is typing")
    phone.types(world.me)
    expect(app.thread.typing).to_say("is typing on phone")
    expect(app.thread.typing).to_contain_text("Bob")
    expect(app.contacts.row(bob)).to_say("typing")
    expect(app.contacts.row(bob)).to_have_attribute("preview", "typing…")
    phone.types(world.me, "paused")
    expect(app.thread.typing).to_have_name("No one is typing")
    expect(app.contacts.row(bob)).not_.to_say(", typing")
    laptop.types(world.me)
    expect(app.thread.typing).to_say("is typing on laptop")
    laptop.send(world.me, "There it is")
    expect(app.thread.typing).to_have_name("No one is typing")
    expect(app.contacts.row(bob)).to_have_attribute("preview", "There it is")


def test_who_says_nothing_more_is_not_waited_for(roost, world):
    bob, laptop, phone = two_devices(world)
    app = roost()
    expect(app.contacts.row(bob)).to_say("phone")
    expect(app.contacts.row(bob)).to_say("laptop")
    phone.types(world.me)
    laptop.types(world.me)
    expect(app.contacts.row(bob)).to_have_attribute("preview", "typing…")
    laptop.offline()
    expect(app.contacts.row(bob)).not_.to_say("laptop")
    expect(app.contacts.row(bob)).to_say(", typing")
    app.advance(seconds=31)
    expect(app.contacts.row(bob)).not_.to_say(", typing")


def test_contacts_learn_of_typing_unless_told_otherwise(roost, world):
    bob, laptop, phone = two_devices(world)
    app = roost()
    app.contacts.open(bob).composer.type("Ahem")
    wait_for("composing at the phone", lambda: phone.heard("composing", CHAT_STATES))
    app.advance(seconds=6)
    wait_for("paused at the phone", lambda: phone.heard("paused", CHAT_STATES))
    app.thread.composer.type(Keys.ENTER)
    phone.wait_for_message("Ahem")
    preferences = app.preferences()
    preferences.tell_typing.click()
    preferences.close()
    heard = len(phone.heard("composing", CHAT_STATES))
    app.thread.send("Unseen")
    phone.wait_for_message("Unseen")
    assert len(phone.heard("composing", CHAT_STATES)) == heard


def test_delivered_becomes_read_for_each_device(roost, world):
    bob, laptop, phone = two_devices(world)
    app = roost()
    app.contacts.open(bob).send("Have you seen it?")
    laptop.wait_for_message("Have you seen it?")
    message = phone.wait_for_message("Have you seen it?")
    assert message.xml.find("{%s}markable" % MARKERS) is not None
    row = app.thread.message("Have you seen it?")
    expect(row).to_say("laptop delivered")
    expect(row).to_say("phone delivered")
    phone.has_read(message)
    expect(row).to_say("phone read")
    expect(row).to_say("laptop delivered")
    expect(row).to_have_attribute("delivery", "read")


def test_senders_learn_what_was_read_unless_told_otherwise(roost, world):
    bob, carol = world.contact("Bob"), world.contact("Carol")
    phone = bob.goes_online("phone", "phone")
    app = roost()
    app.contacts.open(carol)
    phone.asks_whether_read(world.me, "Read me", "first")
    expect(app.contacts.row(bob)).to_say("1 unread")
    assert phone.heard("displayed", MARKERS) == []
    app.contacts.open(bob)
    app.advance(seconds=1)
    wait_for("the mark", lambda: [one.get("id") for one in phone.heard("displayed", MARKERS)] == ["first"])
    preferences = app.preferences()
    preferences.tell_reading.click()
    preferences.close()
    phone.asks_whether_read(world.me, "Read me too", "second")
    expect(app.thread.message("Read me too")).to_be_visible()
    app.advance(seconds=1)
    app.thread.send("Later than any mark")
    phone.wait_for_message("Later than any mark")
    assert [one.get("id") for one in phone.heard("displayed", MARKERS)] == ["first"]


def test_what_is_read_elsewhere_is_read_here(roost, world):
    bob, carol = world.contact("Bob"), world.contact("Carol")
    phone = bob.goes_online("phone", "phone")
    here, there = roost(), roost()
    here.contacts.open(carol)
    there.contacts.open(carol)
    phone.send(world.me, "Ping")
    expect(here.contacts.row(bob)).to_say("1 unread")
    expect(there.contacts.row(bob)).to_say("1 unread")
    wait_for("the notification", lambda: here.events(kind="notification"))
    assert here.events(kind="notificationClosed") == []
    there.contacts.open(bob)
    there.advance(seconds=1)
    expect(here.contacts.row(bob)).not_.to_say("unread")
    expect(here.contacts.unread).to_have_text("Unread")
    closed = wait_for("the notification to go", lambda: here.events(kind="notificationClosed"))
    assert closed[0]["address"] == bob.jid
