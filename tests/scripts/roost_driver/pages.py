# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things are. Each name here is an id of resources/ui-ids.json, so a script need not know it."""
from .expect import expect
from .locator import Keys, Locator, quoted
from .people import address_of


class Page:
    root = None

    def __init__(self, app):
        self.app = app

    def find(self, css):
        return self.app.find(css)

    def is_shown(self):
        return self.find("#" + self.root).is_visible()

    def expect_shown(self):
        expect(self.find("#" + self.root), timeout=30).to_be_visible()
        return self


class SignInPage(Page):
    root = "signInPage"

    def __init__(self, app):
        super().__init__(app)
        self.address = self.find("#addressEdit")
        self.password = self.find("#passwordEdit")
        self.keep = self.find("#keepSignedInBox")
        self.server = self.find("#serverEdit")
        self.settings = self.find("#connectionSettingsButton")
        self.button = self.find("#signInButton")
        self.offline = self.find("#readOfflineButton")
        self.problem = self.find("#signInProblem")

    def sign_in(self, address, password):
        self.address.fill(address)
        self.password.fill(password)
        self.button.click()


class ContactList(Page):
    root = "contactList"

    def __init__(self, app):
        super().__init__(app)
        self.list = self.find("#contactList")
        self.search = self.find("#searchField")
        self.all = self.find("#allTab")
        self.unread = self.find("#unreadTab")
        self.online = self.find("#onlineTab")
        self.requests = self.find("#requestsButton")
        self.own = self.find("#ownPresenceButton")

    def row(self, who):
        return self.list.find("[jid=%s]" % quoted(address_of(who)))

    def rows(self):
        """All of them, in view or not."""
        return self.list.find("listitem")

    def names(self):
        return [e.get_dom_attribute("name").split(",")[0] for e in self.rows().elements()]

    def open(self, who):
        self.row(who).click()
        expect(self.app.thread.header_name).to_be_visible()
        return self.app.thread

    def menu_of(self, who):
        self.row(who).right_click()
        return Menu(self.app, "#contactMenu")

    def be(self, presence):
        """presence: Available, Chat, Away, ExtendedAway, DoNotDisturb, Offline."""
        self.own.click()
        Menu(self.app, "#presenceMenu").choose("presence" + presence)


class Thread(Page):
    root = "conversation"

    def __init__(self, app):
        super().__init__(app)
        self.header_name = self.find("#threadName")
        self.summary = self.find("#threadSummary")
        self.view = self.find("#threadView")
        self.composer = self.find("#composerEdit")
        self.send_button = self.find("#sendButton")
        self.details = self.find("#panelButton")
        self.typing = self.find("#typingLine")
        self.target = self.find("#targetChip")
        self.target_clear = self.find("#targetClear")

    def only_for(self, device=None):
        """By the chip above the composer: what is sent goes to that device alone; None: to all of them."""
        self.target.click()
        id = "targetAll" if device is None else "target:" + device.resource
        self.find("#targetMenu [id=%s]" % quoted(id)).click()
        return self

    def menu_of(self, text):
        """Of the message that says `text`."""
        self.message(text).right_click()
        return Menu(self.app, "#messageMenu")

    def messages(self):
        return self.view.find("listitem")

    def message(self, text):
        """The one that says `text`."""
        return self.view.find("listitem[name*=%s]" % quoted(text))

    def message_by_id(self, id):
        return self.view.find("[message-id=%s]" % quoted(id))

    def send(self, text):
        """As most do: types and presses Enter. Lines are kept by Shift+Enter."""
        parts = []
        for number, line in enumerate(text.split("\n")):
            if number:
                parts += [Keys.SHIFT, Keys.ENTER, Keys.NULL]
            parts.append(line)
        self.composer.type(*parts, Keys.ENTER)


class Panel(Page):
    root = "endpointPanel"

    def __init__(self, app):
        super().__init__(app)
        self.name = self.find("#panelName")
        self.address = self.find("#panelAddress")
        self.status = self.find("#panelStatus")
        self.labels = self.find("#panelLabels")
        self.connections = self.find("#connectionList")
        self.none = self.find("#noConnections")
        self.subscription = self.find("#subscriptionText")
        self.tell = self.find("#tellWhenOnlineSwitch")
        self.edit = self.find("#editContactButton")
        self.add = self.find("#addToContactsButton")
        self.accept = self.find("#acceptRequestButton")
        self.decline = self.find("#declineRequestButton")
        self.ask = self.find("#askPresenceButton")

    def show(self):
        if not self.is_shown():
            self.app.press(Keys.F9)
        return self.expect_shown()

    def rows(self):
        return self.connections.find("listitem")

    def connection(self, device):
        return self.connections.find("[jid=%s]" % quoted(address_of(device)))

    def message_only(self, device):
        """By the menu of its row: what is sent goes to that device alone."""
        self.connection(device).right_click()
        Menu(self.app, "#connectionMenu").choose("messageOnlyAction")

    def menu(self):
        self.find("#panelMenuButton").click()
        return Menu(self.app, "#panelMenu")


class Banner(Page):
    root = "banner"

    def __init__(self, app):
        super().__init__(app)
        self.text = self.find("#bannerText")
        self.button = self.find("#bannerButton")


class Menu(Page):
    def __init__(self, app, css):
        super().__init__(app)
        self.css = css

    def item(self, action):
        return Locator(self.app, "%s #%s" % (self.css, action))

    def choose(self, action):
        self.item(action).click()


class Preferences(Page):
    root = "preferencesDialog"

    def __init__(self, app):
        super().__init__(app)
        self.expect_shown()
        self.language = self.find("#languageBox")
        self.colours = self.find("#themeBox")
        self.notify = self.find("#notifyMessagesBox")
        self.notify_text = self.find("#notifyTextBox")
        self.tell_typing = self.find("#tellTypingBox")
        self.tell_reading = self.find("#tellReadingBox")

    def close(self):
        self.find("#preferencesDialog #closeButton").click()
        expect(self.find("#preferencesDialog")).to_be_hidden()


class ContactDialog(Page):
    def __init__(self, app, root="addContactDialog"):
        super().__init__(app)
        self.root = root
        self.expect_shown()
        self.address = self.find("#contactAddressEdit")
        self.name = self.find("#contactNameEdit")
        self.labels = self.find("#contactLabelsEdit")
        self.hint = self.find("#contactHint")
        self.save = self.find("#saveContactButton")
        self.cancel = self.find("#%s #cancelButton" % root)
