// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/long_text.h"

#include <QPlainTextEdit>
#include <QTest>
#include <QTextBlock>
#include <QTextCursor>

using namespace Qt::StringLiterals;

namespace roost {

/// A text that is split internally behaves as one text for reading, editing and copying.
class TestLongText : public QObject
{
    Q_OBJECT

    static int longestBlock(const QTextDocument &document)
    {
        int longest = 0;
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
            longest = std::max(longest, block.length() - 1);
        return longest;
    }

    static QString filled(const QString &text)
    {
        QTextDocument document;
        QTextCursor cursor(&document);
        LongText::insert(cursor, text);
        return LongText::of(document);
    }

private Q_SLOTS:
    void keepsTextUnchanged_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("one line") << u"Hello"_s;
        QTest::newRow("breaks") << u"\na\n\nb\n"_s;
        QTest::newRow("no-break space") << u"42\u00a0km, 5\u202f000"_s;
        QTest::newRow("one word of 200,000") << QString(200'000, u'a');
        QTest::newRow("words") << u"some words and more "_s.repeated(2000);
        QTest::newRow("long paragraphs") << (QString(5000, u'x') + u'\n').repeated(4);
        QTest::newRow("families") << u"👨‍👩‍👧‍👦"_s.repeated(3000);
        QTest::newRow("flags") << u"🇩🇪"_s.repeated(3000);
        QTest::newRow("one letter with marks") << u"e"_s + QString(9000, u'\u0301');
    }

    void keepsTextUnchanged()
    {
        QFETCH(QString, text);
        QCOMPARE(filled(text), text);
    }

    void takesAllKindsOfLineEnds()
    {
        QCOMPARE(filled(u"a\r\nb\rc\u2028d\u2029e\nf"_s), u"a\nb\nc\nd\ne\nf"_s);
    }

    void isLaidOutInSmallPieces()
    {
        QTextDocument document;
        QTextCursor cursor(&document);
        LongText::insert(cursor, QString(200'000, u'a'));
        QVERIFY(longestBlock(document) <= LongText::blockLength);
        // No letter is torn apart.
        document.clear();
        LongText::insert(cursor, u"👨‍👩‍👧‍👦"_s.repeated(3000));
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
            QVERIFY(block.text().startsWith(u"👨"_s) && block.text().endsWith(u"👦"_s));
    }

    void insertionIsOneStepOfUndo()
    {
        QPlainTextEdit edit;
        QTextCursor cursor = edit.textCursor();
        LongText::insert(cursor, u"before "_s);
        LongText::insert(cursor, QString(9000, u'a') + u"\nb"_s);
        edit.undo();
        QCOMPARE(LongText::of(*edit.document()), u"before "_s);
        edit.redo();
        QCOMPARE(LongText::of(*edit.document()), u"before "_s + QString(9000, u'a') + u"\nb"_s);
    }

    void typingPartsToo()
    {
        QPlainTextEdit edit;
        new LongText::Keeper(*edit.document());
        QString typed(2 * LongText::blockLength - 10, u'x');
        edit.insertPlainText(typed);
        for (int i = 0; i < 50; ++i) {
            edit.insertPlainText(QString(QChar(u'a' + i % 26)));
            typed += QChar(u'a' + i % 26);
        }
        QCOMPARE(LongText::of(*edit.document()), typed);
        QVERIFY(longestBlock(*edit.document()) <= 2 * LongText::blockLength);
        QVERIFY(edit.document()->blockCount() > 1);
    }

    void breaksStayWhereTheyAre()
    {
        QPlainTextEdit edit; // A document reports changes only when it is laid out.
        QTextDocument &document = *edit.document();
        new LongText::Keeper(document);
        QTextCursor cursor(&document);
        const QString word(5000, u'x');
        LongText::insert(cursor, u"first\n"_s + word + u"\nlast"_s);
        // From the beginning of a paragraph into its continuation.
        cursor.setPosition(6);
        cursor.setPosition(6 + LongText::blockLength + 11, QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
        QCOMPARE(LongText::of(document),
                 u"first\n"_s + word.sliced(LongText::blockLength + 10) + u"\nlast"_s);
        document.undo();
        QCOMPARE(LongText::of(document), u"first\n"_s + word + u"\nlast"_s);
        // A break in the middle, and taken away.
        cursor.setPosition(6 + LongText::blockLength + 3);
        LongText::insertBreak(cursor);
        QCOMPARE(LongText::of(document), u"first\n"_s + word.left(LongText::blockLength + 2) + u'\n' +
                                             word.sliced(LongText::blockLength + 2) + u"\nlast"_s);
        cursor.deletePreviousChar();
        QCOMPARE(LongText::of(document), u"first\n"_s + word + u"\nlast"_s);
    }

    void theSelectionIsCopiedWithoutEdges()
    {
        QTextDocument document;
        QTextCursor cursor(&document);
        const QString text = u"a\u00a0b\n"_s + QString(5000, u'x') + u"\nend"_s;
        LongText::insert(cursor, text);
        cursor.select(QTextCursor::Document);
        QCOMPARE(LongText::selectedBy(cursor), text);
        cursor.setPosition(1);
        cursor.setPosition(5, QTextCursor::KeepAnchor);
        QCOMPARE(LongText::selectedBy(cursor), u"\u00a0b\nx"_s);
    }

    void deletionMeetsALetterAtEdges()
    {
        QTextDocument document;
        QTextCursor cursor(&document);
        LongText::insert(cursor, QString(2 * LongText::blockLength, u'x'));
        cursor.setPosition(LongText::blockLength + 1);
        QVERIFY(cursor.atBlockStart());
        LongText::stepOverEdge(cursor, false);
        cursor.deletePreviousChar();
        QCOMPARE(LongText::of(document).size(), 2 * LongText::blockLength - 1);
        LongText::stepOverEdge(cursor, true);
        cursor.deleteChar();
        QCOMPARE(LongText::of(document).size(), 2 * LongText::blockLength - 2);
    }
};

} // namespace roost

QTEST_MAIN(roost::TestLongText)
#include "test_long_text.moc"
