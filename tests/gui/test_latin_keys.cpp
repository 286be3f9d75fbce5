// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/patience.h"
#include "widgets/look/latin_keys.h"
#include "widgets/look/theme.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QWindow>

using namespace Qt::StringLiterals;

namespace roost {

/// Keys as X11 delivers them when no layout has Latin letters: Qt::Key is the letter's code point, the scan
/// code is the kernel's code plus 8.
class TestLatinKeys : public QObject
{
    Q_OBJECT

    static void press(QWidget &window, int key, quint32 scanCode, Qt::KeyboardModifiers modifiers,
                      const QString &text = {})
    {
        QKeyEvent event(QEvent::KeyPress, key, modifiers, scanCode, 0, 0, text);
        QCoreApplication::sendEvent(window.windowHandle(), &event);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>(Surroundings::Fixed);
        m_theme->applyTo(*qApp);
    }

    void init()
    {
        m_window = std::make_unique<QMainWindow>();
        m_field = new QLineEdit(m_window.get());
        m_window->setCentralWidget(m_field);
        m_window->show();
        m_window->activateWindow();
        m_field->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() { m_window.reset(); }

    void shortcutsWork_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<quint32>("scanCode");
        QTest::addColumn<QKeySequence>("shortcut");
        QTest::newRow("Cyrillic K") << 0x041b << 45u << QKeySequence(Qt::CTRL | Qt::Key_K);
        QTest::newRow("Cyrillic Q") << 0x0419 << 24u << QKeySequence(Qt::CTRL | Qt::Key_Q);
        QTest::newRow("Cyrillic comma") << 0x0411 << 59u << QKeySequence(Qt::CTRL | Qt::Key_Comma);
        QTest::newRow("Greek N") << 0x039d << 57u << QKeySequence(Qt::CTRL | Qt::Key_N);
        QTest::newRow("Hebrew K") << 0x05dc << 45u << QKeySequence(Qt::CTRL | Qt::Key_K);
        QTest::newRow("Arabic K") << 0x0646 << 45u << QKeySequence(Qt::CTRL | Qt::Key_K);
        QTest::newRow("Persian 1") << 0x06f1 << 10u << QKeySequence(Qt::CTRL | Qt::Key_1);
        QTest::newRow("mnemonic") << 0x0424 << 38u << QKeySequence(Qt::ALT | Qt::Key_A);
    }

    void shortcutsWork()
    {
        QFETCH(int, key);
        QFETCH(quint32, scanCode);
        QFETCH(QKeySequence, shortcut);
        QAction action;
        action.setShortcut(shortcut);
        m_window->addAction(&action);
        QSignalSpy triggered(&action, &QAction::triggered);
        press(*m_window, key, scanCode, shortcut[0].keyboardModifiers());
        QCOMPARE(triggered.size(), 1);
        // Only with its modifier.
        press(*m_window, key, scanCode, {}, QString(QChar(char16_t(key))));
        QCOMPARE(triggered.size(), 1);
        QCOMPARE(m_field->text(), QString(QChar(char16_t(key))));
    }

    void fieldsUnderstand()
    {
        m_field->setText(u"text"_s);
        press(*m_window, 0x0424, 38, Qt::ControlModifier); // Ctrl+A
        QCOMPARE(m_field->selectedText(), u"text"_s);
        press(*m_window, 0x0427, 53, Qt::ControlModifier); // Ctrl+X
        QCOMPARE(m_field->text(), QString());
        press(*m_window, 0x041c, 55, Qt::ControlModifier); // Ctrl+V
        QCOMPARE(m_field->text(), u"text"_s);
        press(*m_window, 0x042f, 52, Qt::ControlModifier); // Ctrl+Z
        QCOMPARE(m_field->text(), QString());
    }

    void signsCountOnlyWhereLettersAreForeign()
    {
        QAction action;
        action.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
        m_window->addAction(&action);
        QSignalSpy triggered(&action, &QAction::triggered);
        // Dvorak has an apostrophe in place of Q: the shortcut to quit must not fire.
        press(*m_window, Qt::Key_A, 38, {}, u"a"_s);
        press(*m_window, Qt::Key_Apostrophe, 24, Qt::ControlModifier);
        QCOMPARE(triggered.size(), 0);
        // Hebrew has a slash.
        press(*m_window, 0x05e9, 38, {}, u"\u05e9"_s);
        press(*m_window, Qt::Key_Slash, 24, Qt::ControlModifier);
        QCOMPARE(triggered.size(), 1);
    }

    void keysOfOtherPlacesStayThemselves()
    {
        QAction action;
        action.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_A));
        m_window->addAction(&action);
        QSignalSpy triggered(&action, &QAction::triggered);
        press(*m_window, 0x0424, 0, Qt::ControlModifier);   // Made by a program: no place at all.
        press(*m_window, 0x0424, 119, Qt::ControlModifier); // Delete.
        QCOMPARE(triggered.size(), 0);
        QCOMPARE(LatinKeys::latinKey(38), int(Qt::Key_A));
        QCOMPARE(LatinKeys::latinKey(58), int(Qt::Key_M));
        QCOMPARE(LatinKeys::latinKey(61), int(Qt::Key_Slash));
        QCOMPARE(LatinKeys::latinKey(19), int(Qt::Key_0));
        for (const quint32 none : {0u, 7u, 9u, 23u, 36u, 50u, 62u, 100'000u})
            QCOMPARE(LatinKeys::latinKey(none), 0);
    }

    void menusUnderstand()
    {
        QMenu menu(m_window.get());
        QAction *quit = menu.addAction(u"&Quit"_s);
        QAction *own = menu.addAction(u"&Файл"_s);
        QSignalSpy quits(quit, &QAction::triggered);
        QSignalSpy owns(own, &QAction::triggered);
        const auto pressIn = [&menu](int key, quint32 scanCode) {
            menu.popup(QPoint(0, 0));
            QKeyEvent event(QEvent::KeyPress, key, {}, scanCode, 0, 0, QString(QChar(char16_t(key))));
            QCoreApplication::sendEvent(&menu, &event);
        };
        pressIn(0x0419, 24); // At the place of Q.
        QTRY_COMPARE(quits.size(), 1);
        pressIn(0x0424, 38); // The letter itself comes first.
        QTRY_COMPARE(owns.size(), 1);
        QCOMPARE(quits.size(), 1);
    }

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QMainWindow> m_window;
    QLineEdit *m_field = nullptr;
};

} // namespace roost

QTEST_MAIN(roost::TestLatinKeys)
#include "test_latin_keys.moc"
