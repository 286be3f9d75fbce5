# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations: what is sent, what comes, what became of it."""
import contextlib
import re

import pytest
from selenium.common.exceptions import ElementNotInteractableException, InvalidArgumentException

from roost_driver import Keys, expect, wait_for


def test_a_message_goes_to_all_connections_and_each_delivery_is_shown(roost, world):
    bob = world.contact("Bob")
    laptop = bob.goes_online("laptop", "pc", "Gajim")
    phone = bob.goes_online("phone", "phone", "Conversations")
    phone.answers_receipts = False
    app = roost()
    expect(app.contacts.row(bob)).to_say("laptop")
    app.contacts.open(bob).send("Dinner at eight?")
    laptop.wait_for_message("Dinner at eight?")
    message = phone.wait_for_message("Dinner at eight?")
    expect(app.thread.message("Dinner at eight?")).to_say("laptop delivered")
    expect(app.thread.message("Dinner at eight?")).to_say("phone sent")
    phone.acknowledge(message)
    expect(app.thread.message("Dinner at eight?")).to_say("phone delivered")


def test_an_answer_comes_in(roost, world):
    bob = world.contact("Bob")
    phone = bob.goes_online("phone", "phone")
    app = roost()
    app.contacts.open(bob)
    phone.send(world.me, "Hello Alice")
    expect(app.thread.message("Hello Alice")).to_say("Bob")
    expect(app.contacts.row(bob)).to_say("Hello Alice")


def test_unread_messages_are_counted_and_read_by_looking(roost, world):
    bob, carol = world.contact("Bob"), world.contact("Carol")
    phone = bob.goes_online("phone", "phone")
    app = roost()
    expect(app.contacts.unread).to_have_text("Unread")
    phone.send(world.me, "One")
    phone.send(world.me, "Two")
    expect(app.contacts.row(bob)).to_say("2 unread")
    expect(app.contacts.unread).to_have_text("Unread 1")
    app.contacts.unread.click()
    expect(app.contacts.row(carol)).to_be_hidden()
    app.contacts.open(bob)
    expect(app.contacts.row(bob)).not_.to_say("unread")
    expect(app.contacts.unread).to_have_text("Unread")
    app.contacts.all.click()
    expect(app.contacts.row(carol)).to_be_visible()


def test_who_wrote_last_stands_on_top(roost, world):
    ann, zoe = world.contact("Ann"), world.contact("Zoe")
    phones = {who: who.goes_online("phone", "phone") for who in (ann, zoe)}
    app = roost()
    expect(app.contacts.row(ann)).to_be_visible()
    wait_for("Ann before Zoe", lambda: app.contacts.names() == ["Ann", "Zoe"])
    phones[zoe].send(world.me, "Me first")
    wait_for("Zoe before Ann", lambda: app.contacts.names() == ["Zoe", "Ann"])
    app.advance(minutes=1)
    phones[ann].send(world.me, "No, me")
    wait_for("Ann before Zoe again", lambda: app.contacts.names() == ["Ann", "Zoe"])


def test_a_draft_stays_with_its_conversation(roost, world):
    bob, carol = world.contact("Bob"), world.contact("Carol")
    app = roost()
    app.contacts.open(bob).composer.type("Half a thou")
    app.contacts.open(carol)
    expect(app.thread.composer).to_have_value("")
    expect(app.contacts.row(bob)).to_say("draft: Half a thou")
    app.contacts.open(bob)
    expect(app.thread.composer).to_have_value("Half a thou")


def test_a_draft_outlives_the_program(roost, world):
    bob = world.contact("Bob")
    app = roost(profile="kept")
    app.contacts.open(bob).composer.type("To be continued")
    assert app.quit() == 0
    again = roost(profile="kept")
    again.contacts.open(bob)
    expect(again.thread.composer).to_have_value("To be continued")


def test_lines_are_kept(roost, world):
    bob = world.contact("Bob")
    phone = bob.goes_online("phone", "phone")
    app = roost()
    app.contacts.open(bob).send("One\nTwo\nThree")
    phone.wait_for_message("One\nTwo\nThree")
    expect(app.thread.composer).to_have_value("")


def test_a_long_text_arrives_whole(roost, world):
    bob = world.contact("Bob")
    phone = bob.goes_online("phone", "phone")
    app = roost()
    text = " ".join("word%d" % i for i in range(400)) + " the-end"
    app.contacts.open(bob).send(text)
    phone.wait_for_message(text)
    answer = "Too long; did not read. " * 200 + "Really."
    phone.send(world.me, answer)
    expect(app.thread.message("Really.")).to_be_visible()


def test_right_to_left_and_emoji_are_themselves(roost, world):
    noor = world.contact("نور الهدى")
    phone = noor.goes_online("phone", "phone")
    app = roost()
    expect(app.contacts.row(noor)).to_say("نور الهدى")
    app.contacts.open(noor).send("مرحبا 👩‍👩‍👧‍👦 hello")
    phone.wait_for_message("مرحبا 👩‍👩‍👧‍👦 hello")
    phone.send(world.me, "كيف الحال؟ 😂")
    expect(app.thread.message("كيف الحال؟ 😂")).to_be_visible()


def test_markup_is_only_text(roost, world):
    bob = world.contact("Bob")
    phone = bob.goes_online("phone", "phone", status="<b>bold</b>")
    app = roost()
    app.contacts.open(bob)
    phone.send(world.me, "<img src='http://127.0.0.1/x.png'> & <script>")
    expect(app.thread.message("<img src='http://127.0.0.1/x.png'> & <script>")).to_be_visible()


def test_up_in_an_empty_composer_recalls_the_last_message(roost, world):
    bob = world.contact("Bob")
    app = roost()
    app.contacts.open(bob).send("Se you")
    expect(app.thread.message("Se you")).to_be_visible()
    app.thread.composer.type(Keys.ARROW_UP)
    expect(app.thread.composer).to_have_value("Se you")


def test_nothing_is_sent_by_an_empty_composer(roost, world):
    bob = world.contact("Bob")
    app = roost()
    app.contacts.open(bob)
    expect(app.thread.send_button).to_be_disabled()
    app.thread.composer.type("   ", Keys.ENTER)
    expect(app.thread.messages()).to_have_count(0)
    app.thread.composer.fill("Now")
    expect(app.thread.send_button).to_be_enabled()
    app.thread.send_button.click()
    expect(app.thread.messages()).to_have_count(1)


def test_what_is_written_offline_waits_and_goes_later(roost, world):
    bob = world.contact("Bob")
    phone = bob.goes_online("phone", "phone")
    wire = world.wire()
    app = roost(wire=wire)
    app.contacts.open(bob)
    expect(app.thread.summary).to_contain_text("Available")
    wire.refuse()
    expect(app.banner.text).to_contain_text("Reconnecting")
    app.thread.send("Sent in a tunnel")
    expect(app.thread.message("Sent in a tunnel")).to_say("waiting to be sent")
    expect(app.banner.text).to_contain_text("1 message waiting")
    wire.allow()
    with contextlib.suppress(ElementNotInteractableException):  # it tries by itself, too
        app.banner.button.click()
    phone.wait_for_message("Sent in a tunnel")
    expect(app.thread.message("Sent in a tunnel")).not_.to_say("waiting")
    expect(app.find("#banner")).to_be_hidden()
    assert [m.text for m in phone.messages] == ["Sent in a tunnel"]


def test_a_short_cut_loses_and_doubles_nothing(roost, world):
    bob = world.contact("Bob")
    phone = bob.goes_online("phone", "phone")
    wire = world.wire()
    app = roost(wire=wire)
    app.contacts.open(bob).send("Before")
    phone.wait_for_message("Before")
    wire.cut()
    phone.send(world.me, "Meanwhile")
    app.thread.send("After")
    phone.wait_for_message("After")
    expect(app.thread.message("Meanwhile")).to_be_visible()
    expect(app.thread.messages()).to_have_count(3)
    assert [m.text for m in phone.messages] == ["Before", "After"]


def test_messages_from_while_roost_was_closed_are_fetched(roost, world):
    bob = world.contact("Bob")
    phone = bob.goes_online("phone", "phone")
    app = roost(profile="kept")
    app.contacts.open(bob).send("Good night")
    phone.wait_for_message("Good night")
    assert app.quit() == 0
    phone.send(world.me, "Good morning")
    again = roost(profile="kept")
    expect(again.contacts.row(bob)).to_say("Good morning")
    again.contacts.open(bob)
    expect(again.thread.message("Good night")).to_be_visible()
    expect(again.thread.message("Good morning")).to_be_visible()
    expect(again.thread.messages()).to_have_count(2)


def test_my_other_window_shows_what_this_one_sends(roost, world):
    bob = world.contact("Bob")
    phone = bob.goes_online("phone", "phone")
    here, there = roost(), roost()
    there.contacts.open(bob)
    here.contacts.open(bob).send("From here")
    phone.wait_for_message("From here")
    expect(there.thread.message("From here")).to_say("You")


def test_two_windows_of_two_people_talk_to_each_other(roost, world):
    bob = world.contact("Bob")
    alice_window, bob_window = roost(), roost(bob)
    expect(alice_window.contacts.row(bob)).to_say("available")
    expect(bob_window.contacts.row(world.me)).to_say("available")
    alice_window.contacts.open(bob).send("Knock knock")
    bob_window.contacts.open(world.me)
    expect(bob_window.thread.message("Knock knock")).to_say("Alice")
    bob_window.thread.send("Who is there?")
    expect(alice_window.thread.message("Who is there?")).to_say("Bob")
    expect(alice_window.thread.message("Knock knock")).to_say(re.compile("delivered|read"))


def test_a_notification_says_who_and_what_and_opens_the_conversation(roost, world):
    bob, carol = world.contact("Bob"), world.contact("Carol")
    phone = bob.goes_online("phone", "phone")
    app = roost()
    app.contacts.open(carol)
    phone.send(world.me, "Psst")
    shown = wait_for("the notification", lambda: app.events(kind="notification"))
    assert "Bob" in shown[-1]["title"] and shown[-1]["text"] == "Psst"
    app.vendor("notification", click=bob.jid)
    expect(app.thread.header_name).to_have_text("Bob")
    expect(app.thread.composer).to_be_focused()


def test_a_notification_of_another_account_opens_nothing(roost, world):
    bob, carol = world.contact("Bob"), world.contact("Carol")
    phone = bob.goes_online("phone", "phone")
    app = roost()
    app.contacts.open(carol)
    phone.send(world.me, "Psst")
    shown = wait_for("the notification", lambda: app.events(kind="notification"))
    assert (shown[-1]["account"], shown[-1]["address"]) == (world.me.jid, bob.jid)
    with pytest.raises(InvalidArgumentException, match="is not open; open is"):
        app.vendor("notification", click=bob.jid, account=carol.jid)
    expect(app.thread.header_name).to_have_text("Carol")
    app.vendor("notification", click=bob.jid, account=world.me.jid)
    expect(app.thread.header_name).to_have_text("Bob")


def test_a_day_has_its_own_heading(roost, world):
    bob = world.contact("Bob")
    phone = bob.goes_online("phone", "phone")
    app = roost("me", "--test-clock=2025-01-01T23:30Z")
    app.contacts.open(bob)
    phone.send(world.me, "Last year was fine")
    expect(app.thread.message("Last year was fine")).to_say("11:30")
    app.advance(hours=1)
    phone.send(world.me, "It is late")
    expect(app.thread.message("It is late")).to_say("12:30")
