// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/error_text.h"

#include "models/wording.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Only the translation context.
struct ErrorText
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    [[nodiscard]] static QString network(const Error &error, const QString &server);
    [[nodiscard]] static QString certificate(const Error &error, const QString &server);
    [[nodiscard]] static QString account(const Error &error, const QString &server);
    [[nodiscard]] static QString stream(const Error &error);
    [[nodiscard]] static QString stanza(const Error &error);
    [[nodiscard]] static QString stanzaSentence(ErrorKind kind);
    [[nodiscard]] static QString storage(const Error &error);
    [[nodiscard]] static QString rest(const Error &error);
    [[nodiscard]] static QString withDetail(const QString &sentence, const QString &detail);
    [[nodiscard]] static QString withServerWords(const QString &sentence, const QString &detail);
    [[nodiscard]] static QString conflict(const QString &detail);
};

constexpr qsizetype maxDetail = 200;

QString ErrorText::withDetail(const QString &sentence, const QString &detail)
{
    const QString line = detail.simplified().left(maxDetail);
    return line.isEmpty() ? sentence : tr("%1 (%2)").arg(sentence, Wording::isolated(line));
}

/// For a `detail` that errorDetail() made: the server's words, if it sent any, and the condition with them.
QString ErrorText::withServerWords(const QString &sentence, const QString &detail)
{
    const QString line = detail.simplified().left(maxDetail);
    const qsizetype colon = line.indexOf(": "_L1);
    if (colon < 0)
        return sentence;
    return tr("%1 The server says: %2 (%3)")
        .arg(sentence, Wording::isolated(line.sliced(colon + 2)), Wording::isolated(line.first(colon)));
}

QString ErrorText::conflict(const QString &detail)
{
    // Servers end a session with this condition for other reasons too: ejabberd when the account is removed.
    const bool isReplaced = !detail.contains(": "_L1) || detail.endsWith(": Replaced by new connection"_L1);
    return withServerWords(
        isReplaced
            ? tr("You signed in elsewhere under the same connection name, so this connection was closed.")
            : tr("The server closed the connection."),
        detail);
}

QString ErrorText::network(const Error &error, const QString &server)
{
    switch (error.kind) {
    case ErrorKind::NetworkUnreachable:
        return tr("%1 can’t be reached. Check your internet connection.").arg(server);
    case ErrorKind::Timeout:
        return tr("%1 isn’t responding. Try again later.").arg(server);
    case ErrorKind::HostLookupFailed:
        return tr("%1 doesn’t say where its chat service is. Check the address, or enter the server URL in "
                  "the connection settings.")
            .arg(server);
    case ErrorKind::InsecureUrl:
        return tr("The connection to %1 isn’t encrypted. Nothing was sent.").arg(server);
    case ErrorKind::NotWebSocket:
        return tr("%1 responded, but not as a chat server. Nothing was sent. Check the address and the "
                  "server URL.")
            .arg(server);
    case ErrorKind::ProxyRefused:
        return tr("This network’s proxy refused the connection to %1. Check the proxy settings of this "
                  "computer.")
            .arg(server);
    default:
        return {};
    }
}

QString ErrorText::certificate(const Error &error, const QString &server)
{
    const QString detail = error.detail.simplified().left(maxDetail);
    switch (error.kind) {
    case ErrorKind::CertificateWrongName:
        return detail.isEmpty() ? tr("The server’s certificate isn’t for %1. Nothing was sent.").arg(server)
                                : tr("The server’s certificate is for %1, not %2. Nothing was sent.")
                                      .arg(Wording::isolated(detail), server);
    case ErrorKind::CertificateUntrusted:
        return detail.isEmpty()
                   ? tr("This computer doesn’t trust the certificate of %1. Nothing was sent.").arg(server)
                   : tr("The certificate of %1 was issued by %2, which this computer doesn’t trust. Nothing "
                        "was sent.")
                         .arg(server, Wording::isolated(detail));
    case ErrorKind::CertificateExpired: {
        const QDateTime end = QDateTime::fromString(detail, Qt::ISODate);
        return end.isValid() ? tr("The certificate of %1 expired on %2. Nothing was sent. If the date of "
                                  "this computer is right, contact the server’s operator.")
                                   .arg(server, QLocale().toString(end.date(), QLocale::LongFormat))
                             : tr("The certificate of %1 has expired. Nothing was sent. If the date of this "
                                  "computer is right, contact the server’s operator.")
                                   .arg(server);
    }
    case ErrorKind::CertificateInvalid:
        return withDetail(
            tr("A secure connection to %1 couldn’t be established. Nothing was sent.").arg(server), detail);
    default:
        return {};
    }
}

QString ErrorText::account(const Error &error, const QString &server)
{
    switch (error.kind) {
    case ErrorKind::WrongPassword:
        return withServerWords(
            tr("%1 didn’t accept the address and password. Check them, then try again.").arg(server),
            error.detail);
    case ErrorKind::AccountDisabled:
        return withServerWords(tr("%1 has disabled this account. Contact the server’s operator.").arg(server),
                               error.detail);
    case ErrorKind::AuthDowngrade:
        return tr("%1 offers a less secure sign-in method than before. The password wasn’t sent.")
            .arg(server);
    case ErrorKind::AuthNotSupported:
        return withServerWords(
            tr("%1 offers no sign-in method that is secure enough. The password wasn’t sent.").arg(server),
            error.detail);
    case ErrorKind::ServerNotAuthentic:
        return tr("The server couldn’t prove that it is %1. You aren’t signed in.").arg(server);
    case ErrorKind::PasswordNeeded:
        return tr("Enter your password.");
    default:
        return {};
    }
}

QString ErrorText::stream(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::StreamConflict:
        return conflict(error.detail);
    case ErrorKind::StreamError: {
        const QString sentence = tr("The server closed the connection.");
        return error.detail.contains(": "_L1) ? withServerWords(sentence, error.detail)
                                              : withDetail(sentence, error.detail);
    }
    case ErrorKind::ProtocolViolation:
        return withDetail(tr("The server sent invalid data, so the connection was closed."), error.detail);
    case ErrorKind::ResourceLimit:
        return withServerWords(tr("The server has reached its limit. Try again later."), error.detail);
    case ErrorKind::NotConnected:
        return tr("You need to be online to do this.");
    default:
        return {};
    }
}

QString ErrorText::stanza(const Error &error)
{
    const QString sentence = stanzaSentence(error.kind);
    const bool isVague = error.kind == ErrorKind::BadRequest || error.kind == ErrorKind::StanzaRejected;
    if (sentence.isEmpty())
        return {};
    return isVague && !error.detail.contains(": "_L1) ? withDetail(sentence, error.detail)
                                                      : withServerWords(sentence, error.detail);
}

QString ErrorText::stanzaSentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::ItemNotFound:
        return tr("This address or item doesn’t exist.");
    case ErrorKind::ServiceUnavailable:
        return tr("The recipient can’t be reached or doesn’t support this.");
    case ErrorKind::Forbidden:
        return tr("You don’t have permission to do this.");
    case ErrorKind::NotAllowed:
        return tr("The server doesn’t allow this.");
    case ErrorKind::BadRequest:
        return tr("The server didn’t understand the request.");
    case ErrorKind::RemoteServerNotFound:
        return tr("The server of this address can’t be found. Check the address.");
    case ErrorKind::FeatureNotImplemented:
        return tr("The server doesn’t support this.");
    case ErrorKind::StanzaRejected:
        return tr("The server rejected the request.");
    default:
        return {};
    }
}

QString ErrorText::storage(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::StorageFull:
        return tr("The disk is full.");
    case ErrorKind::StorageLocked:
        return tr("Another program is using Roost’s files.");
    case ErrorKind::StorageReadOnly:
        return tr("Roost doesn’t have permission to write to its folder.");
    case ErrorKind::StorageCorrupt:
        return withDetail(
            tr("The message file of this account is damaged and can’t be repaired. It was left unchanged."),
            error.detail);
    case ErrorKind::StorageTooNew:
        return tr("The messages of this account were saved by a newer version of Roost. Nothing was changed. "
                  "Update Roost to open them.");
    case ErrorKind::StorageFailed:
        return withDetail(tr("Roost can’t use its files."), error.detail);
    default:
        return {};
    }
}

QString ErrorText::rest(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::KeychainUnavailable:
        return tr("This computer has no keychain, so Roost will ask for your password every time.");
    case ErrorKind::KeychainDenied:
        return tr("Roost couldn’t use the keychain, so it will ask for your password every time.");
    case ErrorKind::InvalidAddress:
        return tr("This isn’t a valid address. An address looks like name@example.com.");
    case ErrorKind::InvalidInput:
        return withDetail(tr("This input isn’t valid."), error.detail);
    case ErrorKind::FileUnreadable:
        return withDetail(tr("The file can’t be read."), error.detail);
    case ErrorKind::Cancelled:
        return tr("Cancelled.");
    default:
        return {};
    }
}

} // namespace

QString errorText(const Error &error, const QString &server)
{
    if (error.kind == ErrorKind::None)
        return {};
    const QString who = server.isEmpty() ? ErrorText::tr("The server") : Wording::isolated(server);
    for (const QString &text :
         {ErrorText::network(error, who), ErrorText::certificate(error, who), ErrorText::account(error, who),
          ErrorText::stream(error), ErrorText::stanza(error), ErrorText::storage(error),
          ErrorText::rest(error)}) {
        if (!text.isEmpty())
            return text;
    }
    return ErrorText::withDetail(ErrorText::tr("Something went wrong."), error.detail);
}

} // namespace roost
