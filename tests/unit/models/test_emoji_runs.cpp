// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/emoji_runs.h"

#include <QTest>

using namespace roost;
using namespace Qt::StringLiterals;

class TestEmojiRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("emoji");
        const auto row = [](const char *name, const QString &text, const QStringList &emoji) {
            QTest::newRow(name) << text << emoji;
        };
        row("nothing", {}, {});
        row("plain", u"0 a # * 12 é 王 ‑ “quoted” … 5€"_s, {});
        row("smile", u"hi 😀!"_s, {u"😀"_s});
        row("heart with U+FE0F", u"a ❤️ b"_s, {u"❤️"_s});
        row("heart without", u"a ❤ b"_s, {});
        row("coffee is one by itself", u"☕"_s, {u"☕"_s});
        row("coffee as text", u"☕\ufe0e"_s, {});
        row("keycap", u"1️⃣ 2"_s, {u"1️⃣"_s});
        row("keycaps side by side", u"#️⃣*️⃣"_s, {u"#️⃣*️⃣"_s});
        row("a digit with U+FE0F alone", u"1\ufe0f"_s, {});
        row("copyright", u"© ©️"_s, {u"©️"_s});
        row("flag", u"🇩🇪x"_s, {u"🇩🇪"_s});
        row("skin tone", u"👍🏽"_s, {u"👍🏽"_s});
        row("skin tone of a text sign", u"☝🏽"_s, {u"☝🏽"_s});
        row("family", u"👨‍👩‍👧"_s, {u"👨‍👩‍👧"_s});
        row("couple", u"👩‍❤️‍👨 ok"_s, {u"👩‍❤️‍👨"_s});
        row("rainbow flag", u"🏳️‍🌈"_s, {u"🏳️‍🌈"_s});
        row("rainbow flag, shortened", u"🏳‍🌈"_s, {u"🏳‍🌈"_s});
        row("flag of tags", u"🏴󠁧󠁢󠁳󠁣󠁴󠁿"_s, {u"🏴󠁧󠁢󠁳󠁣󠁴󠁿"_s});
        row("two apart", u"😀 ❤️"_s, {u"😀"_s, u"❤️"_s});
        row("joiners of other scripts", u"क्‍ष نمی‌خواهم"_s, {});
        row("arrow", u"→ ➡️ ➡"_s, {u"➡️"_s});
        row("half a pair", QString(QChar(0xd83d)), {});
        row("U+FE0F alone", u"\ufe0f"_s, {});
        row("letter with U+FE0F", u"a\ufe0f"_s, {});
    }
    void runs()
    {
        QFETCH(const QString, text);
        QFETCH(const QStringList, emoji);
        QStringList found;
        for (const TextRun &run : emojiRuns(text))
            found += text.mid(run.start, run.length);
        QCOMPARE(found, emoji);
    }
};

QTEST_GUILESS_MAIN(TestEmojiRuns)
#include "test_emoji_runs.moc"
