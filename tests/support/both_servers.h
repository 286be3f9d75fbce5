// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/server_fixture.h"

#include <QTest>

#include <array>
#include <memory>

Q_DECLARE_METATYPE(roost::ServerKind)

namespace roost {

/// A row of test data for each of the two servers.
inline void eachServer(const char *column = "server")
{
    QTest::addColumn<ServerKind>(column);
    QTest::newRow("prosody") << ServerKind::Prosody;
    QTest::newRow("ejabberd") << ServerKind::Ejabberd;
}

/// One of each of the two servers, for all tests of a class.
class BothServers
{
public:
    /// False when one of them does not start; errorText() says why.
    [[nodiscard]] bool start(const ServerOptions &options = {})
    {
        for (const ServerKind kind : {ServerKind::Prosody, ServerKind::Ejabberd}) {
            auto &server = m_servers.at(std::size_t(kind));
            server = TestServer::create(kind, options);
            if (!server->start()) {
                m_errorText = server->errorText();
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] const QString &errorText() const { return m_errorText; }
    /// Not before start().
    [[nodiscard]] TestServer &of(ServerKind kind) const { return *m_servers.at(std::size_t(kind)); }

private:
    std::array<std::unique_ptr<TestServer>, 2> m_servers;
    QString m_errorText;
};

} // namespace roost
