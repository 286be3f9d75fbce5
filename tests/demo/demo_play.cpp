// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demo_play.h"

#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace roost {

DemoPlay::DemoPlay(DemoWorld world, QUrl server, Clock &clock, IdSource &ids, QObject *parent)
    : QObject(parent)
    , m_world(std::move(world))
    , m_server(std::move(server))
    , m_clock(clock)
    , m_ids(ids)
{
    for (const DemoContact &contact : std::as_const(m_world.contacts)) {
        auto person = std::make_unique<Person>();
        person->contact = contact;
        for (const DemoDeviceSpec &spec : contact.devices)
            person->devices.push_back(makeDevice(*person, spec));
        m_people.push_back(std::move(person));
    }
}

DemoPlay::~DemoPlay() = default;

DemoDevice *DemoPlay::makeDevice(Person &person, const DemoDeviceSpec &spec)
{
    auto *device =
        new DemoDevice(person.contact.address, spec, m_world.account, m_server, m_clock, m_ids, this);
    const QString who = person.contact.address.toString() + u'/' + spec.resource;
    connect(device, &DemoDevice::failed, this, [this, who](const QString &why) { tell(who + u' ' + why); });
    connect(device, &DemoDevice::addressed, this, [this, &person, device](const Jid &from) {
        if (from.bare() == m_world.account)
            answer(person, device);
    });
    return device;
}

void DemoPlay::furnish(const QString &folder) { furnishNext(folder, 0); }

void DemoPlay::furnishNext(const QString &folder, std::size_t index)
{
    if (index == m_people.size()) {
        Q_EMIT finished(true);
        return;
    }
    Person &person = *m_people[index];
    QFile file(folder + u'/' + person.contact.picture);
    if (person.contact.picture.isEmpty() || !file.open(QIODevice::ReadOnly)) {
        furnishNext(folder, index + 1);
        return;
    }
    const QByteArray png = file.readAll();
    DemoDeviceSpec spec;
    spec.resource = u"photographer"_s;
    DemoDevice *device = makeDevice(person, spec);
    connect(device, &DemoDevice::online, device, [device, png] { device->publishPicture(png); });
    connect(device, &DemoDevice::failed, this, [this] { Q_EMIT finished(false); });
    connect(device, &DemoDevice::published, this, [this, device, folder, index](bool ok) {
        device->leave();
        if (!ok) {
            Q_EMIT finished(false);
            return;
        }
        furnishNext(folder, index + 1);
    });
    device->come(Show::ExtendedAway, {});
}

void DemoPlay::play()
{
    // The first contact at once with all it has, the others one after the other: one sees the list come
    // alive.
    auto delay = 0ms;
    for (const auto &person : m_people) {
        for (DemoDevice *device : person->devices) {
            if (device->spec().show == Show::Offline)
                continue;
            m_clock.after(delay, device,
                          [device] { device->come(device->spec().show, device->spec().status); });
            delay += person == m_people.front() ? 50ms : 150ms;
        }
    }
    Person &first = *m_people.front();
    connect(first.devices.front(), &DemoDevice::watchedAppeared, this, [this] {
        if (m_greeted)
            return;
        m_greeted = true;
        tell(m_world.account.toString() + " is online"_L1);
        greet(0);
    });
    connect(first.devices.front(), &DemoDevice::received, this, [this](const Jid &by) {
        if (!m_received)
            tell(by.bare().toString() + " has the message"_L1);
        m_received = true;
    });
    if (!m_world.stranger.address.isEmpty()) {
        auto *person = new Person{m_world.stranger, {}, 0};
        m_people.emplace_back(person);
        auto *device = makeDevice(*person, m_world.stranger.devices.constFirst());
        connect(device, &DemoDevice::online, this,
                [this, device] { device->askFor(m_world.account, m_world.strangerMessage); });
        m_clock.after(delay, device, [device] { device->come(Show::Available, {}); });
    }
    m_clock.after(delay + 2s, this, [this] { stir(); });
}

void DemoPlay::greet(qsizetype line)
{
    if (line >= m_world.greeting.size())
        return;
    m_clock.after(line == 0 ? 1500ms : 3500ms, this, [this, line] {
        m_people.front()->devices.front()->say(m_world.account, m_world.greeting[line]);
        greet(line + 1);
    });
}

void DemoPlay::answer(Person &person, DemoDevice *device)
{
    // One message reaches every Connection; the last one answers, which for the first contact is the thing.
    DemoDevice *speaker = nullptr;
    for (DemoDevice *candidate : person.devices) {
        if (candidate->isPresent())
            speaker = candidate;
    }
    if (device != speaker || person.contact.answers.isEmpty())
        return;
    const QString text = person.contact.answers[person.answered++ % person.contact.answers.size()];
    m_clock.after(1200ms, device, [this, device, text] { device->say(m_world.account, text); });
}

void DemoPlay::stir()
{
    Person &person = *m_people[m_random.bounded(static_cast<quint32>(m_people.size()))];
    if (!person.contact.settled && !person.devices.empty()) {
        DemoDevice *device = person.devices[m_random.bounded(static_cast<quint32>(person.devices.size()))];
        const DemoDeviceSpec &spec = device->spec();
        if (!device->isPresent())
            device->come(spec.show == Show::Offline ? Show::Available : spec.show, spec.status);
        else if (device->show() == Show::Available && m_random.bounded(2) == 0)
            device->appear(Show::Away, spec.status);
        else if (device->show() == Show::Away && m_random.bounded(2) == 0)
            device->appear(Show::Available, spec.status);
        else
            device->leave();
    }
    m_clock.after(std::chrono::milliseconds(1500 + m_random.bounded(2500)), this, [this] { stir(); });
}

void DemoPlay::tell(const QString &what) const
{
    std::fprintf(stdout, "%s\n", qUtf8Printable(what));
    std::fflush(stdout);
}

} // namespace roost
