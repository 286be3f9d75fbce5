// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/theme.h"

#include "models/app_settings.h"
#include "widgets/look/roost_style.h"
#include "widgets/look/system_appearance.h"
#include "widgets/look/tinted_icon.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>
#include <QScreen>

#include <cmath>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

using Colors = std::array<QRgb, tokenCount>;

constexpr Colors lightColors{0xffffff, 0xf7f6f3, 0xfbfaf8, 0xe7e4de, 0x1f1d1a, 0x77726a,
                             0xa39e95, 0xc2410c, 0xffffff, 0xfde8d9, 0xfdeee2, 0xf3f1ed,
                             0xefece6, 0xefede8, 0x2f9e44, 0xe8a317, 0xd6336c, 0xb9b4ab};
constexpr Colors darkColors{0x17191d, 0x1c1f24, 0x1a1d21, 0x2b2f36, 0xeceae6, 0x9a968f,
                            0x6f6c67, 0xf0763a, 0x1a1206, 0x3a2a20, 0x3b2b21, 0x262a30,
                            0x2a2e35, 0x24282e, 0x51cf66, 0xfcc419, 0xf06595, 0x5d6068};

/// Size of the text that the design is drawn for, and of a desktop's usual 10 pt at 96 dpi.
constexpr qreal designPx = 13.0;
constexpr qreal usualPx = 10.0 * 96.0 / 72.0;

qreal luminance(const QColor &color)
{
    const auto linear = [](qreal channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// True if no desktop provides a font, so the font is only fontconfig's last resort.
bool isBareDesktop()
{
    const QString platform = QGuiApplication::platformName();
    if (platform == "offscreen"_L1 || platform == "minimal"_L1)
        return true;
    return platform == "xcb"_L1 && qEnvironmentVariableIsEmpty("XDG_CURRENT_DESKTOP") &&
           qEnvironmentVariableIsEmpty("DESKTOP_SESSION");
}

} // namespace

qreal contrastRatio(const QColor &a, const QColor &b)
{
    const qreal one = luminance(a) + 0.05;
    const qreal other = luminance(b) + 0.05;
    return std::max(one, other) / std::min(one, other);
}

Theme::Theme(Surroundings surroundings, QObject *parent)
    : QObject(parent)
    , m_surroundings(surroundings)
    , m_system(new SystemAppearance(surroundings == Surroundings::Desktop, this))
{
    loadFont();
    refresh();
    connect(m_system, &SystemAppearance::changed, this, &Theme::refresh);
}

Theme::~Theme() = default;

void Theme::applyTo(QApplication &application)
{
    m_application = &application;
    application.setStyle(new RoostStyle(*this)); // The application owns it.
    application.setFont(font(TextStyle::Body));
    application.setPalette(palette());
}

void Theme::setMode(ThemeMode mode)
{
    m_mode = mode;
    refresh();
}

void Theme::follow(const AppSettings &settings)
{
    const auto apply = [this, &settings] { setMode(themeModeOf(settings.text(SettingKey::Theme))); };
    connect(&settings, &AppSettings::changed, this, [apply](SettingKey key) {
        if (key == SettingKey::Theme)
            apply();
    });
    apply();
}

void Theme::refresh()
{
    const bool dark = m_mode == ThemeMode::System ? m_system->isDark() : m_mode == ThemeMode::Dark;
    const bool isFirst = !m_colors[0].isValid();
    if (!isFirst && dark == m_dark && m_highContrast == m_system->isHighContrast())
        return;
    m_dark = dark;
    m_highContrast = m_system->isHighContrast();
    loadColors();
    m_pixmaps.clear();
    if (m_application != nullptr)
        m_application->setPalette(palette());
    if (!isFirst)
        Q_EMIT changed();
}

void Theme::loadColors()
{
    const Colors &source = m_dark ? darkColors : lightColors;
    m_readable = {};
    for (std::size_t i = 0; i < source.size(); ++i)
        m_colors[i] = QColor(source[i]);
    if (!m_highContrast)
        return;
    const QColor full = m_dark ? Qt::white : Qt::black;
    for (const Token token : {Token::Text, Token::TextDim, Token::TextFaint, Token::Line, Token::Offline})
        m_colors[std::size_t(token)] = full;
    m_colors[std::size_t(Token::Window)] = m_colors[std::size_t(Token::Sidebar)] =
        m_colors[std::size_t(Token::Panel)] = m_dark ? Qt::black : Qt::white;
}

void Theme::loadFont()
{
    m_base = QGuiApplication::font();
    if (isFixed()) {
        // By name, as packages bring them; hinting and subpixels differ from screen to screen.
        m_emoji = EmojiFont(u"Noto Color Emoji"_s);
        m_base.setFamilies({u"Inter"_s, u"DejaVu Sans"_s, m_emoji.family()});
        m_base.setHintingPreference(QFont::PreferNoHinting);
        m_base.setStyleStrategy(QFont::NoSubpixelAntialias);
        m_base.setPixelSize(designPx);
        return;
    }
    const bool bare = isBareDesktop();
    const QFontInfo info(QGuiApplication::font());
    const HasFamily has = [](const QString &family) { return QFontDatabase::hasFamily(family); };
    m_emoji = EmojiFont(emojiFamily(has));
    QStringList families = textFamilies(info.family(), bare, has);
    // For text that Qt draws itself (fields, menus): an emoji in colour is better than one from an arbitrary
    // font.
    if (!m_emoji.family().isEmpty())
        families.append(m_emoji.family());
    m_base.setFamilies(families);
    m_fontScale = bare ? 1.0 : std::clamp(info.pixelSize() / usualPx, 1.0, 3.0);
    m_base.setPixelSize(int(std::lround(designPx * m_fontScale)));
}

QColor Theme::readable(Token foreground, Token background) const
{
    constexpr qreal wanted = 4.5;
    QColor &text = m_readable[std::size_t(foreground)][std::size_t(background)];
    if (text.isValid())
        return text;
    text = color(foreground);
    const QColor behind = color(background);
    // Towards black on light, towards white on dark, in small steps.
    for (int step = 0; step < 40 && contrastRatio(text, behind) < wanted; ++step)
        text = m_dark ? QColor::fromHslF(text.hslHueF(), text.hslSaturationF(),
                                         std::min(1.0F, text.lightnessF() + 0.02F))
                      : QColor::fromHslF(text.hslHueF(), text.hslSaturationF(),
                                         std::max(0.0F, text.lightnessF() - 0.02F));
    return text;
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const QColor &value) { palette.setColor(role, value); };
    set(QPalette::Window, color(Token::Panel));
    set(QPalette::WindowText, color(Token::Text));
    set(QPalette::Base, color(Token::Window));
    set(QPalette::AlternateBase, color(Token::Sidebar));
    set(QPalette::Text, color(Token::Text));
    set(QPalette::Button, color(Token::Window));
    set(QPalette::ButtonText, color(Token::Text));
    set(QPalette::BrightText, color(Token::OnAccent));
    set(QPalette::PlaceholderText, readable(Token::TextFaint, Token::Window));
    set(QPalette::Highlight, color(Token::Accent));
    set(QPalette::HighlightedText, color(Token::OnAccent));
    set(QPalette::Link, readable(Token::Accent, Token::Window));
    set(QPalette::LinkVisited, readable(Token::Accent, Token::Window));
    set(QPalette::ToolTipBase, color(Token::Chip));
    set(QPalette::ToolTipText, color(Token::Text));
    set(QPalette::Light, color(Token::Window));
    set(QPalette::Midlight, color(Token::Hover));
    set(QPalette::Mid, color(Token::Line));
    set(QPalette::Dark, color(Token::Line));
    set(QPalette::Shadow, color(Token::Offline));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(Token::TextFaint));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(Token::Chip));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, color(Token::TextDim));
    return palette;
}

QFont Theme::font(TextStyle style) const
{
    QFont font = m_base;
    const auto px = [&](int size) { font.setPixelSize(scaled(size)); };
    switch (style) {
    case TextStyle::Body:
        break;
    case TextStyle::BodyStrong:
        font.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Small:
        px(12);
        break;
    case TextStyle::Tiny:
        px(11);
        break;
    case TextStyle::TinyStrong:
        px(11);
        font.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Title:
        px(15);
        font.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Heading:
        px(20);
        font.setWeight(QFont::Bold);
        break;
    }
    return font;
}

int Theme::scaled(int px) const { return int(std::lround(px * m_fontScale)); }

QIcon Theme::icon(const QString &name, Token tint) const
{
    return QIcon(new TintedIcon(name, color(tint), color(Token::TextFaint)));
}

QPixmap Theme::pixmap(const QString &name, int size, qreal ratio, const QColor &tint) const
{
    const QString key = name + u'|' + QString::number(size) + u'|' + QString::number(ratio) + u'|' +
                        QString::number(tint.rgba(), 16);
    QPixmap &kept = m_pixmaps[key];
    if (kept.isNull())
        kept = TintedIcon::render(name, size, ratio, tint);
    return kept;
}

} // namespace roost
