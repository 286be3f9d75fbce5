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
    [[nodiscard]] static QString failure(ErrorKind kind);
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
    return withServerWords(isReplaced ? tr("You signed in with the same name of connection somewhere else, "
                                           "so this one was ended.")
                                      : tr("The server ended the connection."),
                           detail);
}

QString ErrorText::network(const Error &error, const QString &server)
{
    switch (error.kind) {
    case ErrorKind::NetworkUnreachable:
        return tr("%1 cannot be reached. Is this computer online?").arg(server);
    case ErrorKind::Timeout:
        return tr("%1 does not answer.").arg(server);
    case ErrorKind::HostLookupFailed:
        return tr("%1 does not say where its chat service is. Is the address right? If you know the server's "
                  "URL, enter it in the connection settings.")
            .arg(server);
    case ErrorKind::InsecureUrl:
        return tr("The way to %1 is not encrypted. Nothing was sent.").arg(server);
    case ErrorKind::NotWebSocket:
        return tr("%1 answers, but not as a chat server. Nothing was sent.").arg(server);
    case ErrorKind::ProxyRefused:
        return tr("The proxy of this network refused the way to %1.").arg(server);
    default:
        return {};
    }
}

QString ErrorText::certificate(const Error &error, const QString &server)
{
    const QString detail = error.detail.simplified().left(maxDetail);
    switch (error.kind) {
    case ErrorKind::CertificateWrongName:
        return detail.isEmpty() ? tr("The server's certificate is not for %1. Nothing was sent.").arg(server)
                                : tr("The server's certificate is for %1, not %2. Nothing was sent.")
                                      .arg(Wording::isolated(detail), server);
    case ErrorKind::CertificateUntrusted:
        return detail.isEmpty()
                   ? tr("Nobody this computer trusts vouches for the certificate of %1. Nothing was sent.")
                         .arg(server)
                   : tr("The certificate of %1 was issued by %2, whom this computer does not trust. Nothing "
                        "was sent.")
                         .arg(server, Wording::isolated(detail));
    case ErrorKind::CertificateExpired: {
        const QDateTime end = QDateTime::fromString(detail, Qt::ISODate);
        return end.isValid() ? tr("The certificate of %1 ended on %2. Nothing was sent.")
                                   .arg(server, QLocale().toString(end.date(), QLocale::LongFormat))
                             : tr("The certificate of %1 has ended. Nothing was sent.").arg(server);
    }
    case ErrorKind::CertificateInvalid:
        return withDetail(tr("No safe connection to %1 could be made. Nothing was sent.").arg(server),
                          detail);
    default:
        return {};
    }
}

QString ErrorText::account(const Error &error, const QString &server)
{
    switch (error.kind) {
    case ErrorKind::WrongPassword:
        return withServerWords(tr("%1 does not accept this address and password.").arg(server), error.detail);
    case ErrorKind::AccountDisabled:
        return withServerWords(tr("%1 has switched this account off.").arg(server), error.detail);
    case ErrorKind::AuthDowngrade:
        return tr("%1 offers a weaker sign-in than it did before. The password was not sent.").arg(server);
    case ErrorKind::AuthNotSupported:
        return withServerWords(
            tr("%1 offers no way to sign in that is safe enough. The password was not sent.").arg(server),
            error.detail);
    case ErrorKind::ServerNotAuthentic:
        return tr("The server could not prove that it is %1. You are not signed in.").arg(server);
    case ErrorKind::PasswordNeeded:
        return tr("Please enter your password.");
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
        const QString sentence = tr("The server ended the connection.");
        return error.detail.contains(": "_L1) ? withServerWords(sentence, error.detail)
                                              : withDetail(sentence, error.detail);
    }
    case ErrorKind::ProtocolViolation:
        return withDetail(tr("The server sent something that is not allowed, so the connection was ended."),
                          error.detail);
    case ErrorKind::ResourceLimit:
        return withServerWords(tr("The server is at its limit. Please try again later."), error.detail);
    case ErrorKind::NotConnected:
        return tr("This works only while you are online.");
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
        return tr("That does not exist (any more).");
    case ErrorKind::ServiceUnavailable:
        return tr("The other side does not answer to this.");
    case ErrorKind::Forbidden:
        return tr("The server forbids this.");
    case ErrorKind::NotAllowed:
        return tr("The server does not allow this.");
    case ErrorKind::BadRequest:
        return tr("The server did not understand this.");
    case ErrorKind::RemoteServerNotFound:
        return tr("The server of that address cannot be found. Is the address right?");
    case ErrorKind::FeatureNotImplemented:
        return tr("The server cannot do this.");
    case ErrorKind::StanzaRejected:
        return tr("The server refused this.");
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
        return tr("Another program is using Roost's files.");
    case ErrorKind::StorageReadOnly:
        return tr("Roost is not allowed to write to its folder.");
    case ErrorKind::StorageCorrupt:
        return withDetail(tr("The file with the messages of this account is damaged and cannot be repaired. "
                             "It has been left as it is."),
                          error.detail);
    case ErrorKind::StorageTooNew:
        return tr(
            "The file of this account was written by a newer Roost. Please update this one; nothing was "
            "changed.");
    case ErrorKind::StorageFailed:
        return withDetail(tr("Roost's files cannot be used."), error.detail);
    default:
        return {};
    }
}

QString ErrorText::rest(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::KeychainUnavailable:
        return tr("This computer offers no keychain, so the password will be asked for each time.");
    case ErrorKind::KeychainDenied:
        return tr("The keychain did not give or take the password, so it will be asked for each time.");
    case ErrorKind::InvalidAddress:
        return tr("This is no address. An address looks like name@example.com.");
    case ErrorKind::InvalidInput:
        return withDetail(tr("This cannot be used."), error.detail);
    case ErrorKind::FileUnreadable:
        return withDetail(tr("The file cannot be read."), error.detail);
    case ErrorKind::Cancelled:
        return tr("Cancelled.");
    default:
        return {};
    }
}

QString ErrorText::failure(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::RemoteServerNotFound:
        return tr("not sent: their server cannot be found");
    case ErrorKind::ItemNotFound:
        return tr("not sent: there is nobody at this address");
    case ErrorKind::ServiceUnavailable:
        return tr("not sent: nobody takes messages at this address");
    case ErrorKind::Forbidden:
    case ErrorKind::NotAllowed:
        return tr("not sent: it is not allowed");
    case ErrorKind::Timeout:
        return tr("not sent: no answer");
    default:
        return tr("not sent");
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

QString messageFailureText(ErrorKind kind) { return ErrorText::failure(kind); }

} // namespace roost
