// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/theme.h"

#include <QApplication>
#include <QTest>

#include <cmath>
#include <memory>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

/// WCAG 2.1, relative luminance and contrast ratio, written down a second time.
double luminance(const QColor &color)
{
    const auto channel = [](int value) {
        const double part = value / 255.0;
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(color.red()) + 0.7152 * channel(color.green()) + 0.0722 * channel(color.blue());
}

double ratio(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

const QList<Token> grounds{Token::Window,     Token::Sidebar,      Token::Panel, Token::Selection,
                           Token::BubbleMine, Token::BubbleTheirs, Token::Chip,  Token::Hover};

} // namespace

/// Contrast of texts and signs with their background, from the table of tokens: light, dark, and both with
/// high contrast.
class TestContrast : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    void ink(Token token, Token ground, double least) const
    {
        const double found = ratio(m_theme->readable(token, ground), m_theme->color(ground));
        QVERIFY2(found >= least, qPrintable(u"token %1 on %2: %3, wanted %4"_s.arg(int(token))
                                                .arg(int(ground))
                                                .arg(found, 0, 'f', 2)
                                                .arg(least)));
    }
    void sign(Token token, Token ground, double least) const
    {
        const double found = ratio(m_theme->color(token), m_theme->color(ground));
        QVERIFY2(found >= least, qPrintable(u"sign %1 on %2: %3, wanted %4"_s.arg(int(token))
                                                .arg(int(ground))
                                                .arg(found, 0, 'f', 2)
                                                .arg(least)));
    }

private Q_SLOTS:
    void theRulerIsRight()
    {
        QCOMPARE(ratio(Qt::white, Qt::black), 21.0);
        QVERIFY(std::abs(ratio(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
        QVERIFY(std::abs(ratio(QColor(0, 0, 255), Qt::white) - 8.59) < 0.01);
        QVERIFY(std::abs(contrastRatio(QColor(12, 90, 200), QColor(250, 240, 230)) -
                         ratio(QColor(12, 90, 200), QColor(250, 240, 230))) < 0.02);
    }

    void tokens_data()
    {
        QTest::addColumn<QByteArray>("desktop");
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("high");
        QTest::newRow("light") << QByteArray() << int(ThemeMode::Light) << false;
        QTest::newRow("dark") << QByteArray() << int(ThemeMode::Dark) << false;
        QTest::newRow("light, high contrast") << "HighContrast"_ba << int(ThemeMode::Light) << true;
        QTest::newRow("dark, high contrast") << "HighContrastInverse"_ba << int(ThemeMode::Dark) << true;
    }

    void tokens()
    {
        QFETCH(QByteArray, desktop);
        QFETCH(int, mode);
        QFETCH(bool, high);
        if (desktop.isEmpty())
            qunsetenv("GTK_THEME");
        else
            qputenv("GTK_THEME", desktop);
        m_theme = std::make_unique<Theme>(Surroundings::Fixed);
        m_theme->setMode(ThemeMode(mode));
        QCOMPARE(m_theme->isHighContrast(), high);

        // 1.4.3 text: 4.5; 1.4.6 for high contrast: 7 on the plain grounds.
        for (const Token ground : grounds) {
            for (const Token token : {Token::Text, Token::TextDim, Token::TextFaint, Token::Accent,
                                      Token::Available, Token::Away, Token::Dnd})
                ink(token, ground, 4.5);
        }
        sign(Token::OnAccent, Token::Accent, 4.5);
        for (const Token ground : {Token::Window, Token::Sidebar, Token::Panel}) {
            if (high) {
                for (const Token token : {Token::Text, Token::TextDim, Token::TextFaint})
                    sign(token, ground, 7);
                // 1.4.11, the edges of controls.
                sign(Token::Line, ground, 3);
            }
            sign(Token::Text, ground, 7);
            // 1.4.11, 2.4.11: the ring of the focus.
            sign(Token::Accent, ground, 3);
        }
    }

    void placeholdersAndDisabledTextCanBeRead()
    {
        qunsetenv("GTK_THEME");
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            m_theme = std::make_unique<Theme>(Surroundings::Fixed);
            m_theme->setMode(mode);
            const QPalette palette = m_theme->palette();
            QVERIFY(ratio(palette.color(QPalette::PlaceholderText), palette.color(QPalette::Base)) >= 4.5);
            QVERIFY(ratio(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase)) >= 4.5);
            QVERIFY(ratio(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >=
                    4.5);
            QVERIFY(ratio(palette.color(QPalette::Link), palette.color(QPalette::Base)) >= 4.5);
        }
    }
};

} // namespace roost

QTEST_MAIN(roost::TestContrast)
#include "test_contrast.moc"
