// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/reconnect_policy.h"

#include <algorithm>

namespace roost {

Remedy remedyOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::WrongPassword:
    case ErrorKind::AccountDisabled:
    case ErrorKind::PasswordNeeded:
    case ErrorKind::InvalidAddress:
    // Two programs that take the same resource from each other would never stop.
    case ErrorKind::StreamConflict:
        return Remedy::Person;
    case ErrorKind::InsecureUrl:
        return Remedy::Settings;
    case ErrorKind::None:
    case ErrorKind::NetworkUnreachable:
    case ErrorKind::Timeout:
    case ErrorKind::HostLookupFailed:
    case ErrorKind::NotWebSocket:
    case ErrorKind::ProxyRefused:
    // Nothing is sent to a server with a bad certificate, and another network may lead to another
    // certificate.
    case ErrorKind::CertificateWrongName:
    case ErrorKind::CertificateUntrusted:
    case ErrorKind::CertificateExpired:
    case ErrorKind::CertificateInvalid:
    // A server in the middle of an upgrade offers less, or nothing.
    case ErrorKind::AuthDowngrade:
    case ErrorKind::AuthNotSupported:
    case ErrorKind::ServerNotAuthentic:
    case ErrorKind::StreamError:
    case ErrorKind::ProtocolViolation:
    case ErrorKind::ResourceLimit:
    case ErrorKind::NotConnected:
    case ErrorKind::ItemNotFound:
    case ErrorKind::ServiceUnavailable:
    case ErrorKind::Forbidden:
    case ErrorKind::NotAllowed:
    case ErrorKind::BadRequest:
    case ErrorKind::RemoteServerNotFound:
    case ErrorKind::FeatureNotImplemented:
    case ErrorKind::StanzaRejected:
    case ErrorKind::StorageFull:
    case ErrorKind::StorageLocked:
    case ErrorKind::StorageReadOnly:
    case ErrorKind::StorageCorrupt:
    case ErrorKind::StorageTooNew:
    case ErrorKind::StorageFailed:
    case ErrorKind::KeychainUnavailable:
    case ErrorKind::KeychainDenied:
    case ErrorKind::InvalidInput:
    case ErrorKind::FileUnreadable:
    case ErrorKind::Cancelled:
        break;
    }
    return Remedy::Time;
}

ReconnectPolicy::Milliseconds ReconnectPolicy::next()
{
    const int failures = m_failures++;
    if (failures == 0)
        return Milliseconds(0);
    // 2, 4, 8, 16, 32, 60, 60... seconds; the mean is half of it.
    const qint64 cap = std::min<qint64>(firstCap.count() << std::min(failures - 1, 10), lastCap.count());
    const auto delay = Milliseconds(static_cast<qint64>(static_cast<double>(cap) * m_random()));
    return std::max(delay, floor);
}

void ReconnectPolicy::sessionLasted(Milliseconds duration)
{
    if (duration >= stable)
        m_failures = 0;
}

} // namespace roost
