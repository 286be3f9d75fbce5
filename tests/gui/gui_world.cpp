// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_world.h"

#include "domain/contacts/avatar_store.h"
#include "domain/threads/thread.h"
#include "gui/window_focus.h"

#include <QApplication>
#include <QTest>

namespace roost {

using namespace Qt::StringLiterals;

GuiWorld::GuiWorld(const QString &languageCode)
    : settings(folder.path())
    , context{theme, avatars, clock, settings, language}
{
    settings.setLanguage(languageCode);
    language.use(languageCode);
    theme.setMode(ThemeMode::Light);
    theme.applyTo(*qApp);
    SessionHost::Options options;
    options.transports = server.factory();
    options.servers = {QUrl(u"wss://bar.com/ws"_s)};
    host = std::make_unique<SessionHost>(settings, clock, ids, &secrets, nullptr, options);
}

void GuiWorld::showWindow()
{
    window = std::make_unique<MainWindow>(context, *host);
    window->show();
    QVERIFY(becomesActive(*window));
    host->start();
}

void GuiWorld::openAccount(const QList<ContactRecord> &contacts)
{
    settings.setAccount(Jid::fromWire(u"joe@bar.com"));
    window = std::make_unique<MainWindow>(context, *host);
    QObject::connect(host.get(), &SessionHost::sessionOpened, host.get(), [this](Session *session) {
        avatars.setSource(
            [session](const Endpoint &endpoint) { return session->avatars().picture(endpoint); });
    });
    window->show();
    QVERIFY(becomesActive(*window));
    host->start();
    QTRY_VERIFY_WITH_TIMEOUT(host->session() && window->chat(), testPatienceMs);
    for (const ContactRecord &contact : contacts)
        (void)session().directory().update(contact);
    if (auto *back = find<QAbstractButton>(u"readOfflineButton"))
        back->click();
    turn();
}

void GuiWorld::openOnline(const QList<ContactRecord> &contacts)
{
    for (const ContactRecord &contact : contacts) {
        QByteArray labels;
        for (const QString &label : contact.labels)
            labels += "<group>" + label.toHtmlEscaped().toUtf8() + "</group>";
        server.roster += "<item jid='" + contact.jid.toString().toHtmlEscaped().toUtf8() + "' name='" +
                         contact.name.toHtmlEscaped().toUtf8() + "' subscription='both'>" + labels +
                         "</item>";
    }
    openAccount(contacts);
    SignInRequest request;
    request.account = Jid::fromWire(u"joe@bar.com");
    request.password = server.password;
    request.servers = host->servers();
    host->signIn(request);
    QTRY_COMPARE_WITH_TIMEOUT(session().state(), SessionState::Online, testPatienceMs);
    turn();
}

Endpoint &GuiWorld::at(const QString &address)
{
    return session().directory().endpoint(Jid::fromWire(address));
}

void GuiWorld::message(const QString &thread, const QString &body, bool mine, qint64 timeMs,
                       MessageState state, const QList<DeliveryRecord> &deliveries)
{
    MessageRecord record;
    record.thread = Jid::fromWire(thread);
    record.id = u"m%1"_s.arg(++m_messages);
    record.rowId = m_messages;
    record.mine = mine;
    record.body = body;
    record.timeMs = timeMs;
    record.position = timeMs - clock.nowMs() - 1; // before all that the database has
    record.state = state;
    record.read = true;
    record.deliveries = deliveries;
    session().thread(at(thread)).insert(record);
}

void GuiWorld::connection(const QString &full, Show show, DeviceKind kind, const QString &client,
                          const QString &status)
{
    const Jid jid = Jid::fromWire(full);
    EndpointDirectory &directory = session().directory();
    directory.connectionAvailable(jid, Presence{show, status, {}}, 0, 0, clock.nowMs());
    directory.describeConnection(jid, kind, client, true);
}

void GuiWorld::turn()
{
    if (host->session())
        session().directory().changes().flush();
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
}

ContactRecord GuiWorld::contact(const QString &address, const QString &name, const QString &preview,
                                qint64 lastMs, int unread)
{
    ContactRecord record;
    record.jid = Jid::fromWire(address);
    record.name = name;
    record.inRoster = true;
    record.subscription = Subscription::Both;
    record.preview = preview;
    record.lastMessageMs = lastMs;
    record.unread = unread;
    return record;
}

QList<ContactRecord> GuiWorld::demoContacts(qint64 now)
{
    constexpr qint64 minute = 60'000;
    constexpr qint64 day = 24 * 60 * minute;
    QList<ContactRecord> contacts{
        contact(u"foo@bar.com"_s, u"Foo Barrington"_s, u"One send, three deliveries."_s, now - minute),
        contact(u"amelie@bar.com"_s, u"Amélie Marchand"_s, u"Shall we call at three?"_s, now - 15 * minute),
        contact(u"crew@bar.com"_s, u"Release crew"_s, u"Kenji: the installers are signed"_s,
                now - 22 * minute, 12),
        contact(u"kenji@bar.com"_s, u"Kenji Sato"_s, u"Are you there?"_s, now - 36 * minute, 1),
        contact(u"lindiwe@bar.com"_s, u"Lindiwe Okafor"_s, u"In a call · back at 11"_s, now - day),
        contact(u"robot@bar.com"_s, u"Robot Chicken"_s, u"build 4812 passed on all platforms"_s,
                now - day - minute, 2),
        contact(u"sofia@bar.com"_s, u"Sofia Vargas"_s, u"Thanks, that fixed it!"_s, now - 2 * day),
        contact(u"tariq@bar.com"_s, u"Tariq Wahid"_s, u"📎 contract-v3.odt"_s, now - 2 * day - minute),
        contact(u"phuong@bar.com"_s, u"Nguyễn Phương"_s, u"See you on Monday"_s, now - 10 * day),
    };
    contacts[1].previewMine = true;
    contacts[0].labels = {u"Friends"_s, u"Work"_s};
    return contacts;
}

void GuiWorld::demoPresences()
{
    connection(u"foo@bar.com/laptop.x1"_s, Show::Available, DeviceKind::Laptop, u"Roost 1.0"_s);
    connection(u"foo@bar.com/phone.x2"_s, Show::Away, DeviceKind::Phone, u"Conversations"_s);
    connection(u"foo@bar.com/toaster"_s, Show::Available, DeviceKind::Thing, u"slixmpp bot"_s);
    connection(u"amelie@bar.com/a"_s, Show::Available, DeviceKind::Laptop, u"Gajim"_s);
    connection(u"kenji@bar.com/a"_s, Show::Away, DeviceKind::Phone, u"Conversations"_s);
    connection(u"lindiwe@bar.com/a"_s, Show::DoNotDisturb, DeviceKind::Laptop, u"Gajim"_s);
    connection(u"lindiwe@bar.com/b"_s, Show::DoNotDisturb, DeviceKind::Phone, u"Conversations"_s);
    connection(u"robot@bar.com/ci"_s, Show::Available, DeviceKind::Web, u"CI"_s);
    turn();
}

void GuiWorld::demoThread()
{
    const QString foo = u"foo@bar.com"_s;
    const qint64 start = clock.nowMs() - 6 * 60'000;
    message(foo, u"Morning! Are the endpoint docs ready for review?"_s, false, start);
    message(foo, u"I only need the part on connections."_s, false, start + 1000);
    message(foo, u"Here you go: https://example.com/endpoints-guide.pdf"_s, true, start + 100'000,
            MessageState::Delivered);
    message(foo, u"You can read it on whatever is nearest 🙂"_s, true, start + 101'000,
            MessageState::Delivered);
    message(foo, u"Reading it on the phone already. The toaster got it too."_s, false, start + 180'000);
    const qint64 now = clock.nowMs();
    message(foo, u"One send, three deliveries. That is the whole idea."_s, true, start + 240'000,
            MessageState::Delivered,
            {{u"laptop.x1"_s, DeviceKind::Laptop, u"laptop"_s, DeliveryState::Read, now},
             {u"phone.x2"_s, DeviceKind::Phone, u"phone"_s, DeliveryState::Delivered, now},
             {u"toaster"_s, DeviceKind::Thing, u"toaster"_s, DeliveryState::Sent, now}});
    turn();
}

} // namespace roost
