// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace roost {

/// Property of a test server's certificate.
enum class CertificateKind {
    Good,       ///< For the asked names, by the test authority.
    WrongName,  ///< By the test authority, but for elsewhere.example.
    Expired,    ///< By the test authority, ended on 2020-02-01.
    SelfSigned, ///< For the asked names, signed by itself only.
};

/// A private authority and certificates made by it with the openssl program, in a folder of the test's own.
/// Every call blocks for some 10 ms.
class TestCertificates
{
public:
    /// `folder` must exist and stays the caller's. Makes the authority at once.
    explicit TestCertificates(QString folder);

    /// True if all that was asked for could be made; else errorText() says why not.
    [[nodiscard]] bool isValid() const { return m_error.isEmpty(); }
    [[nodiscard]] QString errorText() const { return m_error; }
    /// PEM file of the authority that a client must trust.
    [[nodiscard]] QString authorityFile() const;

    struct Files
    {
        QString certificate; ///< PEM, the leaf followed by the authority.
        QString key;         ///< PEM, unencrypted.
        QString both;        ///< PEM, key and chain in one file, as ejabberd reads it.
    };
    /// Makes a certificate for `names` (host names, and addresses written as 127.0.0.1).
    Files make(CertificateKind kind, const QStringList &names);

private:
    bool openssl(const QStringList &arguments);
    [[nodiscard]] QString path(const QString &name) const { return m_folder + u'/' + name; }

    QString m_folder;
    QString m_error;
};

} // namespace roost
