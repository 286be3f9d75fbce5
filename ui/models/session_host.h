// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/account/session.h"
#include "models/app_settings.h"
#include "storage/secret_store.h"

#include <QObject>

#include <memory>

namespace roost {

/// Input of the sign-in page.
struct SignInRequest
{
    Jid account;
    QString password;
    QList<QUrl> servers; ///< Empty = by the account's domain.
    bool keepSignedIn = false;
};

/// Owns the one Session: opens it from the profile, finds the password, signs in and out. The windows follow
/// its signals. Main thread.
class SessionHost : public QObject
{
    Q_OBJECT

public:
    /// Options from the command line.
    struct Options
    {
        Jid account;
        QList<QUrl> servers;
        QStringList caCertificateFiles;
        QString password;                        ///< Password from a password file; empty = none.
        XmppClient::TransportFactory transports; ///< For tests; empty = WebSockets.
    };

    /// References outlive the host. `secrets` may be null: then every start asks.
    SessionHost(AppSettings &settings, Clock &clock, IdSource &ids, SecretStore *secrets, Notifier *notifier,
                Options options, QObject *parent = nullptr);
    ~SessionHost() override;

    /// Opens the last account (if there is one) and signs in if a password is known; else passwordNeeded().
    void start();
    /// A person pressed Sign in. signedIn() or signInFailed() follows.
    void signIn(const SignInRequest &request);
    /// Closes the session that is open, if any; start() opens it again.
    void close();
    /// After openFailed(): another attempt with the same account, and with the sign-in if that was under way.
    void openAgain();
    /// Gives up a sign-in that is under way.
    void cancelSignIn();
    /// Offline and back, with the password of this run. The password stays known.
    void goOffline();
    void goOnline();
    /// Forgets the password, in the keychain too.
    void signOut();

    /// Null before the first account is opened.
    [[nodiscard]] Session *session() const { return m_session.get(); }
    /// The Session of `account`; an empty `account` is the one that is open. Null if that account is not
    /// open: the borders of the program (links, notifications, scripts) may name any account.
    [[nodiscard]] Session *sessionOf(const Jid &account) const;
    /// The account that the sign-in page shows first; may be empty.
    [[nodiscard]] Jid account() const;
    [[nodiscard]] QList<QUrl> servers() const;
    /// True if there is a keychain (it may still refuse).
    [[nodiscard]] bool hasSecretStore() const { return m_secrets != nullptr; }
    /// All contacts are there, not only the head of the list.
    [[nodiscard]] bool isLoaded() const { return m_open; }
    /// A sign-in that a person started is under way.
    [[nodiscard]] bool isSigningIn() const { return m_signingIn; }

Q_SIGNALS:
    /// The Session is open: its list is loaded, or the head of the list, and the rest follows soon. The
    /// Session may be online or not.
    void sessionOpened(roost::Session *session);
    /// After sessionOpened(): all contacts are loaded.
    void sessionLoaded();
    /// The Session goes; let go of all of it now.
    void sessionClosing();
    /// The user database cannot be used.
    void openFailed(const roost::Error &error);
    /// The sign-in page should come. `why` is None when there simply is no password.
    void passwordNeeded(const roost::Error &why);
    /// The first sign-in that a person asked for worked.
    void signedIn();
    /// The sign-in failed; no automatic retry follows.
    void signInFailed(const roost::Error &error);
    /// The password could not be kept in the keychain; it will be asked again next time.
    void passwordNotKept(const roost::Error &error);

private:
    void openAccount(const Jid &account, const QList<QUrl> &servers);
    void closeSession();
    void reportOpened();
    void sessionReady(const Status &status);
    void findPassword();
    void connectSession();
    void keepToken(const QString &token);
    void applyPrivacy();
    void stateChanged(SessionState state);
    void succeed();
    void giveUp();

    AppSettings &m_settings;
    Clock &m_clock;
    IdSource &m_ids;
    SecretStore *m_secrets;
    Notifier *m_notifier;
    Options m_options;
    std::unique_ptr<Session> m_session;
    SignInRequest m_request;
    QString m_password;
    QString m_token;       ///< Belongs to m_password.
    QList<QUrl> m_servers; ///< Servers of the open session.
    bool m_open = false;
    bool m_isOpenReported = false;
    bool m_signingIn = false;
    bool m_signsInAgain = false; ///< A sign-in was under way when opening failed.
};

} // namespace roost
