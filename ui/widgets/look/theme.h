// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/theme_mode.h"
#include "widgets/look/emoji_font.h"

#include <QColor>
#include <QFont>
#include <QHash>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QPixmap>

#include <array>

class QApplication;

namespace roost {

class AppSettings;
class SystemAppearance;

/// The colours of the design, by purpose.
enum class Token : quint8 {
    Window,       ///< Thread, inputs.
    Sidebar,      ///< Contact list.
    Panel,        ///< Endpoint details.
    Line,         ///< 1 px separators, input borders.
    Text,         ///< Primary text.
    TextDim,      ///< Secondary text.
    TextFaint,    ///< Times, placeholders, section heads.
    Accent,       ///< Primary action, badge, focus ring.
    OnAccent,     ///< Text on accent.
    Selection,    ///< Selected row, inline warning.
    BubbleMine,   ///< Own messages.
    BubbleTheirs, ///< Others' messages.
    Chip,         ///< Chips, day divider, banners.
    Hover,        ///< Row hover.
    Available,    ///< Presence: available, chat.
    Away,         ///< Presence: away, extended away.
    Dnd,          ///< Presence: do not disturb.
    Offline,      ///< Presence: offline.
};
inline constexpr int tokenCount = int(Token::Offline) + 1;

/// The type sizes of the design; 13 px is the base, all grow with the system's font scale.
enum class TextStyle : quint8 {
    Body,       ///< 13
    BodyStrong, ///< 13 semibold: names.
    Small,      ///< 12: previews, details.
    Tiny,       ///< 11: times, chips.
    TinyStrong, ///< 11 semibold: badges, section heads.
    Title,      ///< 15 semibold: headers.
    Heading,    ///< 20 bold: sign-in, panel name.
};

/// What a theme follows.
enum class Surroundings : quint8 {
    Desktop, ///< Font, size, colours and contrast of the system.
    Fixed,   ///< One font at one size, nothing that slides: pictures of two runs are the same.
};

/// Colours, fonts and icons, light or dark, following the system unless the person chose. Switches at run
/// time: changed() follows and the application's palette is new. Made once in main() and handed to every
/// widget; must outlive them. Main thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(Surroundings surroundings = Surroundings::Desktop, QObject *parent = nullptr);
    ~Theme() override;

    /// Gives the application its style, palette and font, now and on every change.
    void applyTo(QApplication &application);

    [[nodiscard]] ThemeMode mode() const { return m_mode; }
    void setMode(ThemeMode mode);
    /// Takes the mode of the settings, now and on every change. `settings` outlives the theme.
    void follow(const AppSettings &settings);
    [[nodiscard]] bool isDark() const { return m_dark; }
    /// Nothing slides or fades, nothing waits to be shown.
    [[nodiscard]] bool isFixed() const { return m_surroundings == Surroundings::Fixed; }
    /// The system asks for more contrast.
    [[nodiscard]] bool isHighContrast() const { return m_highContrast; }

    [[nodiscard]] QColor color(Token token) const { return m_colors[std::size_t(token)]; }
    /// `foreground`, moved away from `background` until the contrast is at least 4.5:1 (WCAG 2 AA).
    [[nodiscard]] QColor readable(Token foreground, Token background) const;
    [[nodiscard]] QPalette palette() const;

    [[nodiscard]] QFont font(TextStyle style) const;
    /// Draws text with emoji. All text from users must be drawn by it.
    [[nodiscard]] const EmojiFont &emoji() const { return m_emoji; }
    /// A length of the design (px at 13 px text) in this font scale.
    [[nodiscard]] int scaled(int px) const;

    /// The line icon resources/icons/`name`.svg, tinted; disabled is faint. Does not follow later changes:
    /// ask again on changed().
    [[nodiscard]] QIcon icon(const QString &name, Token tint = Token::TextDim) const;
    /// The same as a pixmap of `size` px at `ratio` device pixels each; from a cache.
    [[nodiscard]] QPixmap pixmap(const QString &name, int size, qreal ratio, const QColor &tint) const;

Q_SIGNALS:
    /// Colours, fonts or contrast are other ones now.
    void changed();

private:
    void refresh();
    void loadColors();
    void loadFont();

    QApplication *m_application = nullptr;
    Surroundings m_surroundings;
    SystemAppearance *m_system = nullptr;
    ThemeMode m_mode = ThemeMode::System;
    bool m_dark = false;
    bool m_highContrast = false;
    qreal m_fontScale = 1.0;
    QFont m_base;
    EmojiFont m_emoji;
    std::array<QColor, tokenCount> m_colors;
    mutable std::array<std::array<QColor, tokenCount>, tokenCount> m_readable; ///< Invalid: not asked yet.
    mutable QHash<QString, QPixmap> m_pixmaps;
};

/// Ratio of the contrast of two opaque colours, 1 to 21 (WCAG 2.1).
[[nodiscard]] qreal contrastRatio(const QColor &a, const QColor &b);

} // namespace roost
