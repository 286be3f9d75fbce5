# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures: the same from run to run, and as somebody accepted them."""
from roost_driver import expect


def test_two_runs_look_the_same_to_the_byte(roost, world):
    bob = world.contact("Bob", labels=["Friends"])

    def run(profile):
        app = roost(profile=profile)
        app.contacts.open(bob).composer.type("A caret that does not blink")
        app.panel.show()
        app.wait_idle()
        picture = app.picture()
        app.stop()
        return picture

    assert run("first") == run("second")


def test_the_sign_in_page_looks_as_accepted(roost):
    app = roost(None, url="")
    app.sign_in_page.expect_shown()
    app.looks_like("sign-in")


def test_a_conversation_looks_as_accepted(roost, world):
    bob = world.contact("Bob", labels=["Friends"])
    phone = bob.goes_online("phone", "phone", "Conversations")
    app = roost()
    app.contacts.open(bob)
    app.panel.show()
    phone.send(world.me, "Have you seen this?")
    expect(app.thread.message("Have you seen this?")).to_be_visible()
    # The middle may move a little; who and where must not.
    app.looks_like("conversation", masks=[app.contacts.own], threshold=0.02)
