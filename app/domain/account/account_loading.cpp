// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/account/account_loading.h"

#include "base/answer.h"
#include "base/log_failure.h"
#include "domain/contacts/endpoint_directory.h"
#include "storage/user_database.h"

#include <QPromise>

#include <chrono>
#include <memory>

namespace roost {

namespace {
/// Wait between the head of the list and the reading of all contacts: the window paints the head meanwhile.
constexpr std::chrono::milliseconds headPaintTime(50);
} // namespace

AccountLoading::AccountLoading(Jid account, EndpointDirectory &directory, UserDatabase &database,
                               Clock &clock, QObject *parent)
    : QObject(parent)
    , m_account(std::move(account))
    , m_directory(directory)
    , m_database(database)
    , m_clock(clock)
{
}

QFuture<Status> AccountLoading::open(const QString &file, const QString &listOrder)
{
    auto answer = std::make_shared<QPromise<Status>>();
    answer->start();
    const Finish finish = [answer](const Status &status) {
        answer->addResult(status);
        answer->finish();
    };
    onAnswer(m_database.open(file), this, [this, finish, listOrder](const Status &opened) {
        if (opened)
            readListHead(listOrder, finish);
        else
            finish(opened);
    });
    return answer->future();
}

void AccountLoading::readListHead(const QString &listOrder, const Finish &finish)
{
    onAnswer(m_database.loadListHead(listOrder, m_account), this,
             [this, finish](const Result<ListHead> &head) {
                 if (head && head->isKept)
                     logFailure(m_database.forgetListHead(), this, "forgetting the head of the list");
                 if (!head || head->contacts.isEmpty()) {
                     readAll(finish);
                     return;
                 }
                 m_directory.loadHead(*head);
                 Q_EMIT listHeadLoaded();
                 m_clock.after(headPaintTime, this, [this, finish] { readAll(finish); });
             });
}

void AccountLoading::readAll(const Finish &finish)
{
    auto settings = m_database.loadSettings();
    auto contacts = m_database.loadContacts();
    onAnswer(settings, this, [this](const Result<QHash<QString, QString>> &loaded) {
        if (loaded)
            Q_EMIT settingsLoaded(*loaded);
    });
    onAnswer(contacts, this, [this, finish](const Result<QList<ContactRecord>> &loaded) {
        if (!loaded) {
            finish(unexpected(loaded.error()));
            return;
        }
        m_directory.load(*loaded);
        Q_EMIT contactsLoaded();
        finish(Done{});
    });
}

void AccountLoading::keepListHead(const QString &order, const QList<Jid> &byName)
{
    m_headOrder = order;
    m_firstByName = byName;
}

void AccountLoading::saveListHead()
{
    if (!m_headOrder.isEmpty())
        (void)m_database.saveListHead(m_headOrder, m_firstByName);
}

} // namespace roost
