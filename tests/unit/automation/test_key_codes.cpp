// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/key_codes.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// Keys for the characters that W3C clients send.
class TestKeyCodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsKeys_data()
    {
        QTest::addColumn<uint>("sent");
        QTest::addColumn<int>("held");
        QTest::addColumn<int>("key");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, char32_t sent, int held, int key, const QString &text) {
            QTest::newRow(name) << uint(sent) << held << key << text;
        };
        row("letter", U'a', 0, Qt::Key_A, u"a"_s);
        row("capital", U'A', 0, Qt::Key_A, u"A"_s);
        row("with Shift", U'a', Qt::ShiftModifier, Qt::Key_A, u"A"_s);
        row("with Control", U'a', Qt::ControlModifier, Qt::Key_A, QString());
        row("digit", U'7', 0, Qt::Key_7, u"7"_s);
        row("umlaut", U'ü', 0, Qt::Key_Udiaeresis, u"ü"_s);
        row("emoji", U'😀', 0, Qt::Key_unknown, u"😀"_s);
        row("Arabic", U'س', 0, Qt::Key_unknown, u"س"_s);
        row("line feed", U'\n', 0, Qt::Key_Return, u"\r"_s);
        row("Enter", 0xe007, 0, Qt::Key_Enter, u"\r"_s);
        row("Tab", 0xe004, 0, Qt::Key_Tab, u"\t"_s);
        row("Shift Tab", 0xe004, Qt::ShiftModifier, Qt::Key_Backtab, u"\t"_s);
        row("Escape", 0xe00c, 0, Qt::Key_Escape, u"\x1b"_s);
        row("F1", 0xe031, 0, Qt::Key_F1, QString());
        row("F12", 0xe03c, 0, Qt::Key_F12, QString());
        row("pad 9", 0xe023, 0, Qt::Key_9, u"9"_s);
        row("pad minus", 0xe027, 0, Qt::Key_Minus, u"-"_s);
        row("Left", 0xe012, 0, Qt::Key_Left, QString());
        row("unassigned", 0xe030, 0, Qt::Key_unknown, QString());
    }

    void knowsKeys()
    {
        QFETCH(uint, sent);
        QFETCH(int, held);
        const KeyStroke stroke = strokeOf(char32_t(sent), Qt::KeyboardModifiers(held));
        QTEST(stroke.key, "key");
        QTEST(stroke.text, "text");
    }

    void knowsModifiers()
    {
        QCOMPARE(modifierOf(0xe008), Qt::ShiftModifier);
        QCOMPARE(modifierOf(0xe051), Qt::ControlModifier);
        QCOMPARE(modifierOf(0xe03d), Qt::MetaModifier);
        QCOMPARE(modifierOf(U'a'), Qt::NoModifier);
        QCOMPARE(strokeOf(0xe01a, {}).modifiers, Qt::KeyboardModifiers(Qt::KeypadModifier));
        QCOMPARE(strokeOf(U'A', {}).modifiers, Qt::KeyboardModifiers(Qt::ShiftModifier));
    }
};

} // namespace roost

QTEST_APPLESS_MAIN(roost::TestKeyCodes)
#include "test_key_codes.moc"
