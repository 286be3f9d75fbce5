# SPDX-License-Identifier: GPL-3.0-or-later
"""The contact list: who is there, on what, and how one finds and keeps people."""
from roost_driver import Keys, expect, wait_for
from roost_driver.pages import ContactDialog


def test_a_contact_comes_online_and_goes(roost, world):
    bob = world.contact("Bob")
    app = roost()
    expect(app.contacts.row(bob)).to_say("offline")
    laptop = bob.goes_online("laptop")
    expect(app.contacts.row(bob)).to_say("available")
    laptop.presence("away", "At lunch")
    expect(app.contacts.row(bob)).to_say("away")
    laptop.offline()
    expect(app.contacts.row(bob)).to_say("offline")


def test_three_connections_appear_and_go(roost, world):
    bob = world.contact("Bob")
    app = roost()
    app.contacts.open(bob)
    panel = app.panel.show()
    expect(panel.none).to_be_visible()
    devices = [bob.goes_online("laptop", "pc", "Gajim"), bob.goes_online("phone", "phone", "Conversations"),
               bob.goes_online("toaster", "bot", "Toast")]
    expect(panel.rows()).to_have_count(3)
    for device in devices:
        expect(panel.connection(device)).to_be_visible()
    expect(app.thread.summary).to_contain_text("3 connections")
    devices[1].offline()
    expect(panel.connection(devices[1])).to_have_count(0)
    expect(panel.rows()).to_have_count(2)
    devices[0].offline()
    devices[2].offline()
    expect(panel.none).to_be_visible()


def test_the_reachable_presence_is_that_of_the_best_connection(roost, world):
    bob = world.contact("Bob")
    app = roost()
    phone = bob.goes_online("phone", "phone", show="xa")
    expect(app.contacts.row(bob)).to_say("extended away")
    laptop = bob.goes_online("laptop", "pc")
    expect(app.contacts.row(bob)).to_say("available")
    laptop.presence("dnd", "In a meeting")
    phone.offline()
    expect(app.contacts.row(bob)).to_say("do not disturb")


def test_the_online_tab_shows_who_is_online(roost, world):
    bob, carol = world.contact("Bob"), world.contact("Carol")
    app = roost()
    carol.goes_online()
    expect(app.contacts.row(carol)).to_say("available")
    app.contacts.online.click()
    expect(app.contacts.row(bob)).to_be_hidden()
    expect(app.contacts.row(carol)).to_be_visible()
    app.contacts.all.click()
    expect(app.contacts.row(bob)).to_be_visible()


def test_search_finds_by_name_label_and_address_whatever_the_accents(roost, world):
    rene, bob = world.contact("René", labels=["Chess"]), world.contact("Bob")
    app = roost()
    expect(app.contacts.row(bob)).to_be_visible()
    for text in ("rene", "chess", rene.jid[:8]):
        app.contacts.search.fill(text)
        expect(app.contacts.row(rene)).to_be_visible()
        expect(app.contacts.row(bob)).to_be_hidden()
    app.contacts.search.fill("nobody like this")
    expect(app.find("#noHits")).to_be_visible()
    app.contacts.search.type(Keys.ESCAPE)
    expect(app.contacts.row(bob)).to_be_visible()


def test_search_and_enter_open_the_first_hit(roost, world):
    bob = world.contact("Bob")
    world.contact("Carol")
    app = roost()
    expect(app.contacts.row(bob)).to_be_visible()
    app.press(Keys.CONTROL, "k")
    expect(app.contacts.search).to_be_focused()
    app.press("bob")
    app.press(Keys.ENTER)
    expect(app.thread.header_name).to_have_text("Bob")
    expect(app.thread.composer).to_be_focused()


def test_somebody_is_added_and_asked(roost, world):
    dave = world.stranger("Dave")
    laptop = dave.goes_online()
    app = roost()
    app.menu().choose("addContactAction")
    dialog = ContactDialog(app)
    expect(dialog.save).to_be_disabled()
    dialog.address.fill(dave.jid)
    dialog.name.fill("Dave from work")
    dialog.labels.fill("Work, Football")
    dialog.save.click()
    expect(app.contacts.row(dave)).to_say("Dave from work")
    laptop.wait_for_presence(world.me, "subscribe")
    laptop.subscribe(world.me, "subscribed")
    expect(app.contacts.row(dave)).to_say("available")
    app.panel.show()
    expect(app.panel.labels).to_contain_text("Football")


def test_nobody_is_added_twice_and_not_oneself(roost, world):
    bob = world.contact("Bob")
    app = roost()
    expect(app.contacts.row(bob)).to_be_visible()
    app.press(Keys.CONTROL, "n")
    dialog = ContactDialog(app)
    dialog.address.fill(bob.jid)
    expect(dialog.hint).to_contain_text("already")
    expect(dialog.save).to_be_disabled()
    dialog.address.fill(world.me.jid)
    expect(dialog.hint).to_contain_text("your own address")
    expect(dialog.save).to_be_disabled()
    dialog.cancel.click()
    expect(app.dialog("addContactDialog")).to_be_hidden()


def test_a_contact_is_renamed_and_labelled(roost, world):
    bob = world.contact("Bob")
    app = roost()
    app.contacts.open(bob)
    app.panel.show().edit.click()
    dialog = ContactDialog(app, "editContactDialog")
    dialog.name.fill("Robert")
    dialog.labels.fill("Chess")
    dialog.save.click()
    expect(app.contacts.row(bob)).to_say("Robert")
    expect(app.panel.labels).to_have_text("\u2068Chess\u2069")
    expect(app.thread.header_name).to_have_text("Robert")


def test_the_other_window_of_the_same_person_sees_a_new_name(roost, world):
    bob = world.contact("Bob")
    one, two = roost(), roost()
    expect(two.contacts.row(bob)).to_say("Bob")
    menu = one.contacts.menu_of(bob)
    menu.choose("contactEditAction")
    dialog = ContactDialog(one, "editContactDialog")
    dialog.name.fill("Bobby")
    dialog.save.click()
    expect(two.contacts.row(bob)).to_say("Bobby")


def test_a_contact_is_removed_after_a_question(roost, world):
    bob = world.contact("Bob")
    carol = world.contact("Carol")
    app = roost()
    app.contacts.menu_of(bob).choose("contactRemoveAction")
    expect(app.dialog("removeContactBox")).to_contain_text("Bob")
    app.find("#removeContactBox #confirmButton").click()
    expect(app.contacts.row(bob)).to_have_count(0)
    expect(app.contacts.row(carol)).to_be_visible()


def test_whom_one_shuts_out_is_heard_no_more(roost, world):
    bob = world.contact("Bob")
    phone = bob.goes_online("phone", "phone")
    app = roost()
    app.contacts.menu_of(bob).choose("contactBlockAction")
    app.find("#blockContactBox #confirmButton").click()
    expect(app.contacts.row(bob)).to_say("blocked")
    phone.send(world.me, "Can you hear me?")
    app.contacts.menu_of(bob).choose("contactBlockAction")
    expect(app.contacts.row(bob)).not_.to_say("blocked")
    phone.send(world.me, "And now?")
    app.contacts.open(bob)
    expect(app.thread.message("And now?")).to_be_visible()
    expect(app.thread.message("Can you hear me?")).to_have_count(0)


def test_a_request_is_read_and_accepted(roost, world):
    dave = world.stranger("Dave")
    app = roost()
    laptop = dave.goes_online()
    laptop.subscribe(world.me, text="We met in Ghent")
    expect(app.contacts.requests).to_contain_text("1 request")
    app.contacts.requests.click()
    expect(app.dialog("requestsDialog")).to_contain_text("We met in Ghent")
    app.find("[id=%r]" % ("acceptRequest:" + dave.jid)).click()
    laptop.wait_for_presence(world.me, "subscribed")
    expect(app.find("#noRequests")).to_be_visible()
    app.find("#requestsDialog #closeButton").click()
    expect(app.contacts.requests).to_be_hidden()


def test_a_request_is_declined(roost, world):
    dave = world.stranger("Dave")
    app = roost()
    laptop = dave.goes_online()
    laptop.subscribe(world.me)
    app.contacts.requests.click()
    app.find("[id=%r]" % ("declineRequest:" + dave.jid)).click()
    laptop.wait_for_presence(world.me, "unsubscribed")
    expect(app.find("#noRequests")).to_be_visible()


def test_tell_me_when_somebody_comes_online(roost, world):
    bob = world.contact("Bob")
    app = roost()
    app.contacts.open(bob)
    app.panel.show().tell.click()
    expect(app.panel.tell).to_be_checked()
    app.wait_settled()
    bob.goes_online()
    wait_for("the notification", lambda: [e for e in app.events(kind="notification") if "online" in e["title"]])


def test_contacts_are_imported_from_a_file(roost, world, tmp_path):
    dave, erin = world.stranger("Dave"), world.stranger("Erin")
    file = tmp_path / "people.csv"
    file.write_text("name,jid,groups\nDave,%s,Club\nErin,%s,Club\n\"broken,line\n" % (dave.jid, erin.jid))
    app = roost("me", "--import-contacts", file)
    expect(app.dialog("importDialog")).to_be_visible()
    expect(app.find("#importProblems")).to_be_visible()
    button = app.find("#importButton")
    expect(button).to_have_text("Add 2 contacts")
    expect(button, timeout=20).to_be_enabled()
    button.click()
    expect(app.find("#importSummary")).to_have_text("2 contacts added.")
    app.find("#importDialog #cancelButton").click()
    expect(app.contacts.row(dave)).to_be_visible()
    expect(app.contacts.row(erin)).to_be_visible()


def test_my_presence_is_seen_by_others(roost, world):
    bob = world.contact("Bob")
    laptop = bob.goes_online()
    app = roost()
    laptop.wait_for_presence(world.me, "")
    app.contacts.be("DoNotDisturb")
    wait_for("do not disturb", lambda: any(p["show"] == "dnd" for p in list(laptop.presences)))
    app.contacts.be("Offline")
    laptop.wait_for_presence(world.me, "unavailable")
    expect(app.banner.text).to_contain_text("You’re offline")
    app.banner.button.click()
    expect(app.find("#banner")).to_be_hidden()


def test_a_status_text_is_told(roost, world):
    bob = world.contact("Bob")
    laptop = bob.goes_online()
    app = roost()
    app.contacts.own.click()
    app.find("#presenceMenu #statusTextAction").click()
    app.find("#statusEdit").fill("Back at noon")
    app.find("#saveStatusButton").click()
    wait_for("the status", lambda: any(p["status"] == "Back at noon" for p in list(laptop.presences)))
