// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/demo_device.h"
#include "demo/demo_world.h"

#include <QHash>
#include <QObject>
#include <QRandomGenerator>

#include <vector>

namespace roost {

/// Events of the demo world: contacts come, go and answer; the first contact greets the account. Main thread.
class DemoPlay : public QObject
{
    Q_OBJECT

public:
    DemoPlay(DemoWorld world, QUrl server, Clock &clock, IdSource &ids, QObject *parent = nullptr);
    ~DemoPlay() override;

    /// Gives everybody the picture from `folder`, one after the other, then finished().
    void furnish(const QString &folder);
    /// Lets it all happen, until the program ends.
    void play();

Q_SIGNALS:
    void finished(bool ok);

private:
    struct Person
    {
        DemoContact contact;
        std::vector<DemoDevice *> devices;
        qsizetype answered = 0;
    };
    DemoDevice *makeDevice(Person &person, const DemoDeviceSpec &spec);
    void furnishNext(const QString &folder, std::size_t index);
    void answer(Person &person, DemoDevice *device);
    void greet(qsizetype line);
    void stir();
    void tell(const QString &what) const;

    DemoWorld m_world;
    QUrl m_server;
    Clock &m_clock;
    IdSource &m_ids;
    std::vector<std::unique_ptr<Person>> m_people;
    QRandomGenerator m_random{20260101};
    bool m_greeted = false;
    bool m_received = false;
};

} // namespace roost
