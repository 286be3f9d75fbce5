// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/ui_context.h"

#include <QWidget>

namespace roost {

class AvatarLabel;
class Endpoint;
class IconButton;
class TextLabel;

/// The header of a thread: name and presence of the contact, and the switch of the panel.
class ThreadHeader : public QWidget
{
    Q_OBJECT

public:
    explicit ThreadHeader(const UiContext &context, QWidget *parent = nullptr);

    void setEndpoint(const Endpoint *endpoint);
    /// Reads the Endpoint again.
    void refresh();
    void setPanelShown(bool shown);

Q_SIGNALS:
    void panelToggled(bool shown);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void tick();

    UiContext m_context;
    const Endpoint *m_endpoint = nullptr;
    AvatarLabel *m_avatar;
    TextLabel *m_name;
    TextLabel *m_claim; ///< The name that a stranger claims, next to the address.
    TextLabel *m_summary;
    IconButton *m_panel;
    bool m_isTicking = false;
};

} // namespace roost
