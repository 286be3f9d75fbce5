# SPDX-License-Identifier: GPL-3.0-or-later
"""The window itself: keys, colours, languages, preferences."""
from roost_driver import Keys, expect, wait_for


def test_f6_goes_round_the_whole_window(roost, world):
    bob = world.contact("Bob")
    app = roost()
    app.contacts.open(bob)
    app.panel.show()
    app.contacts.search.click()
    seen = []
    for _ in range(5):
        seen.append(app.focused())
        app.press(Keys.F6)
    assert seen[0] == "searchField" and seen[2:4] == ["threadView", "composerEdit"], seen
    assert len(set(seen)) == 5, seen
    expect(app.contacts.search).to_be_focused()
    app.press(Keys.SHIFT, Keys.F6)
    assert app.focused() == seen[-1]


def test_tab_reaches_every_button_and_never_gets_stuck(roost, world):
    bob = world.contact("Bob")
    app = roost()
    app.contacts.open(bob)
    app.panel.show()
    app.contacts.search.click()
    seen = []
    for _ in range(40):
        app.press(Keys.TAB)
        seen.append(app.focused())
        if seen[-1] == "searchField":
            break
    assert seen[-1] == "searchField", seen
    for wanted in ("allTab", "threadView", "composerEdit", "panelButton", "editContactButton", "panelMenuButton",
                   "tellWhenOnlineSwitch", "ownPresenceButton", "menuButton"):
        assert wanted in seen, (wanted, seen)


def test_arrows_walk_the_contacts(roost, world):
    people = [world.contact(name) for name in ("Ann", "Ben", "Cem")]
    app = roost()
    expect(app.contacts.row(people[2])).to_be_visible()
    app.contacts.search.click()
    app.press(Keys.ARROW_DOWN)
    expect(app.contacts.row(people[0])).to_be_selected()
    app.press(Keys.ARROW_DOWN)
    expect(app.contacts.row(people[1])).to_be_selected()
    app.press(Keys.END)
    expect(app.contacts.row(people[2])).to_be_selected()
    app.press(Keys.ENTER)
    expect(app.thread.composer).to_be_focused()
    expect(app.thread.header_name).to_have_text("Cem")
    app.press(Keys.ESCAPE)
    expect(app.contacts.row(people[2])).to_be_focused()
    app.press(Keys.ALT, Keys.ARROW_UP)
    expect(app.thread.header_name).to_have_text("Ben")


def test_a_slash_in_the_list_goes_to_the_search(roost, world):
    ben = world.contact("Ben")
    world.contact("Ann")
    app = roost()
    app.contacts.row(ben).click()
    app.contacts.search.click()
    app.press(Keys.ARROW_DOWN)
    app.press("/")
    expect(app.contacts.search).to_be_focused()
    app.press("be")
    expect(app.contacts.search).to_have_value("be")
    expect(app.contacts.rows()).to_have_count(1)


def test_messages_are_walked_by_arrows(roost, world):
    bob = world.contact("Bob")
    phone = bob.goes_online("phone", "phone")
    app = roost()
    app.contacts.open(bob)
    for text in ("First", "Second", "Third"):
        phone.send(world.me, text)
        expect(app.thread.message(text)).to_be_visible()
    app.press(Keys.F6)
    expect(app.thread.message("Third")).to_be_focused()
    app.press(Keys.ARROW_UP)
    expect(app.thread.message("Second")).to_be_focused()


def test_the_colours_change_at_once_and_stay(roost, world):
    app = roost(profile="kept")
    light = app.picture()
    preferences = app.preferences()
    preferences.colours.type("Dark")
    preferences.close()
    wait_for("another picture", lambda: app.picture() != light)
    assert brightness(app.picture()) < 90 < brightness(light)
    assert app.quit() == 0
    again = roost(profile="kept")
    assert brightness(again.picture()) < 90


def brightness(png):
    import io
    from PIL import Image, ImageStat
    return ImageStat.Stat(Image.open(io.BytesIO(png)).convert("L")).mean[0]


def test_the_language_changes_at_once_and_to_right_to_left(roost, world):
    app = roost()
    expect(app.contacts.all).to_have_text("All")
    left = app.contacts.own.rect["x"]
    preferences = app.preferences()
    preferences.language.type("Deutsch")
    expect(app.contacts.all).to_have_text("Alle")
    preferences.language.type(Keys.ARROW_DOWN)  # Arabic is the next one
    expect(app.contacts.all).not_.to_have_text("Alle")
    preferences.close()
    assert app.contacts.own.rect["x"] > left + 200  # the contacts are on the right now


def test_preferences_of_notifications_are_obeyed(roost, world):
    bob, carol = world.contact("Bob"), world.contact("Carol")
    phone = bob.goes_online("phone", "phone")
    app = roost()
    app.contacts.open(carol)
    preferences = app.preferences()
    preferences.notify_text.click()
    preferences.close()
    phone.send(world.me, "Secret")
    shown = wait_for("the notification", lambda: app.events(kind="notification"))
    assert "Secret" not in str(shown)
    preferences = app.preferences()
    preferences.notify.click()
    expect(preferences.notify_text).to_be_disabled()
    preferences.close()
    phone.send(world.me, "Another")
    expect(app.contacts.row(bob)).to_say("2 unread")
    assert len(app.events(kind="notification")) == len(shown)


def test_the_details_come_and_go(roost, world):
    bob = world.contact("Bob")
    app = roost()
    app.contacts.open(bob)
    shown = app.panel.is_shown()
    app.press(Keys.F9)
    wait_for("the other state", lambda: app.panel.is_shown() != shown)
    app.thread.details.click()
    wait_for("the first state", lambda: app.panel.is_shown() == shown)


def test_the_banner_counts_down_and_reconnects(roost, world):
    wire = world.wire()
    app = roost(wire=wire)
    expect(app.find("#banner")).to_be_hidden()
    wire.refuse()
    expect(app.banner.text).to_contain_text("Reconnecting in")
    wire.allow()
    app.advance(seconds=30)
    expect(app.find("#banner"), timeout=20).to_be_hidden()


def test_about_says_what_this_is(roost):
    app = roost()
    app.menu().choose("aboutAction")
    expect(app.find("#aboutTitle")).to_contain_text("Roost")
    app.find("#aboutDialog #closeButton").click()
    expect(app.find("#aboutDialog")).to_be_hidden()


def test_escape_closes_every_dialog(roost, world):
    app = roost()
    for action, dialog in (("addContactAction", "addContactDialog"), ("requestsAction", "requestsDialog"),
                           ("preferencesAction", "preferencesDialog"), ("aboutAction", "aboutDialog"),
                           ("signOutAction", "signOutBox")):
        app.menu().choose(action)
        expect(app.dialog(dialog)).to_be_visible()
        app.press(Keys.ESCAPE)
        expect(app.dialog(dialog)).to_be_hidden()


def test_a_link_opens_a_conversation_but_sends_nothing(roost, world):
    bob = world.contact("Bob")
    phone = bob.goes_online("phone", "phone")
    app = roost("me", "xmpp:%s?message;body=Good%%20day" % bob.jid)
    expect(app.thread.composer).to_have_value("Good day")
    expect(app.thread.messages()).to_have_count(0)
    assert phone.messages == []
