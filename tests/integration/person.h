// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "domain/account/session.h"
#include "domain/threads/thread.h"
#include "support/notifier_log.h"
#include "support/server_fixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace roost {

/// How long a test on a real server waits for anything.
constexpr int patienceMs = 15'000;

/// One device of one person: a Session with a folder of its own. `type` is the disco type, "phone";
/// "automation/toaster" names the category too.
class Person
{
public:
    Person(const TestServer &server, const QString &userName, const QString &device = QStringLiteral("test"),
           const QString &type = QStringLiteral("pc"), const QUrl &url = {})
        : user(userName)
    {
        config.account = Jid::fromWire(server.address(user));
        config.directory = m_folder.path();
        config.urls = {url.isEmpty() ? server.wsUrl() : url};
        config.resource = device;
        config.identity.name = QStringLiteral("Roost Test");
        config.identity.version = QStringLiteral("1");
        config.identity.category = type.contains(u'/') ? type.section(u'/', 0, 0) : QStringLiteral("client");
        config.identity.type = type.section(u'/', -1);
        begin();
    }

    /// Ends the program and starts it again on the same folder.
    void begin()
    {
        session.reset();
        session = std::make_unique<Session>(config, clock, ids, &notifier);
    }
    /// True when the database has been read.
    [[nodiscard]] bool open()
    {
        auto answer = session->open();
        return QTest::qWaitFor([&answer] { return answer.isFinished(); }, patienceMs) && answer.result();
    }
    void signIn() { session->signIn(TestServer::passwordOf(user)); }
    /// True when signed in, with the roster.
    [[nodiscard]] bool enter()
    {
        if (!open())
            return false;
        signIn();
        return isOnlineSoon();
    }
    [[nodiscard]] bool isOnlineSoon()
    {
        return QTest::qWaitFor(
            [this] { return session->state() == SessionState::Online && session->self().isOnline(); },
            patienceMs);
    }
    [[nodiscard]] bool leave()
    {
        session->signOut();
        return QTest::qWaitFor([this] { return session->state() == SessionState::Offline; }, patienceMs);
    }
    [[nodiscard]] Endpoint &endpoint(const Person &other) const
    {
        return session->directory().endpoint(other.config.account);
    }
    [[nodiscard]] Thread &thread(const Person &other) const { return session->thread(endpoint(other)); }
    /// Messages of the loaded thread with `other`, oldest first; "> " before our own.
    [[nodiscard]] QStringList talk(const Person &other) const
    {
        QStringList lines;
        for (const Message &message : thread(other).messages())
            lines.append((message.isOwn() ? QStringLiteral("> ") : QString()) + message.body());
        return lines;
    }
    /// Resources of the Connections of `other` as seen from here, sorted.
    [[nodiscard]] QStringList devicesOf(const Person &other) const
    {
        QStringList names;
        for (const Connection &connection : endpoint(other).connections())
            names.append(connection.resource());
        names.sort();
        return names;
    }

    SystemClock clock;
    RandomIdSource ids;
    NotifierLog notifier;
    QString user;
    SessionConfig config;
    std::unique_ptr<Session> session;

private:
    QTemporaryDir m_folder;
};

/// `a` and `b` become contacts of each other, by request and approval.
[[nodiscard]] inline bool befriend(Person &a, Person &b)
{
    (void)a.session->addContact(b.config.account, {}, {});
    if (!QTest::qWaitFor([&] { return b.endpoint(a).wantsUs(); }, patienceMs))
        return false;
    b.session->approveRequest(b.endpoint(a));
    // The approval asks back, and since `a` has begun it, `a` agrees by itself.
    return QTest::qWaitFor(
        [&] {
            return a.endpoint(b).subscription() == Subscription::Both &&
                   b.endpoint(a).subscription() == Subscription::Both && a.endpoint(b).isOnline() &&
                   b.endpoint(a).isOnline();
        },
        patienceMs);
}

} // namespace roost
