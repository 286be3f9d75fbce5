// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "domain/threads/thread.h"
#include "models/day_watch.h"

#include <QAbstractListModel>
#include <QPointer>

#include <vector>

namespace roost {

/// Place of a message among its neighbours.
struct MessagePlace
{
    bool startsDay = false;   ///< A day divider is above the message.
    bool startsGroup = false; ///< First bubble of its sender's group: bigger gap, avatar.
    bool endsGroup = false;   ///< Last bubble of its group.

    bool operator==(const MessagePlace &) const = default;
};

/// Messages of one sender closer together than this make one group.
inline constexpr qint64 messageGroupMs = 5 * 60 * 1000;

/// The place of message `row`, from its neighbours only. Days are local.
[[nodiscard]] MessagePlace messagePlace(const std::vector<Message> &messages, qsizetype row);

/// A Thread as rows: one for each message in memory, with its place in day and group. Main thread.
class ThreadModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role : int {
        Body = Qt::DisplayRole,
        AccessibleText = Qt::AccessibleTextRole, ///< QString: "Foo, 09:16, Hello, delivered to laptop".
        Id = Qt::UserRole + 1,                   ///< QString: the message's id, for tests and automation.
        Mine,                                    ///< bool.
        TimeMs,                                  ///< qint64, UTC.
        TimeText,                                ///< QString: "09:16".
        State,                                   ///< int: MessageState.
        StateText,                               ///< QString: "delivered" …
        StartsDay,                               ///< bool.
        DayText,                                 ///< QString: "Today"; empty without a divider.
        StartsGroup,                             ///< bool.
        EndsGroup,                               ///< bool.
        DeliveryTexts,                           ///< QStringList: "laptop delivered" …
        GapText,         ///< QString: text of the archive gap above the message; often empty.
        TargetText,      ///< QString: "only laptop"; empty = for all.
        ShowsDeliveries, ///< bool: it is the message that has the chips under it.
    };

    explicit ThreadModel(Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] Thread *thread() const { return m_thread; }
    /// nullptr empties it. One reset.
    void setThread(Thread *thread);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] const Message &messageAt(int row) const;
    [[nodiscard]] MessagePlace placeAt(int row) const;
    /// The delivery chips are below this message: our last one in the thread. (Earlier ones show a tick.)
    [[nodiscard]] bool showsDeliveries(int row) const { return row == m_lastOwn; }
    /// "Today" …; of the message's own day.
    [[nodiscard]] QString dayText(int row) const;
    /// "Complete since … · older messages are loading", if messages may be missing above `row`; "Beginning of
    /// the conversation" above the first message; else empty.
    [[nodiscard]] QString gapText(int row) const;
    /// Messages may be missing above `row`.
    [[nodiscard]] bool hasGap(int row) const;
    /// "Newer messages are loading", if messages may be missing at the end of the thread; else empty, also
    /// while the window is detached from the end. The text appears after endPatience, since most messages
    /// arrive earlier.
    [[nodiscard]] QString endText() const;
    static constexpr std::chrono::milliseconds endPatience{400};
    /// `text`, the spoken text of `row`, with endText() if the row is the last one.
    [[nodiscard]] QString withEnd(int row, const QString &text) const;
    /// Two parts of the spoken text of a row.
    [[nodiscard]] static QString joined(const QString &above, const QString &below);
    /// Name of the sender: the Endpoint's name, or "You".
    [[nodiscard]] QString senderName(int row) const;
    /// The wall clock or the time zone may have been set, or the machine slept (see DayWatch).
    void lookAtClock() { m_day.look(); }
    /// "[09:16] Foo: ", for a message that is copied together with others; with the day before the time if
    /// `withDay`.
    [[nodiscard]] QString quoteHead(int row, bool withDay) const;
    /// The name of this account's person, for copied messages; empty = "You".
    void setOwnName(const QString &name) { m_ownName = name; }
    [[nodiscard]] qint64 nowMs() const { return m_clock.nowMs(); }

Q_SIGNALS:
    /// The message of Thread::openAt() is in `row`; -1 if there is no such message.
    void opened(int row);
    /// The thread could not be read further.
    void loadFailed();
    void endTextChanged();

private:
    [[nodiscard]] QString accessibleText(int row) const;
    void follow(const Thread &thread);
    void inserted(int first, int last);
    /// A page has arrived; the window may have reached the end.
    void loaded();
    void tell(int first, int last);
    void findLastOwn();
    /// Finds the gaps again, and emits dataChanged for rows whose gap changed.
    void findGaps();
    void retellGaps();
    void checkEnd();
    void setEndMissing(bool isMissing);

    Clock &m_clock;
    DayWatch m_day;
    QPointer<Thread> m_thread;
    QString m_ownName;
    int m_lastOwn = -1;
    std::vector<int> m_gaps;   ///< Rows, sorted.
    bool m_hasTopText = false; ///< Row 0 says that it is the beginning.
    bool m_isEndMissing = false;
    bool m_isEndAwaited = false; ///< The patience with it is running.
    int m_endChecks = 0;
};

} // namespace roost
