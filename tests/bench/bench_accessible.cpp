// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"
#include "bench/sample_data.h"

#include "base/clock.h"
#include "base/id_source.h"
#include "domain/contacts/change_bus.h"
#include "domain/contacts/endpoint_directory.h"
#include "domain/threads/outbox.h"
#include "domain/threads/thread.h"
#include "domain/threads/thread_updates.h"
#include "models/endpoint_filter_model.h"
#include "models/endpoint_list_model.h"
#include "widgets/contacts/contact_list_view.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/theme.h"
#include "widgets/thread/thread_view.h"

#include <QAccessible>
#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {

constexpr int rowCount = 10'000;
constexpr int insertCount = 1000;

/// Work of a naive screen reader: reads name, role, state and place of all descendants.
int lookUp(QAccessibleInterface &element, const QString &name)
{
    int seen = 1;
    if (element.text(QAccessible::Name) == name)
        return seen;
    (void)element.role();
    (void)element.state();
    (void)element.rect();
    for (int i = 0; i < element.childCount(); ++i) {
        if (QAccessibleInterface *child = element.child(i))
            seen += lookUp(*child, name);
    }
    return seen;
}

/// A conversation with the objects it needs; it sends no message, and its database is empty.
struct Conversation
{
    explicit Conversation(int count)
    {
        directory.load({sampleContact(0)});
        thread = std::make_unique<Thread>(directory.endpoint(sampleAddress(0)), directory, database, outbox,
                                          clock);
        for (int i = 0; i < count; ++i)
            say();
    }
    void say()
    {
        MessageRecord message = sampleMessage(said, 1);
        message.thread = sampleAddress(0);
        message.rowId = ++said;
        message.id = u"said-%1"_s.arg(said);
        message.timeMs = begunMs + said;
        thread->insert(message);
    }

    SystemClock clock;
    RandomIdSource ids;
    UserDatabase database;
    EndpointDirectory directory{sampleAccount(), clock};
    ThreadUpdates updates{directory, database};
    Outbox outbox{directory, database,
                  updates,   clock,
                  ids,       {[](XmlElement, const QString &) { return false; }, [] { return false; }}};
    std::unique_ptr<Thread> thread;
    qint64 begunMs = clock.nowMs() - 3'600'000;
    int said = 0;
};

} // namespace

void accessibleThread(const Report &report)
{
    Conversation conversation(rowCount);
    Theme theme(Surroundings::Fixed);
    AvatarCache avatars;
    ThreadView view(theme, avatars, conversation.clock);
    view.resize(700, 700);
    view.setThread(conversation.thread.get());
    view.show();
    QCoreApplication::processEvents();
    if (conversation.thread->messages().size() != std::size_t(rowCount))
        qFatal("%zu messages", conversation.thread->messages().size());
    QAccessible::setActive(true);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view);

    std::vector<double> lookUps;
    for (int round = 0; round < report.rounds; ++round)
        lookUps.push_back(timed([&] { (void)lookUp(*list, u"no message says this"_s); }));
    report({u"screen reader: look-up among 10,000 messages, a miss"_s, u"ms"_s, medianOf(lookUps), {}, 100});

    // New messages while all that is shown is read after each: the view follows them.
    double worst = 0;
    for (int i = 0; i < insertCount; ++i) {
        worst = std::max(worst, timed([&] {
                             conversation.say();
                             QCoreApplication::processEvents();
                             (void)lookUp(*list, u"no message says this"_s);
                         }));
    }
    QAccessible::setActive(false);
    report({u"screen reader: longest stall of 1,000 new messages"_s, u"ms"_s, worst, {}, 16});
}

void accessibleList(const Report &report)
{
    SystemClock clock;
    EndpointDirectory directory(sampleAccount(), clock);
    QList<ContactRecord> records;
    for (int i = 0; i < rowCount; ++i)
        records.append(sampleContact(i));
    directory.load(records);
    EndpointListModel model(directory, clock);
    EndpointFilterModel filter;
    filter.setSourceModel(&model);
    Theme theme(Surroundings::Fixed);
    AvatarCache avatars;
    ContactListView view(theme, avatars);
    view.setModel(&filter);
    view.resize(300, 700);
    view.show();
    QCoreApplication::processEvents();
    if (filter.rowCount() != rowCount)
        qFatal("%d rows", filter.rowCount());
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view);

    std::vector<double> lookUps;
    for (int round = 0; round < report.rounds; ++round)
        lookUps.push_back(timed([&] { (void)lookUp(*list, u"nobody of this name"_s); }));
    report({u"screen reader: look-up among 10,000 rows, a miss"_s, u"ms"_s, medianOf(lookUps), {}, 100});

    // New contacts while all that is shown is read after each.
    double worst = 0;
    for (int i = 0; i < insertCount; ++i) {
        ContactRecord record = sampleContact(rowCount + i);
        record.lastMessageMs = clock.nowMs() + i;
        worst = std::max(worst, timed([&] {
                             directory.update(record);
                             directory.changes().flush();
                             QCoreApplication::processEvents();
                             (void)lookUp(*list, record.name);
                         }));
    }
    report({u"screen reader: longest stall of 1,000 new rows on top"_s, u"ms"_s, worst, {}, 16});
}

} // namespace roost::bench
