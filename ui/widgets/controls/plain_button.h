// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace roost {

class Theme;

/// The buttons of the design that are no push buttons: text and a ground, nothing else. Main thread.
class PlainButton : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Kind : quint8 {
        Link,  ///< Accent text, as wide as it is.
        Pill,  ///< A tab: round, filled when checked.
        Strip, ///< A line over the whole width with a quiet fill; its text starts at the edge.
    };

    PlainButton(const Theme &theme, Kind kind, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] QFont textFont() const;
    [[nodiscard]] int padding() const;
    [[nodiscard]] int leastPadding() const;

    const Theme &m_theme;
    Kind m_kind;
};

} // namespace roost
