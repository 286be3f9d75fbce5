// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/ui_context.h"

#include <QAbstractButton>

namespace roost {

class AvatarLabel;
class SessionHost;
class TextLabel;

/// Oneself: picture, name and presence; a button that opens the presence menu.
class OwnHeader : public QAbstractButton
{
    Q_OBJECT

public:
    OwnHeader(const UiContext &context, SessionHost &host, QWidget *parent = nullptr);

    void refresh();
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    UiContext m_context;
    SessionHost &m_host;
    AvatarLabel *m_avatar;
    TextLabel *m_name;
    TextLabel *m_presence;
};

} // namespace roost
