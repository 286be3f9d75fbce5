// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace roost {

class Theme;

/// A round button that floats over something else. Main thread.
class RoundButton final : public QToolButton
{
    Q_OBJECT

public:
    /// `icon` as Theme::icon() knows it; `theme` must outlive the button.
    RoundButton(const Theme &theme, const QString &icon, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_icon;
};

} // namespace roost
