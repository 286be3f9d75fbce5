// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// XML namespaces of the stream, and those that several extensions read. The namespace of a XEP with one
/// reader lives in its extension.
namespace roost::ns {

inline const QString client = QStringLiteral("jabber:client");
inline const QString framing = QStringLiteral("urn:ietf:params:xml:ns:xmpp-framing"); ///< RFC 7395 §3.3.
inline const QString streams = QStringLiteral("http://etherx.jabber.org/streams");
inline const QString streamErrors = QStringLiteral("urn:ietf:params:xml:ns:xmpp-streams");
inline const QString stanzaErrors = QStringLiteral("urn:ietf:params:xml:ns:xmpp-stanzas");
inline const QString sasl = QStringLiteral("urn:ietf:params:xml:ns:xmpp-sasl");
inline const QString sasl2 = QStringLiteral("urn:xmpp:sasl:2");             ///< XEP-0388.
inline const QString bind2 = QStringLiteral("urn:xmpp:bind:0");             ///< XEP-0386.
inline const QString fast = QStringLiteral("urn:xmpp:fast:0");              ///< XEP-0484.
inline const QString channelBinding = QStringLiteral("urn:xmpp:sasl-cb:0"); ///< XEP-0440.
inline const QString bind = QStringLiteral("urn:ietf:params:xml:ns:xmpp-bind");
inline const QString session =
    QStringLiteral("urn:ietf:params:xml:ns:xmpp-session");               ///< RFC 3921 §3, obsolete.
inline const QString streamManagement = QStringLiteral("urn:xmpp:sm:3"); ///< XEP-0198.
inline const QString carbons = QStringLiteral("urn:xmpp:carbons:2");     ///< XEP-0280.
inline const QString delay = QStringLiteral("urn:xmpp:delay");           ///< XEP-0203.
inline const QString receipts = QStringLiteral("urn:xmpp:receipts");     ///< XEP-0184.
inline const QString ping = QStringLiteral("urn:xmpp:ping");             ///< XEP-0199.

} // namespace roost::ns
