// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace roost {

/// Kinds of errors, as a closed set. Only ui/widgets/error_text turns a kind into a sentence for the user.
enum class ErrorKind : quint8 {
    None,
    // Network and server discovery
    NetworkUnreachable, ///< No route, refused, reset, name not resolved.
    Timeout,            ///< No answer within the limit.
    HostLookupFailed,   ///< Neither an explicit URL nor XEP-0156 host-meta gave a usable WebSocket URL.
    InsecureUrl,        ///< ws:// to something that is not loopback, or a redirect to http.
    NotWebSocket,       ///< The server answered, but not with an RFC 6455 upgrade for `xmpp`.
    ProxyRefused,       ///< The HTTP proxy refused or wants other credentials.
    // TLS
    CertificateWrongName, ///< detail = the name(s) the certificate is for.
    CertificateUntrusted, ///< Self-signed or unknown authority. detail = issuer.
    CertificateExpired,   ///< detail = end date, ISO 8601.
    CertificateInvalid,   ///< Anything else wrong with the certificate or the handshake.
    // Authentication
    WrongPassword,      ///< SASL not-authorized.
    AccountDisabled,    ///< SASL account-disabled.
    AuthDowngrade,      ///< The server offers less than it once did; nothing was sent.
    AuthNotSupported,   ///< No common SASL mechanism.
    ServerNotAuthentic, ///< SCRAM server signature wrong.
    PasswordNeeded,     ///< No password is known; ask the user.
    // Stream
    StreamConflict,    ///< <conflict/>: replaced by another session with the same resource.
    StreamError,       ///< detail = the defined condition (RFC 6120 §4.9.3).
    ProtocolViolation, ///< The peer sent something that RFC 6120/7395 forbids (limits, DTD, bad UTF-8…).
    ResourceLimit,     ///< policy-violation, resource-constraint.
    NotConnected,      ///< There is no stream now.
    // Stanza errors (RFC 6120 §8.3.3); detail = condition
    ItemNotFound,
    ServiceUnavailable,
    Forbidden,
    NotAllowed,
    BadRequest,
    RemoteServerNotFound,
    FeatureNotImplemented,
    StanzaRejected, ///< Any other stanza error.
    // Storage
    StorageFull,   ///< Disk full.
    StorageLocked, ///< Another process holds the database.
    StorageReadOnly,
    StorageCorrupt,
    StorageTooNew, ///< The file was written by a newer Roost.
    StorageFailed, ///< detail = SQLite's message.
    // Secrets
    KeychainUnavailable,
    KeychainDenied,
    // Input
    InvalidAddress,
    InvalidInput,
    FileUnreadable,
    Cancelled,
};

/// An error as a value: the kind, plus a technical detail (never shown alone; may be remote text, so show it
/// as plain text only).
struct Error
{
    ErrorKind kind = ErrorKind::None;
    QString detail;

    bool operator==(const Error &) const = default;
};

} // namespace roost

Q_DECLARE_METATYPE(roost::Error)
