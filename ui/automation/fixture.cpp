// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/fixture.h"

#include "base/answer.h"
#include "base/clock.h"
#include "models/app_settings.h"
#include "models/session_host.h"
#include "storage/user_database.h"

#include <QDir>

#include <algorithm>
#include <array>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;
/// Maximum number of rows; a larger fixture is a mistake.
constexpr int mostRows = 200'000;

QString fullName(int number)
{
    static const std::array first{u"Amelia"_s, u"Bruno"_s, u"Chiara"_s, u"Dmitri"_s, u"Esra"_s,
                                  u"Farid"_s,  u"Greta"_s, u"Hana"_s,   u"Ivo"_s,    u"Jamila"_s};
    static const std::array last{u"Abbott"_s,  u"Berg"_s,  u"Costa"_s,  u"Dubois"_s, u"Egger"_s,
                                 u"Fischer"_s, u"Gallo"_s, u"Haddad"_s, u"Ito"_s,    u"Jansen"_s};
    const QString name = first[std::size_t(number % 10)] + u' ' + last[std::size_t(number / 10 % 10)];
    return number < 100 ? name : name + u' ' + QString::number(number);
}

Jid addressOf(int number)
{
    return Jid::fromWire(QStringLiteral("contact%1@roost.test").arg(number + 1, 5, 10, QLatin1Char('0')));
}

QList<ContactRecord> contacts(int count)
{
    QList<ContactRecord> records;
    records.reserve(count);
    for (int i = 0; i < count; ++i) {
        ContactRecord record;
        record.jid = addressOf(i);
        record.name = fullName(i);
        record.labels = {i % 3 == 0 ? u"Friends"_s : u"Work"_s};
        record.subscription = Subscription::Both;
        record.inRoster = true;
        records.append(record);
    }
    return records;
}

QString bodyOf(int number)
{
    static const std::array bodies{u"Good morning!"_s,
                                   u"Shall we meet at three?"_s,
                                   u"The draft is in the shared folder, please have a look when you can."_s,
                                   u"Yes."_s,
                                   u"I will be late, the train stands still."_s,
                                   u"Thank you, that helped."_s,
                                   u"Which version is that?"_s};
    return bodies[std::size_t(number) % bodies.size()] + " ("_L1 + QString::number(number + 1) + u')';
}

/// One minute apart, the last one a minute before `nowMs`.
QList<MessageRecord> messages(const Fixture::Size &size, qint64 nowMs)
{
    QList<MessageRecord> records;
    if (size.contacts == 0)
        return records;
    records.reserve(size.messages);
    for (int i = 0; i < size.messages; ++i) {
        const bool isOther = i % 10 == 9 && size.contacts > 1;
        MessageRecord record;
        record.thread = addressOf(isOther ? 1 + i / 10 % (std::min(size.contacts, 50) - 1) : 0);
        record.id = record.senderId = QStringLiteral("fixture-%1").arg(i + 1);
        record.mine = i % 3 == 1;
        record.body = bodyOf(i);
        record.timeMs = nowMs - (size.messages - i) * minuteMs;
        record.state = record.mine ? MessageState::Delivered : MessageState::Received;
        record.read = true;
        records.append(record);
    }
    return records;
}

} // namespace

Fixture::Fixture(SessionHost &host, AppSettings &settings, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_settings(settings)
    , m_clock(clock)
{
}

Fixture::~Fixture() = default;

std::optional<Fixture::Size> Fixture::named(const QString &name)
{
    if (name == "empty"_L1)
        return Size{0, 0};
    if (name == "small"_L1)
        return Size{3, 30};
    if (name == "standard"_L1)
        return Size{10, 10'000};
    if (name == "large"_L1)
        return Size{10'000, 10'000};
    return {};
}

void Fixture::load(const Size &size, AnswerCommand answer)
{
    if (size.contacts < 0 || size.messages < 0 || size.contacts > mostRows || size.messages > mostRows) {
        answer(driverError(DriverErrorKind::InvalidArgument, u"so many cannot be made"_s));
        return;
    }
    if (m_host.account().isEmpty())
        m_settings.setAccount(Jid::fromWire(u"tester@roost.test"));
    m_host.close();
    const QString folder = m_settings.profile().accountDirectory(m_host.account());
    QDir(folder).removeRecursively();
    m_database = std::make_unique<UserDatabase>();
    onAnswer(m_database->open(Profile::databaseFile(folder)), this,
             [this, size, answer](const Status &status) {
                 if (status)
                     fill(size, answer);
                 else
                     answer(driverError(DriverErrorKind::UnknownError,
                                        "the database: "_L1 + status.error().detail));
             });
}

void Fixture::fill(const Size &size, const AnswerCommand &answer)
{
    onAnswer(m_database->applyContactChanges({contacts(size.contacts), {}, {}}), this, [](const Status &) {});
    EventBatch batch;
    batch.messages = messages(size, m_clock.nowMs());
    onAnswer(m_database->apply(std::move(batch)), this,
             [this, size, answer](const Result<ChangeList> &stored) {
                 m_database.reset(); // Writes pending changes and closes.
                 if (stored)
                     open(size, answer);
                 else
                     answer(driverError(DriverErrorKind::UnknownError,
                                        "the database: "_L1 + stored.error().detail));
             });
}

void Fixture::open(const Size &size, const AnswerCommand &answer)
{
    auto *once = new QObject(this);
    auto isTold = std::make_shared<bool>(false);
    const auto tell = [this, size, answer, once, isTold](bool works) {
        if (std::exchange(*isTold, true))
            return;
        once->deleteLater();
        if (!works) {
            answer(driverError(DriverErrorKind::UnknownError, u"the account cannot be opened"_s));
            return;
        }
        answer(QJsonObject{{"account"_L1, m_host.account().toString()},
                           {"contacts"_L1, size.contacts},
                           {"messages"_L1, size.messages}});
    };
    // After opening, the host looks for a password: it either asks for one or continues with the sign-in.
    connect(&m_host, &SessionHost::passwordNeeded, once, [tell] { tell(true); });
    connect(&m_host, &SessionHost::sessionOpened, once, [tell, once](Session *session) {
        connect(session, &Session::stateChanged, once, [tell](SessionState state) {
            if (state == SessionState::Connecting)
                tell(true);
        });
    });
    connect(&m_host, &SessionHost::openFailed, once, [tell] { tell(false); });
    m_host.start();
}

} // namespace roost
