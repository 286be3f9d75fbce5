// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/highlight.h"

#include <QPainter>
#include <QTimer>

namespace roost {

namespace {
constexpr int frameWidth = 3;
} // namespace

Highlight::Highlight(QWidget &window, const QRect &part, std::chrono::milliseconds lasts) : QWidget(&window)
{
    setObjectName(QStringLiteral("automationHighlight"));
    setAccessibleName(tr("Frame around an element"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_DeleteOnClose);
    setGeometry(QRect(window.mapFromGlobal(part.topLeft()), part.size())
                    .adjusted(-frameWidth, -frameWidth, frameWidth, frameWidth));
    show();
    raise();
    QTimer::singleShot(lasts, this, &QWidget::close);
}

void Highlight::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(QPen(QColor(0xe0, 0x2d, 0x2d), frameWidth));
    painter.drawRect(rect().adjusted(1, 1, -2, -2));
}

} // namespace roost
