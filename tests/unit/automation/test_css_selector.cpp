// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/css_selector.h"

#include <QHash>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

struct Node final : CssNode
{
    QString role;
    QString name;
    QStringList classes;
    QHash<QString, QString> attributes;
    QStringList flags;
    const Node *above = nullptr;
    int place = 0;
    int count = 1;

    const CssNode *parent() const override { return above; }
    QString tag() const override { return role; }
    QString id() const override { return name; }
    bool hasClass(const QString &wanted) const override { return classes.contains(wanted); }
    std::optional<QString> attribute(const QString &wanted) const override
    {
        const auto found = attributes.constFind(wanted);
        return found == attributes.cend() ? std::nullopt : std::optional(*found);
    }
    bool is(const QString &state) const override { return flags.contains(state); }
    int position() const override { return place; }
    int siblingCount() const override { return count; }
};

} // namespace

/// Which elements a selector means, and which selectors are none.
class TestCssSelector : public QObject
{
    Q_OBJECT

    Node window;
    Node pane;
    Node button;

private Q_SLOTS:
    void initTestCase()
    {
        window.role = u"window"_s;
        window.name = u"main"_s;
        pane.role = u"pane"_s;
        pane.name = u"side.bar"_s;
        pane.above = &window;
        button.role = u"button"_s;
        button.name = u"send"_s;
        button.classes = {u"QPushButton"_s, u"QWidget"_s};
        button.attributes = {
            {u"name"_s, u"Send now"_s}, {u"jid"_s, u"foo@bar.com"_s}, {u"lang"_s, u"en-GB"_s}};
        button.flags = {u"focus"_s, u"visible"_s};
        button.above = &pane;
        button.place = 2;
        button.count = 3;
    }

    void matches_data()
    {
        QTest::addColumn<QString>("selector");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *selector, bool expected) {
            QTest::newRow(selector) << QString::fromUtf8(selector) << expected;
        };
        row("button", true);
        row("*", true);
        row("pane", false);
        row("#send", true);
        row("#sent", false);
        row(".QPushButton.QWidget", true);
        row(".QLabel", false);
        row("button#send.QPushButton[name]:focus", true);
        row("[name]", true);
        row("[title]", false);
        row("[name='Send now']", true);
        row("[name=\"send now\"]", false);
        row("[name=\"send now\" i]", true);
        row("[ name = \"Send now\" ]", true);
        row("[name^='Send']", true);
        row("[name$=now]", true);
        row("[name*='d n']", true);
        row("[name*='']", false);
        row("[name~=now]", true);
        row("[name~=no]", false);
        row("[lang|=en]", true);
        row("[lang|=e]", false);
        row("[jid=\"foo@bar.com\"]", true);
        row("[jid='foo\\40 bar.com']", true);
        row(":focus:visible", true);
        row(":checked", false);
        row(":last-child", true);
        row(":first-child", false);
        row(":nth-child(3)", true);
        row(":nth-child( 1 )", false);
        row(":not(:checked)", true);
        row(":not(.QLabel, #send)", false);
        row("button:not([name*=')'])", true);
        row("window button", true);
        row("#main > pane > button", true);
        row("#main>pane>button", true);
        row("window > button", false);
        row("pane window button", false);
        row("#side\\.bar button", true);
        row("tab, button", true);
        row("tab , list", false);
    }

    void matches()
    {
        QFETCH(QString, selector);
        QString problem;
        const auto parsed = CssSelector::parse(selector, &problem);
        QVERIFY2(parsed, qPrintable(problem));
        QTEST(parsed->matches(button), "expected");
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("selector");
        for (const char *selector : {"",
                                     " ",
                                     "#",
                                     ".",
                                     "button >",
                                     "> button",
                                     "a,",
                                     ",a",
                                     "[",
                                     "[]",
                                     "[a",
                                     "[a=",
                                     "[a=']",
                                     "[a!=b]",
                                     "[a=b c]",
                                     ":unknown",
                                     ":",
                                     ":nth-child",
                                     ":nth-child()",
                                     ":nth-child(2n+1)",
                                     ":nth-child(2",
                                     ":not",
                                     ":not(",
                                     ":not()",
                                     ":not(:not(:not(:not(:not(a)))))",
                                     "a + b",
                                     "a ~ b",
                                     "a ! b",
                                     "a\\",
                                     "@media",
                                     "#1 ]"})
            QTest::newRow(selector) << QString::fromUtf8(selector);
        QTest::newRow("too long") << QString(5000, u'a');
    }

    void refuses()
    {
        QFETCH(QString, selector);
        QString problem;
        QVERIFY(!CssSelector::parse(selector, &problem));
        QVERIFY(!problem.isEmpty());
    }

    void findsExactValues()
    {
        QString problem;
        const auto exact = [&](const QString &text, const QString &name) {
            return CssSelector::parse(text, &problem)->exactValue(name);
        };
        QCOMPARE(exact(u"#list [jid='a@b']"_s, u"jid"_s), u"a@b"_s);
        QCOMPARE(exact(u"[jid^='a@b']"_s, u"jid"_s), QString());
        QCOMPARE(exact(u"[jid='a@b' i]"_s, u"jid"_s), QString());
        QCOMPARE(exact(u"[jid='a'], [jid='b']"_s, u"jid"_s), QString());
        QCOMPARE(exact(u"#a"_s, u"id"_s), u"a"_s);
        QVERIFY(!CssSelector::parse(u"#a"_s, &problem)->mayMatchTag(u"listitem"_s));
        QVERIFY(!CssSelector::parse(u"button[name=x]"_s, &problem)->mayMatchTag(u"listitem"_s));
        QVERIFY(CssSelector::parse(u"#a listitem[name=x]"_s, &problem)->mayMatchTag(u"listitem"_s));
        QCOMPARE(CssSelector::parse(u"#a > #b, [id=c]"_s, &problem)->ids(),
                 (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    }
};

} // namespace roost

QTEST_APPLESS_MAIN(roost::TestCssSelector)
#include "test_css_selector.moc"
