// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/contacts/change_bus.h"
#include "models/day_watch.h"
#include "models/endpoint_columns.h"
#include "models/name_order.h"

#include <QAbstractListModel>

#include <unordered_map>
#include <vector>

namespace roost {

class EndpointDirectory;

/// All listed Endpoints, sorted: threads by their last message, newest first; then the others, online before
/// offline, each by name as the language sorts. Follows the ChangeBus: exact rows, exact roles, once per
/// turn; one reset when the directory is loaded, or the rest of the rows when its head was there before. When
/// more than `bulkMoves` rows change place in one turn it sorts once and says layoutChanged (persistent
/// indexes and selections are kept). Main thread.
class EndpointListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr qsizetype bulkMoves = 48;

    /// Both must outlive the model.
    EndpointListModel(EndpointDirectory &directory, Clock &clock, QObject *parent = nullptr);
    ~EndpointListModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    /// nullptr outside 0..rowCount()-1.
    [[nodiscard]] Endpoint *endpointAt(int row) const;
    /// nullptr if no Endpoint has this address.
    [[nodiscard]] Endpoint *endpointWith(const Jid &address) const;
    /// -1 when it is not listed.
    [[nodiscard]] int rowOf(const Endpoint *endpoint) const;
    /// Name, nickname, address and labels, folded for searching (see foldForSearch()).
    [[nodiscard]] const QString &haystackAt(int row) const;

    /// How many have unread messages.
    [[nodiscard]] int unreadCount() const;
    /// While only the head of the list is loaded: the number of rows still missing after it.
    [[nodiscard]] int awaitedRows() const;
    [[nodiscard]] int onlineCount() const { return m_onlineCount; }

    /// Sorts and words by another language (after a switch of translation); one reset.
    void setLocale(const QLocale &locale);
    /// The wall clock or the time zone may have been set, or the machine slept (see DayWatch).
    void lookAtClock() { m_day.look(); }

Q_SIGNALS:
    /// unreadCount() or onlineCount() changed.
    void countsChanged();

private:
    struct Row;
    using Rows = std::vector<Row *>;

    void reload();
    void takeLoaded();
    void apply(const QList<ChangeBus::Change> &changes);
    void addRows(const std::vector<Endpoint *> &added);
    void removeEndpoints(const std::vector<Endpoint *> &removed);
    void mergeIn(const Rows &many, const Rows &few);
    void placeRows(const std::vector<Row *> &moved);
    void moveRow(Row &row);
    void beginSort();
    void endSort();
    void announce(const QList<ChangeBus::Change> &changed);
    void reportCounts(int unreadBefore, int onlineBefore);
    [[nodiscard]] Row &makeRow(Endpoint *endpoint);
    [[nodiscard]] bool isStale(const Row &row, EndpointChanges what) const;
    void refresh(Row &row) const;
    void updateFlags(Row &row);
    [[nodiscard]] qsizetype positionOf(const Row *row) const;
    [[nodiscard]] static bool sortsBefore(const Row *a, const Row *b);

    EndpointDirectory &m_directory;
    Clock &m_clock;
    DayWatch m_day;
    NameOrder m_order;
    std::unordered_map<const Endpoint *, Row> m_byEndpoint; ///< Owns the rows; they do not move in memory.
    Rows m_rows;                                            ///< Sorted by sortsBefore.
    QModelIndexList m_kept; ///< Persistent indexes during a sort, and their Endpoints.
    Rows m_keptRows;
    int m_unreadCount = 0;
    int m_onlineCount = 0;
};

} // namespace roost
