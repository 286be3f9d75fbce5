// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/endpoint_ref.h"
#include "domain/contacts/notifier.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>

class QSystemTrayIcon;

namespace roost {

/// Parts of a message that a notification shows.
enum class MessageNotices : quint8 { None, Sender, SenderAndText };

/// A Notifier that reports the user's clicks. Main thread.
class PlatformNotifier : public QObject, public Notifier
{
    Q_OBJECT

public:
    using QObject::QObject;
    /// Maximum number of notifications per minute about people who are not contacts; further ones are merged
    /// into one.
    static constexpr int mostStrangers = 5;

    void setMessageNotices(MessageNotices notices) { m_notices = notices; }
    /// Where there is no other way, its balloons are used. May be null; may go before the notifier.
    virtual void setTrayIcon(QSystemTrayIcon *tray);

    void messageReceived(const Endpoint &endpoint, const QString &body) final;
    void cameOnline(const Endpoint &endpoint) final;
    void subscriptionRequested(const Endpoint &endpoint) final;
    void withdraw(const Endpoint &endpoint) final;

Q_SIGNALS:
    /// A notification about `about` was clicked. Its account need not be the one that is open by now. An
    /// empty EndpointRef::id asks for the window only.
    void threadRequested(const roost::EndpointRef &about);

protected:
    /// Shows a notification; it replaces an earlier one about the same Endpoint. Both texts are plain.
    virtual void show(const EndpointRef &about, const QString &title, const QString &text) = 0;
    virtual void close(const EndpointRef &about) = 0;

private:
    /// A flood of strangers is one notification.
    [[nodiscard]] bool isTooMuch(const Endpoint &endpoint);

    QElapsedTimer m_sinceStranger;
    int m_strangers = 0;
    MessageNotices m_notices = MessageNotices::SenderAndText;
};

/// The notifier of this system.
[[nodiscard]] std::unique_ptr<PlatformNotifier> makePlatformNotifier();

} // namespace roost
