// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/integrity_check.h"

#include "storage/sql_connection.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace roost {

IntegrityCheck::IntegrityCheck(QString file) : m_file(std::move(file))
{
    m_promise.start();
    m_thread = std::thread([this] { run(); });
}

IntegrityCheck::~IntegrityCheck()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
        if (m_connection)
            m_connection->interrupt();
    }
    m_thread.join();
}

void IntegrityCheck::run()
{
    Status found = unexpected(ErrorKind::Cancelled);
    auto connection = std::make_unique<SqlConnection>();
    const auto opened = connection->openToCheck(m_file);
    bool isWanted = false;
    {
        const std::lock_guard lock(m_mutex);
        isWanted = !m_isEnding;
        if (opened && isWanted)
            m_connection = std::move(connection);
    }
    if (isWanted)
        found = opened ? look() : opened;
    {
        const std::lock_guard lock(m_mutex);
        if (m_isEnding)
            found = unexpected(ErrorKind::Cancelled);
        if (m_connection)
            m_connection->closeUnmerged();
        m_connection.reset();
    }
    m_promise.addResult(std::move(found));
    m_promise.finish();
}

Status IntegrityCheck::look()
{
    const auto found = m_connection->text("PRAGMA quick_check(1)");
    if (!found)
        return unexpected(found.error());
    return *found == "ok"_L1 ? Status(Done{}) : Status(unexpected(ErrorKind::StorageCorrupt, *found));
}

} // namespace roost
