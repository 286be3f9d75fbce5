// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"
#include "widgets/look/ui_context.h"

#include <QWidget>

namespace roost {

class Endpoint;

/// The picture of an Endpoint with its presence dot. The Endpoint must outlive the label's use of it.
class AvatarLabel : public QWidget
{
    Q_OBJECT

public:
    /// `size` in px of the design.
    AvatarLabel(const UiContext &context, int size, QWidget *parent = nullptr);

    /// nullptr shows nothing.
    void setEndpoint(const Endpoint *endpoint);
    /// Without a call, no dot is shown.
    void setPresence(Show show);
    /// Background colour around the dot.
    void setGround(int token);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void apply();

    UiContext m_context;
    const Endpoint *m_endpoint = nullptr;
    int m_size;
    int m_ground;
    Show m_show = Show::Offline;
    bool m_hasPresence = false;
};

} // namespace roost
