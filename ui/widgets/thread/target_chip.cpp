// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/target_chip.h"

#include "domain/contacts/endpoint.h"
#include "domain/threads/thread.h"
#include "models/message_wording.h"
#include "models/wording.h"
#include "widgets/controls/icon_button.h"
#include "widgets/look/presence_mark.h"
#include "widgets/look/remote_text.h"
#include "widgets/look/theme.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr int chipPadding = 6;

constexpr int widestChip = 220; ///< px of the design: a pane of the least width has room for it.
constexpr int widestEntry = 420;

/// QToolButton asks for two blanks behind its text, which would stand at the end of the chip only.
class ChipButton final : public QToolButton
{
public:
    using QToolButton::QToolButton;

    [[nodiscard]] QSize sizeHint() const override
    {
        const QSize whole = QToolButton::sizeHint();
        return {whole.width() - 2 * fontMetrics().horizontalAdvance(u' '), whole.height()};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
};

} // namespace

TargetChip::TargetChip(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_button(new ChipButton(this))
    , m_clear(new IconButton(context.theme, u"close"_s, this))
    , m_menu(new QMenu(m_button))
{
    setObjectName(u"targetBar"_s);
    m_button->setObjectName(u"targetChip"_s);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setAutoRaise(true);
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_clear->setObjectName(u"targetClear"_s);
    m_menu->setObjectName(u"targetMenu"_s);
    m_button->setMenu(m_menu);
    auto *row = new QHBoxLayout(this);
    // On both sides: margins do not change places in languages from right to left.
    row->setContentsMargins(chipPadding, 0, chipPadding, 0);
    row->setSpacing(2);
    row->addWidget(m_button);
    row->addWidget(m_clear);
    row->addStretch();
    connect(m_menu, &QMenu::aboutToShow, this, &TargetChip::fillMenu);
    connect(m_clear, &QAbstractButton::clicked, this, [this] { choose({}); });
    connect(&context.theme, &Theme::changed, this, &TargetChip::refresh);
    hide();
}

void TargetChip::setThread(Thread *thread)
{
    if (m_thread)
        disconnect(m_thread, nullptr, this, nullptr);
    m_thread = thread;
    if (thread)
        connect(thread, &Thread::targetChanged, this, &TargetChip::refresh);
    refresh();
}

bool TargetChip::isTargetThere() const
{
    return m_thread && m_thread->endpoint().connection(m_thread->target().resource) != nullptr;
}

void TargetChip::refresh()
{
    const bool hasTarget = m_thread && !m_thread->target().resource.isEmpty();
    setVisible(hasTarget || (m_thread && m_thread->endpoint().connections().size() > 1));
    if (isHidden())
        return;
    const Theme &theme = m_context.theme;
    setAccessibleName(tr("Recipient device"));
    m_menu->setAccessibleName(tr("Recipient device"));
    m_clear->setLabel(tr("Send to all devices again"));
    m_clear->setFixedSize(theme.scaled(24), theme.scaled(24));
    m_clear->setIconSize(QSize(theme.scaled(14), theme.scaled(14)));
    m_clear->setVisible(hasTarget);
    QString text = tr("To: all devices");
    QString tip = tr("Send to one device only");
    QString icon = u"users"_s;
    Token tint = Token::TextDim;
    if (hasTarget) {
        const Delivery &target = m_thread->target();
        const QString name = Wording::isolated(MessageWording::deliveryTarget(target).left(60));
        text =
            isTargetThere() ? tr("Only %1", "only laptop").arg(name) : tr("Only %1 (disconnected)").arg(name);
        tip = m_thread->endpoint().id().withResource(target.resource).toDisplayString();
        icon = deviceIconName(target.kind);
        tint = isTargetThere() ? Token::Accent : Token::Dnd;
    }
    m_button->setFont(theme.font(TextStyle::Small));
    m_button->setText(entryText(text, m_button->fontMetrics(), theme.scaled(widestChip)));
    m_button->setAccessibleName(text);
    m_button->setToolTip(toolTipText({tip}));
    m_button->setIcon(theme.icon(icon, tint));
    m_button->setIconSize(QSize(theme.scaled(16), theme.scaled(16)));
    update();
}

void TargetChip::fillMenu()
{
    m_menu->clear();
    if (!m_thread)
        return;
    auto *group = new QActionGroup(m_menu);
    const auto add = [&](const QString &resource, const QString &text, const QString &icon) {
        QAction *action =
            m_menu->addAction(m_context.theme.icon(icon, Token::TextDim),
                              entryText(text, m_menu->fontMetrics(), m_context.theme.scaled(widestEntry)));
        action->setObjectName(resource.isEmpty() ? u"targetAll"_s : u"target:"_s + resource);
        action->setCheckable(true);
        action->setChecked(m_thread->target().resource == resource);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, resource] { choose(resource); });
    };
    add({}, tr("All devices"), u"users"_s);
    m_menu->addSeparator();
    std::vector<Connection> connections = m_thread->endpoint().connections();
    std::sort(connections.begin(), connections.end(),
              [](const Connection &a, const Connection &b) { return a.resource() < b.resource(); });
    const qint64 nowMs = m_context.clock.nowMs();
    for (const Connection &connection : connections) {
        const QString text = tr("Only %1 · %2", "laptop · Conversations · active now")
                                 .arg(Wording::isolated(Wording::connectionName(
                                          connection.kind(), connection.resource(), connection.clientName())),
                                      Wording::connectionDetail(connection, nowMs));
        add(connection.resource(), text, deviceIconName(connection.kind()));
    }
}

void TargetChip::choose(const QString &resource)
{
    if (!m_thread)
        return;
    m_thread->setTarget(resource);
    Q_EMIT chosen();
}

void TargetChip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void TargetChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRect chip = m_button->geometry();
    if (!m_clear->isHidden())
        chip = chip.united(m_clear->geometry());
    const bool hasTarget = m_thread && !m_thread->target().resource.isEmpty();
    painter.setPen(m_button->hasFocus() ? QPen(m_context.theme.color(Token::Accent)) : QPen(Qt::NoPen));
    painter.setBrush(m_context.theme.color(hasTarget ? Token::Selection : Token::Chip));
    painter.drawRoundedRect(QRectF(chip).adjusted(0.5 - chipPadding, 0.5, chipPadding - 0.5, -0.5),
                            chip.height() / 2.0, chip.height() / 2.0);
}

} // namespace roost
