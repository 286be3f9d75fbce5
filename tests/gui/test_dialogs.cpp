// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/stall_watch.h"
#include "domain/contacts/contact_import.h"
#include "gui/gui_world.h"
#include "models/import_list_model.h"
#include "support/patience.h"
#include "widgets/contacts/sidebar.h"
#include "widgets/look/language.h"
#include "widgets/window/chat_page.h"

#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTest>
#include <QToolTip>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace roost {

/// Dialogs, languages, and that everything has a name.
class TestDialogs : public QObject
{
    Q_OBJECT

private:
    static QString plain(QString text) { return text.remove(QChar(0x2068)).remove(QChar(0x2069)); }

    template <typename T> static T *in(QWidget *parent, const char16_t *name)
    {
        return parent->findChild<T *>(QString::fromUtf16(name));
    }

    /// Widgets without an object name or an accessible name.
    static QStringList unnamed(QWidget *root)
    {
        QStringList missing;
        QList<QWidget *> all = root->findChildren<QWidget *>();
        all.append(root);
        for (QWidget *widget : std::as_const(all)) {
            const QString type = QString::fromLatin1(widget->metaObject()->className());
            // Qt's own parts inside its widgets.
            const bool isQtPart = widget->objectName().startsWith("qt_"_L1) || type == "QScrollBar"_L1 ||
                                  type == "QHeaderView"_L1 || type == "QSplitterHandle"_L1 ||
                                  type.contains("Private"_L1) ||
                                  type.contains("ComboBox"_L1 + "PrivateContainer"_L1) ||
                                  qobject_cast<QLabel *>(widget->parentWidget());
            const QWidget *parent = widget->parentWidget();
            const bool isInCombo =
                parent && (parent->inherits("QComboBoxPrivateContainer") || parent->inherits("QComboBox"));
            const bool isFileDialogPart = parent && parent->window()->inherits("QFileDialog");
            if (isQtPart || isInCombo || isFileDialogPart || widget->inherits("QTipLabel"))
                continue;
            if (widget->objectName().isEmpty()) {
                missing.append(type + " in "_L1 + (parent ? parent->objectName() : QString()) +
                               " has no object name"_L1);
                continue;
            }
            const bool isLayoutOnly =
                type == "QWidget"_L1 || widget->inherits("QScrollArea") || type == "QSplitter"_L1;
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            const bool isEmptyLabel = qobject_cast<QLabel *>(widget) && !widget->isVisible();
            if (!isLayoutOnly && !isEmptyLabel && interface && interface->text(QAccessible::Name).isEmpty())
                missing.append(widget->objectName() + " has no accessible name"_L1);
        }
        return missing;
    }

    static void verifyNamed(QWidget *root)
    {
        const QStringList missing = unnamed(root);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u"; "_s)));
    }

private Q_SLOTS:
    void everyWidgetHasItsNames()
    {
        GuiWorld world;
        world.showWindow();
        verifyNamed(world.window.get());
        GuiWorld open;
        open.openOnline(GuiWorld::demoContacts(open.clock.nowMs()));
        open.demoPresences();
        open.window->chat()->openEndpoint(&open.at(u"foo@bar.com"_s));
        open.turn();
        verifyNamed(open.window.get());
    }

    void everyDialogHasItsNames_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("dialog");
        QTest::newRow("add") << u"addContactAction"_s << u"addContactDialog"_s;
        QTest::newRow("requests") << u"requestsAction"_s << u"requestsDialog"_s;
        QTest::newRow("preferences") << u"preferencesAction"_s << u"preferencesDialog"_s;
        QTest::newRow("about") << u"aboutAction"_s << u"aboutDialog"_s;
        QTest::newRow("sign out") << u"signOutAction"_s << u"signOutBox"_s;
    }

    void everyDialogHasItsNames()
    {
        QFETCH(QString, action);
        QFETCH(QString, dialog);
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        world.server.send("<presence xmlns='jabber:client' type='subscribe' from='stranger@bar.com'/>");
        QTRY_COMPARE(world.session().requests().size(), 1);
        world.window->findChild<QAction *>(action)->trigger();
        auto *opened = world.window->findChild<QDialog *>(dialog);
        QVERIFY(opened);
        QTRY_VERIFY(opened->isVisible());
        QVERIFY(!opened->windowTitle().isEmpty());
        if (dialog != u"signOutBox"_s)
            verifyNamed(opened);
        QTest::keyClick(opened, Qt::Key_Escape);
        QTRY_VERIFY(!world.window->findChild<QDialog *>(dialog));
    }

    /// They refer to the Session; the other dialogs stay.
    void contactDialogsEndWithTheirSession()
    {
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        Q_EMIT world.window->chat()->contextMenuRequested(&world.at(u"foo@bar.com"_s), QPoint(10, 10));
        for (const char16_t *action :
             {u"addContactAction", u"requestsAction", u"importContactsAction", u"preferencesAction"})
            world.find<QAction>(action)->trigger();
        world.window->editStatus();
        world.window->openUri(u"xmpp:kenji@bar.com?remove"_s);
        const auto opened = {u"contactMenu",      u"addContactDialog", u"requestsDialog",
                             u"importFileDialog", u"statusDialog",     u"removeContactBox"};
        for (const char16_t *name : opened)
            QVERIFY2(world.find<QWidget>(name), qPrintable(QString::fromUtf16(name)));
        world.host->close();
        for (const char16_t *name : opened)
            QVERIFY2(!world.find<QWidget>(name), qPrintable(QString::fromUtf16(name)));
        QVERIFY(world.find<QDialog>(u"preferencesDialog"));
    }

    void checksAnAddressWhileItIsTyped()
    {
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        world.find<QAction>(u"addContactAction")->trigger();
        auto *dialog = world.find<QDialog>(u"addContactDialog");
        auto *address = in<QLineEdit>(dialog, u"contactAddressEdit");
        auto *add = in<QPushButton>(dialog, u"saveContactButton");
        auto *hint = in<QLabel>(dialog, u"contactHint");
        QVERIFY(!add->isEnabled());
        QTest::keyClicks(address, u"foo@bar.com"_s);
        QVERIFY(!add->isEnabled());
        QCOMPARE(plain(hint->text()), u"Foo Barrington is already in your contacts."_s);
        address->clear();
        QTest::keyClicks(address, u"joe@bar.com"_s);
        QVERIFY(!add->isEnabled());
        address->clear();
        QTest::keyClicks(address, u"d'artagnan@bar.com"_s);
        QVERIFY(add->isEnabled());
        QVERIFY2(hint->text().contains(u"d\\27artagnan@bar.com"_s), qPrintable(hint->text()));
    }

    void takesAPastedAddressAndNoBlankName()
    {
        GuiWorld world;
        world.openOnline();
        world.find<QAction>(u"addContactAction")->trigger();
        auto *dialog = world.find<QDialog>(u"addContactDialog");
        auto *address = in<QLineEdit>(dialog, u"contactAddressEdit");
        address->setText(u"\u200e\ufeff"_s);
        QVERIFY(in<QLabel>(dialog, u"contactHint")->text().startsWith(u"For example"_s));
        address->setText(u"\u200erosa@example.org\u200b"_s);
        in<QLineEdit>(dialog, u"contactNameEdit")->setText(u"\u00a0\u200b"_s);
        QVERIFY(in<QPushButton>(dialog, u"saveContactButton")->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!world.find<QDialog>(u"addContactDialog"));
        QCOMPARE(world.window->chat()->currentEndpoint(), &world.at(u"rosa@example.org"_s));
        // The roster gets the plain address and no name; the request for the presence has the same address.
        const auto hasPlainAddress = [](const QByteArray &frame, const QByteArray &attribute) {
            return frame.contains(attribute + "='rosa@example.org'") && !frame.contains("name=") &&
                   !frame.contains("\xe2\x80");
        };
        const auto &server = world.server;
        QTRY_VERIFY(
            std::any_of(server.requests.cbegin(), server.requests.cend(), [&](const QByteArray &frame) {
                return frame.contains("jabber:iq:roster") && hasPlainAddress(frame, "jid");
            }));
        QTRY_VERIFY(
            std::any_of(server.received.cbegin(), server.received.cend(), [&](const QByteArray &frame) {
                return frame.contains("type='subscribe'") && hasPlainAddress(frame, "to");
            }));
    }

    void addsAContact()
    {
        GuiWorld world;
        world.openOnline();
        world.find<QAction>(u"addContactAction")->trigger();
        auto *dialog = world.find<QDialog>(u"addContactDialog");
        in<QLineEdit>(dialog, u"contactLabelsEdit")->setText(u" Friends, Work ,Friends"_s);
        QTest::keyClicks(in<QLineEdit>(dialog, u"contactAddressEdit"), u"new@bar.com"_s);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!world.find<QDialog>(u"addContactDialog"));
        QCOMPARE(world.window->chat()->currentEndpoint(), &world.at(u"new@bar.com"_s));
        QTRY_VERIFY(std::any_of(world.server.received.cbegin(), world.server.received.cend(),
                                [](const QByteArray &frame) {
                                    return frame.contains("subscribe") && frame.contains("new@bar.com");
                                }));
    }

    void showsWhyAContactWasNotAdded()
    {
        GuiWorld world;
        world.openOnline();
        world.server.refusedNamespace = "jabber:iq:roster";
        world.find<QAction>(u"addContactAction")->trigger();
        auto *dialog = world.find<QDialog>(u"addContactDialog");
        QTest::keyClicks(in<QLineEdit>(dialog, u"contactAddressEdit"), u"new@bar.com"_s);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(in<QLabel>(dialog, u"contactHint")->text(), u"The server doesn’t allow this."_s);
        QVERIFY(in<QPushButton>(dialog, u"saveContactButton")->isEnabled());
    }

    void answersRequests()
    {
        GuiWorld world;
        world.openOnline();
        world.server.send("<presence xmlns='jabber:client' type='subscribe' from='stranger@bar.com'>"
                          "<status>It is me</status></presence>");
        auto *strip = world.find<QAbstractButton>(u"requestsButton");
        QTRY_VERIFY(strip->isVisible());
        QCOMPARE(strip->text(), u"1 request to see when you’re online"_s);
        QTest::mouseClick(strip, Qt::LeftButton);
        auto *dialog = world.find<QDialog>(u"requestsDialog");
        QVERIFY(dialog);
        auto *message = in<QLabel>(dialog, u"requestMessage:stranger@bar.com");
        QVERIFY(message);
        QCOMPARE(message->text(), u"It is me"_s);
        // A stranger has no name: the address is shown once.
        QVERIFY(in<QLabel>(dialog, u"requestName:stranger@bar.com")->isVisible());
        QCOMPARE(in<QLabel>(dialog, u"requestName:stranger@bar.com")->text(), u"stranger@bar.com"_s);
        QVERIFY(!in<QLabel>(dialog, u"requestAddress:stranger@bar.com")->isVisible());
        QTest::mouseClick(in<QPushButton>(dialog, u"acceptRequest:stranger@bar.com"), Qt::LeftButton);
        QTRY_VERIFY(!strip->isVisible());
        QTRY_VERIFY(in<QWidget>(dialog, u"noRequests")->isVisible());
        QTRY_VERIFY(std::any_of(world.server.received.cbegin(), world.server.received.cend(),
                                [](const QByteArray &frame) { return frame.contains("subscribed"); }));
    }

    void removesOnlyAfterAsking()
    {
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->openUri(u"xmpp:kenji@bar.com?remove"_s);
        auto *box = world.find<QDialog>(u"removeContactBox");
        QTest::mouseClick(in<QAbstractButton>(box, u"cancelButton"), Qt::LeftButton);
        QTRY_VERIFY(!world.find<QDialog>(u"removeContactBox"));
        QVERIFY(world.at(u"kenji@bar.com"_s).isContact());
    }

    void switchesTheLanguageWhileItRuns()
    {
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        world.find<QAction>(u"preferencesAction")->trigger();
        auto *dialog = world.find<QDialog>(u"preferencesDialog");
        auto *box = in<QComboBox>(dialog, u"languageBox");
        auto *sidebar = world.find<QWidget>(u"sidebar");
        auto *pane = world.find<QWidget>(u"threadPane");
        const auto choose = [&](const QString &code) {
            box->setCurrentIndex(box->findData(code));
            Q_EMIT box->activated(box->currentIndex());
            world.turn();
        };
        QVERIFY(sidebar->mapToGlobal(QPoint()).x() < pane->mapToGlobal(QPoint()).x());
        choose(u"de"_s);
        QCOMPARE(dialog->windowTitle(), u"Einstellungen"_s);
        QCOMPARE(world.find<QAbstractButton>(u"allTab")->text(), u"Alle"_s);
        choose(u"ar"_s);
        QVERIFY(QGuiApplication::isRightToLeft());
        QVERIFY(dialog->windowTitle() != u"Einstellungen"_s);
        // Mirrored: the list is on the right now.
        QTRY_VERIFY(sidebar->mapToGlobal(QPoint()).x() > pane->mapToGlobal(QPoint()).x());
        QCOMPARE(world.settings.text(SettingKey::Language), u"ar"_s);
        choose(u"en"_s);
        QVERIFY(!QGuiApplication::isRightToLeft());
        QCOMPARE(dialog->windowTitle(), u"Preferences"_s);
        QTRY_VERIFY(sidebar->mapToGlobal(QPoint()).x() < pane->mapToGlobal(QPoint()).x());
    }

    void everyLanguageSaysEverything_data()
    {
        QTest::addColumn<QString>("code");
        QTest::newRow("German") << u"de"_s;
        QTest::newRow("Arabic") << u"ar"_s;
    }

    /// No English is left on the screen.
    void everyLanguageSaysEverything()
    {
        QFETCH(QString, code);
        const auto texts = [](GuiWorld &world) {
            QMap<QString, QString> found;
            world.openOnline();
            for (const char16_t *action :
                 {u"addContactAction", u"requestsAction", u"preferencesAction", u"aboutAction"})
                world.find<QAction>(action)->trigger();
            const auto widgets = world.window->findChildren<QWidget *>();
            for (QWidget *widget : widgets) {
                if (qobject_cast<QLineEdit *>(widget))
                    continue;
                const QString text = widget->property("text").toString();
                if (text.contains(QRegularExpression(u"[a-z]{3}"_s)))
                    found.insert(widget->objectName(), text);
            }
            const auto actions = world.window->findChildren<QAction *>();
            for (QAction *action : actions) {
                if (!action->objectName().isEmpty())
                    found.insert(action->objectName(), action->text());
            }
            return found;
        };
        GuiWorld english;
        const auto before = texts(english);
        english.window.reset();
        GuiWorld other(code);
        const auto after = texts(other);
        // Same in both: names, examples.
        const QStringList allowed{u"ownName"_s, u"aboutTitle"_s, u"searchHint"_s, u"presenceOffline"_s};
        for (auto it = before.cbegin(); it != before.cend(); ++it) {
            if (allowed.contains(it.key()) || !after.contains(it.key()))
                continue;
            QVERIFY2(after.value(it.key()) != it.value(), qPrintable(it.key() + ": "_L1 + it.value()));
        }
        other.language.use(u"en"_s);
    }

    /// Opens the import of a file with `content`.
    static QDialog *startImport(GuiWorld &world, const QString &name, const QByteArray &content)
    {
        const QString path = world.folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return nullptr;
        file.close();
        world.window->importContacts(path);
        return world.find<QDialog>(u"importDialog");
    }
    /// True when the file has been read.
    static bool isImportRead(QDialog *dialog)
    {
        const auto isRead = [dialog] {
            return !in<QLabel>(dialog, u"importSummary")->text().startsWith(u"Reading"_s);
        };
        return dialog && QTest::qWaitFor(isRead, testPatienceMs);
    }

    void previewsAnImport()
    {
        GuiWorld world;
        world.openOnline({GuiWorld::contact(u"foo@bar.com"_s, u"Foo"_s)});
        const QString file = world.folder.filePath(u"contacts.csv"_s);
        QFile csv(file);
        QVERIFY(csv.open(QIODevice::WriteOnly));
        csv.write("address,name,labels\nfoo@bar.com,Foo,\nnew@bar.com,New One,Friends\n@@,Broken,\n");
        csv.close();
        world.window->importContacts(file);
        auto *dialog = world.find<QDialog>(u"importDialog");
        QVERIFY(dialog);
        auto *table = in<QTreeView>(dialog, u"importTable");
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->model()->index(0, 3).data().toString(), u"already added"_s);
        auto *go = in<QPushButton>(dialog, u"importButton");
        QCOMPARE(go->text(), u"&Add 1 contact"_s);
        // Wide enough for its text, like the other buttons.
        QVERIFY(go->width() >= go->fontMetrics().horizontalAdvance(u"Add 1 contact"_s) + 2 * 16);
        auto *problems = in<QPlainTextEdit>(dialog, u"importProblems");
        QTRY_VERIFY2(problems->toPlainText().startsWith(u"Line 4: "_s), qPrintable(problems->toPlainText()));
        verifyNamed(dialog);
        QTest::mouseClick(go, Qt::LeftButton);
        QTRY_VERIFY(in<QLabel>(dialog, u"importSummary")->text().contains(u"1 contact added"_s));
    }

    void listsSkippedContactsWithReasons()
    {
        GuiWorld world;
        world.openOnline();
        QDialog *dialog = startImport(world, u"contacts.csv"_s,
                                      "Name,JID,IM 1 - Service,IM 1 - Value\n"
                                      "Ada,,Skype,ada.okafor\n"
                                      "Bob,mailto:bob@bar.com,,\n"
                                      "Cy,cy@bar.com,,\n"
                                      "Den,xmpp:den@rooms.bar.com?join,,\n"
                                      "%3,,,\n"
                                      "Eve,\"eve@bar.com, <b>eve</b>\",,\n"
                                      "Fay,cy@bar.com,,\n"
                                      "Gus,,%L1,%2\n");
        QVERIFY(isImportRead(dialog));
        QCOMPARE(in<QTreeView>(dialog, u"importTable")->model()->rowCount(), 2);
        auto *problems = in<QPlainTextEdit>(dialog, u"importProblems");
        QTRY_COMPARE(problems->blockCount(), 7);
        QString text = problems->toPlainText();
        text.remove(QChar(0x2068)).remove(QChar(0x2069)); // The isolates around the file's content.
        QCOMPARE(
            text.split(u'\n'),
            (QStringList{u"Line 2: ada.okafor is an address on another network (Skype)"_s,
                         u"Line 3: bob@bar.com is an email address, not an XMPP address"_s,
                         u"Line 5: xmpp:den@rooms.bar.com?join is a group chat, not a person"_s,
                         u"Line 6: %3 has no XMPP address"_s, u"Line 7: <b>eve</b> isn’t a valid address"_s,
                         u"Line 8: cy@bar.com appears more than once"_s,
                         u"Line 9: %2 is an address on another network (%L1)"_s}));
        QVERIFY(in<QLabel>(dialog, u"importProblemsLabel")->text().contains(u"7"_s));
    }

    void anImportWarnsOfLookalikes()
    {
        GuiWorld world;
        world.openOnline({GuiWorld::contact(u"boss@bar.com"_s, u"<b>Boss</b> of all who work here"_s)});
        QDialog *dialog =
            startImport(world, u"contacts.csv"_s,
                        "Name,JID\nBo,bo@bar.com\n<b>B0ss</b> of all who work here,x@evil.com\n");
        QVERIFY(isImportRead(dialog));
        auto *table = in<QTreeView>(dialog, u"importTable");
        QVERIFY(table->model()->index(0, ImportListModel::Note).data().toString().isEmpty());
        const QModelIndex note = table->model()->index(1, ImportListModel::Note);
        QCOMPARE(note.data().toString(),
                 u"not your contact with this name: “\u2068<b>B0ss</b> of all who work here\u2069”"_s);
        // The tool tip has the whole note, as plain text.
        table->scrollTo(note);
        world.turn();
        const QPoint at = table->visualRect(note).center();
        QHelpEvent hover(QEvent::ToolTip, at, table->viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(table->viewport(), &hover);
        QVERIFY2(QToolTip::text().contains(u"&lt;b&gt;B0ss&lt;/b&gt; of all who work here"_s),
                 qPrintable(QToolTip::text()));
        QToolTip::hideText();
    }

    /// The server tells of each contact that is added, as real ones do.
    void addsWhatAnImportHolds()
    {
        GuiWorld world;
        world.server.pushesRoster = true;
        world.openOnline();
        QByteArray content = "Name,JID\n";
        for (int i = 0; i < 40; ++i)
            content += "User,u" + QByteArray::number(i) + "@bar.com\n";
        QDialog *dialog = startImport(world, u"contacts.csv"_s, content);
        QVERIFY(isImportRead(dialog));
        in<QPushButton>(dialog, u"importButton")->click();
        QTRY_COMPARE(in<QLabel>(dialog, u"importSummary")->text(), u"40 contacts added."_s);
        QVERIFY(world.at(u"u39@bar.com"_s).isContact());
        auto *model = in<QTreeView>(dialog, u"importTable")->model();
        QTRY_COMPARE(model->rowCount(), 40);
        QCOMPARE(model->index(39, ImportListModel::Note).data().toString(), u"already added"_s);
    }

    void aHugeImportStopsNothing()
    {
        GuiWorld world;
        world.openOnline();
        QByteArray content = "Name,JID\n";
        for (int i = 0; i < maxImportRows; ++i)
            content += "User,u" + QByteArray::number(i) + (i % 12 == 0 ? ":" : "") + "@bar.com\n";
        QDialog *dialog = startImport(world, u"huge.csv"_s, content);
        world.turn();
        StallWatch stalls;
        QVERIFY(isImportRead(dialog));
        const int bad = (maxImportRows + 11) / 12;
        QCOMPARE(in<QTreeView>(dialog, u"importTable")->model()->rowCount(), maxImportRows - bad);
        QTRY_COMPARE(in<QPlainTextEdit>(dialog, u"importProblems")->blockCount(), bad);
        QCOMPARE(in<QPushButton>(dialog, u"importButton")->text(), u"&Add 91,666 contacts"_s);
        qInfo("100,000 rows: the window stood still for %lld ms, %lld ms of them its own work",
              stalls.longest().wallMs, stalls.longest().busyMs);
    }
};

} // namespace roost

QTEST_MAIN(roost::TestDialogs)
#include "test_dialogs.moc"
