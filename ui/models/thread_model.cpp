// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/thread_model.h"

#include "domain/contacts/endpoint.h"
#include "models/message_wording.h"
#include "models/wording.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <iterator>
#include <utility>

namespace roost {

namespace {

QDate localDay(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms).date(); }

bool isSameGroup(const Message &a, const Message &b)
{
    return a.isOwn() == b.isOwn() && b.timeMs - a.timeMs < messageGroupMs &&
           localDay(a.timeMs) == localDay(b.timeMs);
}

QStringList deliveryTexts(const Message &message)
{
    QStringList texts;
    const QList<Delivery> deliveries = MessageWording::deliveries(message);
    for (const Delivery &delivery : deliveries)
        texts += MessageWording::delivery(MessageWording::deliveryTarget(delivery), delivery.state);
    return texts;
}

} // namespace

MessagePlace messagePlace(const std::vector<Message> &messages, qsizetype row)
{
    const Message &message = messages[std::size_t(row)];
    MessagePlace place{true, true, true};
    if (row > 0) {
        const Message &above = messages[std::size_t(row) - 1];
        place.startsDay = localDay(above.timeMs) != localDay(message.timeMs);
        place.startsGroup = place.startsDay || !isSameGroup(above, message);
    }
    if (std::size_t(row) + 1 < messages.size())
        place.endsGroup = !isSameGroup(message, messages[std::size_t(row) + 1]);
    return place;
}

ThreadModel::ThreadModel(Clock &clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_clock(clock)
    , m_day(clock)
{
    connect(&m_day, &DayWatch::dayChanged, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0), index(rowCount() - 1), {DayText});
    });
}

void ThreadModel::setThread(Thread *thread)
{
    if (m_thread == thread)
        return;
    beginResetModel();
    if (m_thread != nullptr)
        m_thread->disconnect(this);
    m_thread = thread;
    findLastOwn();
    m_gaps.clear();
    m_hasTopText = false;
    endResetModel();
    ++m_endChecks;
    m_isEndAwaited = false;
    setEndMissing(false);
    if (thread == nullptr)
        return;
    findGaps();
    checkEnd();
    follow(*thread);
}

void ThreadModel::follow(const Thread &thread)
{
    connect(&thread, &Thread::coverageChanged, this, &ThreadModel::retellGaps);
    connect(&thread, &Thread::coverageChanged, this, &ThreadModel::checkEnd);
    connect(&thread, &Thread::loadFinished, this, &ThreadModel::loaded);
    connect(&thread, &Thread::opened, this, &ThreadModel::opened);
    connect(&thread, &Thread::aboutToInsert, this,
            [this](int first, int last) { beginInsertRows({}, first, last); });
    connect(&thread, &Thread::inserted, this, &ThreadModel::inserted);
    connect(&thread, &Thread::changed, this, [this](int row) { tell(row, row); });
    connect(&thread, &Thread::aboutToReset, this, [this] { beginResetModel(); });
    connect(&thread, &Thread::reset, this, [this] {
        findLastOwn();
        m_gaps.clear();
        m_hasTopText = false;
        endResetModel();
    });
    connect(&thread, &Thread::aboutToReorder, this, [this] { Q_EMIT layoutAboutToBeChanged(); });
    connect(&thread, &Thread::reordered, this, [this] {
        findLastOwn();
        Q_EMIT layoutChanged();
    });
    connect(&thread, &Thread::loadFailed, this, &ThreadModel::loadFailed);
    connect(&thread, &QObject::destroyed, this, [this] {
        beginResetModel();
        m_thread = nullptr;
        m_lastOwn = -1;
        m_gaps.clear();
        ++m_endChecks;
        m_isEndAwaited = false;
        m_isEndMissing = false;
        endResetModel();
    });
}

int ThreadModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_thread == nullptr ? 0 : int(m_thread->messages().size());
}

const Message &ThreadModel::messageAt(int row) const { return m_thread->messages()[std::size_t(row)]; }

MessagePlace ThreadModel::placeAt(int row) const { return messagePlace(m_thread->messages(), row); }

QString ThreadModel::dayText(int row) const
{
    return Wording::day(localDay(messageAt(row).timeMs), localDay(m_clock.nowMs()));
}

QString ThreadModel::senderName(int row) const
{
    return messageAt(row).isOwn() ? tr("You") : m_thread->endpoint().displayName();
}

QString ThreadModel::quoteHead(int row, bool withDay) const
{
    const Message &message = messageAt(row);
    const QString time = Wording::clockTime(message.timeMs);
    const QString day = QLocale().toString(localDay(message.timeMs), QLocale::ShortFormat);
    const QString name = message.isOwn() && !m_ownName.isEmpty() ? m_ownName : senderName(row);
    return tr("[%1] %2: ", "time and name before a copied message")
        .arg(withDay ? tr("%1 %2", "day and time").arg(day, time) : time, name.simplified());
}

QString ThreadModel::accessibleText(int row) const
{
    QString text = MessageWording::row(messageAt(row), senderName(row));
    if (const QString above = gapText(row); !above.isEmpty())
        text = joined(above, text);
    return withEnd(row, text);
}

QString ThreadModel::withEnd(int row, const QString &text) const
{
    if (row != rowCount() - 1 || !m_isEndMissing)
        return text;
    return tr("%1. %2", "the last message; what stands below it").arg(text, endText());
}

QString ThreadModel::joined(const QString &above, const QString &below)
{
    return tr("%1. %2", "what stands above a message; the message").arg(above, below);
}

QVariant ThreadModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int row = index.row();
    const Message &message = messageAt(row);
    switch (role) {
    case Body:
        return MessageWording::text(message);
    case AccessibleText:
        return accessibleText(row);
    case Id:
        return message.key.id;
    case Mine:
        return message.isOwn();
    case TimeMs:
        return message.timeMs;
    case TimeText:
        return Wording::clockTime(message.timeMs);
    case State:
        return int(message.state);
    case StateText:
        return MessageWording::state(message.state);
    case StartsDay:
        return placeAt(row).startsDay;
    case DayText:
        return placeAt(row).startsDay ? dayText(row) : QString();
    case StartsGroup:
        return placeAt(row).startsGroup;
    case EndsGroup:
        return placeAt(row).endsGroup;
    case DeliveryTexts:
        return deliveryTexts(message);
    case GapText:
        return gapText(row);
    case TargetText:
        return MessageWording::onlyTarget(message);
    case ShowsDeliveries:
        return showsDeliveries(row);
    default:
        return {};
    }
}

QHash<int, QByteArray> ThreadModel::roleNames() const
{
    return {{Body, "body"},
            {AccessibleText, "accessibleText"},
            {Id, "id"},
            {Mine, "mine"},
            {TimeMs, "timeMs"},
            {TimeText, "timeText"},
            {State, "state"},
            {StateText, "stateText"},
            {StartsDay, "startsDay"},
            {DayText, "dayText"},
            {StartsGroup, "startsGroup"},
            {EndsGroup, "endsGroup"},
            {DeliveryTexts, "deliveries"},
            {GapText, "gap"},
            {TargetText, "target"},
            {ShowsDeliveries, "showsDeliveries"}};
}

void ThreadModel::findLastOwn()
{
    m_lastOwn = -1;
    if (m_thread == nullptr || !m_thread->isAtEnd())
        return;
    for (int row = rowCount() - 1; row >= 0 && m_lastOwn < 0; --row) {
        if (messageAt(row).isOwn())
            m_lastOwn = row;
    }
}

void ThreadModel::inserted(int first, int last)
{
    const int count = last - first + 1;
    const int ownBefore = m_lastOwn >= first ? m_lastOwn + count : m_lastOwn;
    findLastOwn();
    for (int &row : m_gaps)
        row += row >= first ? count : 0;
    endInsertRows();
    if (first == 0 && m_hasTopText && count < rowCount())
        tell(count, count);
    findGaps();
    // The neighbours' places in day and group may be other ones now.
    if (first > 0)
        tell(first - 1, first - 1);
    if (last + 1 < rowCount())
        tell(last + 1, last + 1);
    if (ownBefore >= 0 && ownBefore != m_lastOwn && ownBefore != first - 1 && ownBefore != last + 1)
        tell(ownBefore, ownBefore);
}

void ThreadModel::loaded()
{
    findGaps();
    checkEnd();
    const int before = m_lastOwn;
    findLastOwn();
    for (const int row : {before, m_lastOwn}) {
        if (row >= 0 && before != m_lastOwn)
            tell(row, row);
    }
}

bool ThreadModel::hasGap(int row) const { return std::binary_search(m_gaps.cbegin(), m_gaps.cend(), row); }

QString ThreadModel::gapText(int row) const
{
    if (row == 0 && m_hasTopText)
        return tr("Beginning of the conversation");
    if (!hasGap(row))
        return {};
    const QString since = QLocale().toString(localDay(messageAt(row).timeMs),
                                             tr("d MMMM yyyy", "date format: day, month and year"));
    return m_thread->coverage().isLoading
               ? tr("Complete since %1 · older messages are loading").arg(since)
               : tr("Complete since %1 · older messages aren’t loaded yet").arg(since);
}

void ThreadModel::findGaps()
{
    std::vector<int> before = std::exchange(m_gaps, {});
    const bool hadTopText = std::exchange(m_hasTopText, false);
    if (rowCount() == 0)
        return;
    const auto &messages = m_thread->messages();
    const ArchiveCoverage &coverage = m_thread->coverage();
    for (const ArchiveCoverage::Stretch &stretch : coverage.stretches) {
        if (stretch.reachesStart)
            continue;
        const auto first =
            std::partition_point(messages.cbegin(), messages.cend(), [&stretch](const Message &message) {
                return message.rowId != 0 && message.position < stretch.oldestPosition;
            });
        const int row = int(first - messages.cbegin());
        // Above the first one, unless the database has more, and that comes first.
        if (first != messages.cend() && (row > 0 || m_thread->isComplete()))
            m_gaps.push_back(row);
    }
    std::sort(m_gaps.begin(), m_gaps.end());
    m_gaps.erase(std::unique(m_gaps.begin(), m_gaps.end()), m_gaps.end());
    m_hasTopText = m_thread->isComplete() && coverage.isComplete();
    std::vector<int> other;
    std::set_symmetric_difference(before.cbegin(), before.cend(), m_gaps.cbegin(), m_gaps.cend(),
                                  std::back_inserter(other));
    if (m_hasTopText != hadTopText && (other.empty() || other.front() != 0))
        tell(0, 0);
    for (const int row : other) {
        if (row < rowCount())
            tell(row, row);
    }
}

void ThreadModel::retellGaps()
{
    const std::vector<int> before = m_gaps;
    findGaps();
    // Where they stay, they may say something else.
    for (const int row : before) {
        if (hasGap(row))
            tell(row, row);
    }
}

QString ThreadModel::endText() const { return m_isEndMissing ? tr("Newer messages are loading") : QString(); }

void ThreadModel::checkEnd()
{
    if (!m_thread->coverage().isEndMissing || !m_thread->isAtEnd()) {
        ++m_endChecks;
        m_isEndAwaited = false;
        setEndMissing(false);
        return;
    }
    if (m_isEndMissing || std::exchange(m_isEndAwaited, true))
        return;
    m_clock.after(endPatience, this, [this, check = ++m_endChecks] {
        if (check != m_endChecks)
            return;
        m_isEndAwaited = false;
        setEndMissing(true);
    });
}

void ThreadModel::setEndMissing(bool isMissing)
{
    if (std::exchange(m_isEndMissing, isMissing) == isMissing)
        return;
    Q_EMIT endTextChanged();
    if (const int last = rowCount() - 1; last >= 0)
        tell(last, last);
}

void ThreadModel::tell(int first, int last) { Q_EMIT dataChanged(index(first), index(last)); }

} // namespace roost
