// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/automation.h"
#include "automation/highlight.h"
#include "domain/threads/thread.h"
#include "gui/gui_world.h"
#include "gui/window_focus.h"
#include "support/patience.h"
#include "widgets/contacts/sidebar.h"
#include "widgets/controls/live_region.h"
#include "widgets/controls/presence_menu.h"
#include "widgets/dialogs/long_text_dialog.h"
#include "widgets/dialogs/start_problem_dialog.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/thread/thread_view.h"
#include "widgets/window/chat_page.h"
#include "widgets/window/sign_in_page.h"
#include "widgets/window/tray.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialog>
#include <QDirIterator>
#include <QFileDialog>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QMetaEnum>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

/// Parts that Qt creates inside of a control: the control represents them.
bool isInnerPart(const QWidget &widget)
{
    if (widget.objectName().startsWith("qt_"_L1) || widget.inherits("QScrollBar") ||
        widget.inherits("QComboBoxPrivateContainer") || widget.inherits("QSplitterHandle") ||
        widget.inherits("QMessageBoxDetailsText"))
        return true;
    for (const QWidget *above = widget.parentWidget(); above != nullptr; above = above->parentWidget()) {
        if (qobject_cast<const QFileDialog *>(above) != nullptr ||
            qobject_cast<const QComboBox *>(above) != nullptr ||
            qobject_cast<const QLineEdit *>(above) != nullptr)
            return !widget.inherits("roost::TextLabel");
        if (qobject_cast<const QMessageBox *>(above) != nullptr)
            return !widget.inherits("QPushButton");
        // The area represents its viewport.
        const auto *area = qobject_cast<const QAbstractScrollArea *>(above);
        if (area != nullptr && area->viewport() == &widget)
            return true;
        if (above->inherits("QHeaderView"))
            return true;
    }
    return false;
}

QString roleOf(QAccessibleInterface &element)
{
    const QMetaObject &meta = QAccessible::staticMetaObject;
    return QString::fromLatin1(
        meta.enumerator(meta.indexOfEnumerator("Role")).valueToKey(int(element.role())));
}

/// "acceptRequest:foo@bar.com" is one of "acceptRequest:*".
QString patternOf(const QString &id)
{
    const qsizetype colon = id.indexOf(u':');
    return colon < 0 ? id : id.left(colon + 1) + u'*';
}

} // namespace

/// Requirements of screen readers and scripts: every part of every window has an id, a role and a name, and
/// the ids are those of resources/ui-ids.json; the focus is visible; each event is announced once.
class TestAccessibility : public QObject
{
    Q_OBJECT

private:
    QMap<QString, QJsonObject> m_ids;
    QStringList m_wrong;

    void take(const QString &id, const QString &role, const QString &name, const QString &where)
    {
        if (id.isEmpty())
            m_wrong.append(where + ": no id ("_L1 + role + ", "_L1 + name + u')');
        else if (name.trimmed().isEmpty())
            m_wrong.append(where + ": no accessible name: "_L1 + id);
        if (!id.isEmpty())
            m_ids.insert(patternOf(id), QJsonObject{{u"role"_s, role}, {u"in"_s, where}});
    }

    void walk(QWidget &window, const QString &where)
    {
        QList<QWidget *> all = window.findChildren<QWidget *>();
        all.prepend(&window);
        for (QWidget *widget : std::as_const(all)) {
            if (isInnerPart(*widget) || (widget != &window && widget->isWindow()))
                continue;
            QAccessibleInterface *element = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(element != nullptr);
            QString name = element->text(QAccessible::Name);
            // Empty for the moment, and not to be seen.
            if (name.isEmpty() && !widget->isVisible())
                name = widget->objectName();
            if (element->role() == QAccessible::NoRole)
                m_wrong.append(where + ": no role: "_L1 + widget->objectName());
            take(widget->objectName(), roleOf(*element), name, where);
            // Assistive technology can press every button and combo box without keyboard or mouse.
            const bool isPressed = qobject_cast<QAbstractButton *>(widget) != nullptr ||
                                   qobject_cast<QComboBox *>(widget) != nullptr;
            const auto *actions = element->actionInterface();
            if (isPressed && widget->isEnabled() && (actions == nullptr || actions->actionNames().isEmpty()))
                m_wrong.append(where + ": nothing to do by assistive technology: "_L1 + widget->objectName());
        }
    }

    void walkMenu(QMenu &menu, const QString &where)
    {
        take(menu.objectName(), u"PopupMenu"_s, menu.accessibleName(), where);
        const auto actions = menu.actions();
        for (const QAction *action : actions) {
            if (action->menu() != nullptr)
                walkMenu(*action->menu(), where + '/'_L1 + menu.objectName());
            else if (!action->isSeparator())
                take(action->objectName(), u"MenuItem"_s, action->text(), where + '/'_L1 + menu.objectName());
        }
    }

    /// Records the menu of the tray, which belongs to no window.
    void walkTray(GuiWorld &world)
    {
        const Tray tray(world.context, *world.host);
        const auto windows = QApplication::topLevelWidgets();
        const auto menu = std::find_if(windows.begin(), windows.end(),
                                       [](const QWidget *one) { return one->objectName() == "trayMenu"_L1; });
        QVERIFY(menu != windows.end());
        walkMenu(*qobject_cast<QMenu *>(*menu), u"tray"_s);
    }

    /// Records the menus of the window that are made, or filled, when they open.
    void walkMenus(GuiWorld &world)
    {
        world.connection(u"joe@bar.com/phone"_s, Show::Away, DeviceKind::Phone, u"Conversations"_s);
        for (const char16_t *name : {u"presenceMenu", u"panelMenu", u"targetMenu"}) {
            auto *menu = world.find<QMenu>(name);
            Q_EMIT menu->aboutToShow();
            walkMenu(*menu, u"chat"_s);
        }
        for (const char16_t *address : {u"foo@bar.com", u"nobody@bar.com"}) {
            Endpoint &endpoint = world.at(QString::fromUtf16(address));
            world.window->chat()->openEndpoint(&endpoint);
            Q_EMIT world.window->chat()->contextMenuRequested(&endpoint, {});
            walkMenu(*world.find<QMenu>(u"contactMenu"), u"chat"_s);
            delete world.find<QMenu>(u"contactMenu");
        }
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        world.turn();
        auto *connections = world.find<QListView>(u"connectionList");
        Q_EMIT connections->clicked(connections->model()->index(0, 0));
        walkMenu(*world.find<QMenu>(u"connectionMenu"), u"chat"_s);
        delete world.find<QMenu>(u"connectionMenu");
        walkMessageMenu(world);
        if (const auto *more = world.find<QToolButton>(u"menuButton"))
            walkMenu(*more->menu(), u"chat"_s);
    }

    /// With all of its entries: about a link, in a selection, of a message that did not get to its device.
    void walkMessageMenu(GuiWorld &world)
    {
        Thread &thread = world.session().thread(world.at(u"foo@bar.com"_s));
        thread.setTarget(u"laptop.x1"_s);
        world.session().directory().connectionUnavailable(Jid::fromWire(u"foo@bar.com/laptop.x1"_s), 0);
        QTRY_VERIFY(world.session().isSettled());
        thread.send(u"https://bar.com/y"_s);
        QTRY_VERIFY(hasTargetGone(thread.messages().back()));
        world.turn();
        ThreadView &view = world.window->chat()->pane().view();
        view.selectAll();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QCoreApplication::sendEvent(view.viewport(), &event);
        auto *menu = world.find<QMenu>(u"messageMenu");
        QVERIFY(menu != nullptr);
        for (const char16_t *name : {u"openLink", u"copyLink", u"copySelection", u"copyMessage", u"sendAgain",
                                     u"sendToAll", u"selectAll"})
            QVERIFY2(menu->findChild<QAction *>(QString::fromUtf16(name)) != nullptr,
                     qPrintable(QString::fromUtf16(name)));
        walkMenu(*menu, u"chat"_s);
        delete menu;
        thread.setTarget({});
    }

    static void open(GuiWorld &world)
    {
        QList<ContactRecord> contacts = GuiWorld::demoContacts(world.clock.nowMs());
        contacts[0].labels = {u"Friends"_s};
        world.openOnline(contacts);
        world.demoPresences();
        world.demoThread();
        world.window->resize(1180, 760);
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        world.window->chat()->setPanelShown(true);
        world.turn();
    }

private Q_SLOTS:
    void everyPartHasIdRoleAndName()
    {
        {
            GuiWorld world;
            world.showWindow();
            world.find<QAbstractButton>(u"connectionSettingsButton")->click();
            world.window->signInPage().showError({ErrorKind::WrongPassword, {}});
            world.turn();
            walk(*world.window, u"sign-in"_s);
        }
        GuiWorld world;
        open(world);
        walkTray(world);
        walk(*world.window, u"chat"_s);
        walkMenus(world);
        const auto actions = world.window->findChildren<QAction *>();
        for (const QAction *action : actions) {
            if (!action->isSeparator() && !action->text().isEmpty())
                take(action->objectName(), u"MenuItem"_s, action->text(), u"chat"_s);
        }
        walkDialogs(world);
        walkAutomation(world);
        QVERIFY2(m_wrong.isEmpty(), qPrintable(m_wrong.join(u'\n')));
    }

    void walkDialogs(GuiWorld &world)
    {
        world.server.send("<presence xmlns='jabber:client' type='subscribe' from='stranger@bar.com'>"
                          "<status>Hello</status></presence>");
        QTRY_COMPARE(world.session().requests().size(), 1);
        // With a name, its address is shown beside it.
        world.session().directory().modify(world.at(u"stranger@bar.com"_s),
                                           [](ContactRecord &record) { record.name = u"Stranger"_s; });
        world.window->openUri(u"xmpp:room@conference.bar.com?join"_s);
        walk(*world.find<QDialog>(u"linkNoticeBox"), u"linkNoticeBox"_s);
        delete world.find<QDialog>(u"linkNoticeBox");
        world.window->openUri(u"xmpp://ann@bar.com/foo@bar.com"_s);
        walk(*world.find<QDialog>(u"accountNoticeBox"), u"accountNoticeBox"_s);
        delete world.find<QDialog>(u"accountNoticeBox");
        Q_EMIT world.window->chat()->linkActivated(QUrl(u"https://bank.example@evil.example/"_s));
        walk(*world.find<QDialog>(u"openLinkBox"), u"openLinkBox"_s);
        delete world.find<QDialog>(u"openLinkBox");
        for (const char16_t *name : {u"addContactAction", u"requestsAction", u"preferencesAction",
                                     u"aboutAction", u"signOutAction", u"importContactsAction"}) {
            world.find<QAction>(name)->trigger();
            world.turn();
            const auto dialogs = world.window->findChildren<QDialog *>();
            QCOMPARE(dialogs.size(), 1);
            walk(*dialogs.first(), dialogs.first()->objectName());
            delete dialogs.first();
        }
        world.window->editStatus();
        walk(*world.find<QDialog>(u"statusDialog"), u"statusDialog"_s);
        delete world.find<QDialog>(u"statusDialog");
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        world.find<QAbstractButton>(u"editContactButton")->click();
        walk(*world.find<QDialog>(u"editContactDialog"), u"editContactDialog"_s);
        delete world.find<QDialog>(u"editContactDialog");
        QFile csv(world.folder.filePath(u"contacts.csv"_s));
        QVERIFY(csv.open(QIODevice::WriteOnly));
        csv.write("address,name\nnew@bar.com,New One\n@@,Broken\n");
        csv.close();
        world.window->importContacts(csv.fileName());
        QTRY_VERIFY(world.find<QWidget>(u"importProblems")->isVisible());
        walk(*world.find<QDialog>(u"importDialog"), u"importDialog"_s);
        delete world.find<QDialog>(u"importDialog");
        const std::unique_ptr<QDialog> problem(
            new StartProblemDialog(world.theme, {StartProblem::Kind::ProfileNotWritable, u"/tmp"_s},
                                   StartProblemDialog::End::Quits));
        problem->show();
        walk(*problem, problem->objectName());
        const std::unique_ptr<QDialog> text(new LongTextDialog(world.context, u"Text"_s, world.window.get()));
        text->show();
        walk(*text, text->objectName());
    }

    /// Parts that exist only in a window that scripts drive.
    void walkAutomation(GuiWorld &world)
    {
        const Automation automation(AutomationWorld{*world.window, *world.host, world.settings, world.clock});
        new Highlight(*world.window, world.window->geometry(), std::chrono::minutes(1));
        for (const char16_t *name : {u"automationMark", u"automationHighlight"}) {
            auto *part = world.find<QWidget>(name);
            QVERIFY2(part != nullptr, qPrintable(QString::fromUtf16(name)));
            walk(*part, u"automation"_s);
        }
        const auto actions = world.window->actions();
        const auto found = std::find_if(actions.begin(), actions.end(), [](const QAction *one) {
            return one->objectName() == "elementTreeAction"_L1;
        });
        QAction *action = found == actions.end() ? nullptr : *found;
        QVERIFY(action != nullptr);
        take(action->objectName(), u"MenuItem"_s, action->text(), u"automation"_s);
        action->trigger();
        world.turn();
        QWidget *tree = nullptr;
        for (QWidget *window : QApplication::topLevelWidgets()) {
            if (window->objectName() == "elementTree"_L1 && window->isVisible())
                tree = window;
        }
        QVERIFY(tree != nullptr);
        walk(*tree, u"elementTree"_s);
        checkFocus(*tree);
        tree->close();
    }

    /// A menu that nobody opens above would not be in the list of ids, so the menus of the sources are
    /// counted.
    void everyMenuIsListed()
    {
        if (!m_wrong.isEmpty() || m_ids.isEmpty())
            everyPartHasIdRoleAndName();
        static const QRegularExpression named(u"setObjectName\\(u\"(\\w*menu)\"_s\\)"_s,
                                              QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression made(u"\\bnew QMenu\\b|\\bQMenu m_|: public QMenu\\b"_s);
        const QString root = QStringLiteral(ROOST_SOURCE_DIR "/ui");
        QDirIterator files(root, {u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        QSet<QString> menus;
        while (files.hasNext()) {
            const QString path = files.next();
            QString text;
            for (const QString &part : {path, path.chopped(3) + 'h'_L1}) {
                QFile file(part);
                if (file.open(QIODevice::ReadOnly))
                    text += QString::fromUtf8(file.readAll());
            }
            int names = 0;
            for (auto name = named.globalMatch(text); name.hasNext(); ++names)
                menus.insert(name.next().captured(1));
            const int count = int(text.count(made));
            QVERIFY2(names >= count, qPrintable(path + ": a menu without an id that ends in Menu"_L1));
        }
        QVERIFY(menus.size() >= 9);
        for (const QString &menu : std::as_const(menus)) {
            QVERIFY2(m_ids.value(menu).value(u"role"_s) == "PopupMenu"_L1,
                     qPrintable(menu + " is a menu that this test does not open"_L1));
        }
    }

    /// The ids are a contract with scripts. ROOST_UPDATE_UI_IDS=1 writes the file again; a removed id moves
    /// to "removed", and the lint requires a line in CHANGELOG.md for it.
    void idsAreThePublishedOnes()
    {
        if (!m_wrong.isEmpty() || m_ids.isEmpty())
            everyPartHasIdRoleAndName();
        QFile file(QStringLiteral(ROOST_SOURCE_DIR "/resources/ui-ids.json"));
        QJsonObject published;
        if (file.open(QIODevice::ReadOnly))
            published = QJsonDocument::fromJson(file.readAll()).object();
        file.close();
        const QJsonObject before = published.value(u"ids"_s).toObject();
        QJsonObject removed = published.value(u"removed"_s).toObject();
        QJsonObject ids;
        for (auto at = m_ids.cbegin(); at != m_ids.cend(); ++at) {
            ids.insert(at.key(), *at);
            removed.remove(at.key());
        }
        QStringList gone;
        for (const QString &id : before.keys()) {
            if (!ids.contains(id)) {
                gone.append(id);
                removed.insert(id, QStringLiteral(ROOST_VERSION));
            }
        }
        if (qEnvironmentVariableIntValue("ROOST_UPDATE_UI_IDS") > 0) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QJsonDocument(QJsonObject{{u"ids"_s, ids}, {u"removed"_s, removed}}).toJson());
            return;
        }
        const QString hint = u"; ROOST_UPDATE_UI_IDS=1 writes resources/ui-ids.json anew"_s;
        QVERIFY2(gone.isEmpty(), qPrintable("gone: "_L1 + gone.join(u", "_s) + hint));
        QStringList fresh;
        for (const QString &id : ids.keys()) {
            if (before.value(id) != ids.value(id))
                fresh.append(id);
        }
        QVERIFY2(fresh.isEmpty(), qPrintable("new or changed: "_L1 + fresh.join(u", "_s) + hint));
    }

    void theFocusCanBeSeen()
    {
        {
            GuiWorld world;
            open(world);
            checkFocus(*world.window);
            for (const char16_t *name : {u"addContactAction", u"preferencesAction", u"aboutAction"}) {
                world.find<QAction>(name)->trigger();
                world.turn();
                auto *dialog = world.window->findChild<QDialog *>();
                QVERIFY(dialog != nullptr);
                checkFocus(*dialog);
                delete dialog;
            }
        }
        GuiWorld first;
        first.showWindow();
        checkFocus(*first.window);
    }

    /// True if the focus on `widget` is visible: the picture differs from the one without it. Nothing if the
    /// window was not active all the time, because the pictures then prove nothing.
    static std::optional<bool> isFocusSeen(QWidget &window, QWidget &widget)
    {
        const auto picture = [&] {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            // The parent may draw the focus ring.
            return widget.parentWidget()->grab(widget.geometry().adjusted(-4, -4, 4, 4)).toImage();
        };
        QSignalSpy activity(qApp, &QGuiApplication::focusWindowChanged);
        if (!becomesActive(window))
            return std::nullopt;
        activity.clear();
        if (QWidget *focused = QApplication::focusWidget())
            focused->clearFocus();
        const QImage without = picture();
        widget.setFocus(Qt::TabFocusReason);
        const bool isFocused = widget.hasFocus();
        const QImage with = picture();
        if (!activity.isEmpty() || !window.isActiveWindow())
            return std::nullopt;
        // Another widget that is looked at too may have it instead.
        if (!isFocused && widget.focusProxy() != nullptr)
            return true;
        return isFocused && with != without;
    }

    static void checkFocus(QWidget &window)
    {
        int checked = 0;
        window.setAttribute(Qt::WA_KeyboardFocusChange); // As if Tab had been pressed.
        const auto all = window.findChildren<QWidget *>();
        for (QWidget *widget : all) {
            if (!widget->isVisible() || !widget->isEnabled() || widget->window() != &window ||
                !(widget->focusPolicy() & Qt::TabFocus) || isInnerPart(*widget))
                continue;
            std::optional<bool> isSeen;
            QTRY_VERIFY((isSeen = isFocusSeen(window, *widget)).has_value());
            QVERIFY2(*isSeen, qPrintable("the focus is not seen: "_L1 + widget->objectName()));
            ++checked;
        }
        QVERIFY(checked > 0);
    }

    void newMessagesAreSaidOnce()
    {
        GuiWorld world;
        open(world);
        auto *live = world.find<LiveRegion>(u"announcements");
        QVERIFY(live != nullptr);
        QSignalSpy said(live, &LiveRegion::said);
        world.server.send(
            "<message xmlns='jabber:client' from='foo@bar.com/phone' to='joe@bar.com' type='chat' "
            "id='x1'><body>Listen to me</body></message>");
        const auto heard = [&said](const QString &text) {
            QStringList sentences;
            for (const QList<QVariant> &one : said)
                sentences.append(one.first().toString());
            return sentences.filter(text);
        };
        // A busy machine may take its time; other announcements do not matter here.
        QTRY_VERIFY(!heard(u"Listen to me"_s).isEmpty());
        QVERIFY(heard(u"Listen to me"_s).first().startsWith("Foo Barrington"_L1));
        QVERIFY(live->accessibleName().contains("Listen to me"_L1));
        QCOMPARE(QAccessible::queryAccessibleInterface(live)->role(), QAccessible::Notification);
        // Own ones not, and none of a conversation that is only opened.
        world.session().thread(world.at(u"foo@bar.com"_s)).send(u"I know"_s);
        world.turn();
        world.window->chat()->openEndpoint(&world.at(u"kenji@bar.com"_s));
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        world.turn();
        QVERIFY(heard(u"I know"_s).isEmpty());
        QCOMPARE(heard(u"Listen to me"_s).size(), 1);
        QVERIFY(heard(u"One send, three deliveries"_s).isEmpty());
    }

    void problemsAreSaid()
    {
        {
            GuiWorld world;
            open(world);
            QSignalSpy said(world.find<LiveRegion>(u"announcements"), &LiveRegion::said);
            world.server.refusal = {ErrorKind::NetworkUnreachable, {}};
            world.server.cut();
            QTRY_VERIFY(!said.isEmpty());
            QVERIFY(said.first().first().toString().contains("onnect"_L1));
        }
        GuiWorld first;
        first.showWindow();
        QSignalSpy wrong(first.find<LiveRegion>(u"signInAnnouncements"), &LiveRegion::said);
        first.find<QAbstractButton>(u"signInButton")->click();
        QCOMPARE(wrong.size(), 1);
    }

    void aMessageIsOneSentence()
    {
        GuiWorld world;
        open(world);
        const ThreadView &view = world.window->chat()->pane().view();
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(const_cast<ThreadView *>(&view));
        QVERIFY(list->childCount() > 1);
        for (int i = 0; i < list->childCount(); ++i) {
            QAccessibleInterface *row = list->child(i);
            if (row->role() != QAccessible::ListItem)
                continue;
            const QString name = row->text(QAccessible::Name);
            const bool mine = name.startsWith("You, "_L1);
            QVERIFY2(mine || name.startsWith("Foo Barrington, "_L1), qPrintable(name));
            // Sender, time, text, and for own messages the delivery state.
            QVERIFY2(QRegularExpression(u"^[^,]+, \\d?\\d:\\d\\d[^,]*, .+"_s).match(name).hasMatch(),
                     qPrintable(name));
            QCOMPARE(row->childCount(), 0);
        }
    }
};

} // namespace roost

QTEST_MAIN(roost::TestAccessibility)
#include "test_accessibility.moc"
