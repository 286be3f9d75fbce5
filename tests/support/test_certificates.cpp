// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_certificates.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size();
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString alternativeNames(const QStringList &names)
{
    QStringList parts;
    for (const QString &name : names)
        parts << (QHostAddress(name).isNull() ? "DNS:"_L1 : "IP:"_L1) + name;
    return "subjectAltName="_L1 + parts.join(u',');
}

const char authorityConfig[] = "[ca]\ndefault_ca=roost\n[roost]\ndatabase=%1/index.txt\nnew_certs_dir=%1\n"
                               "rand_serial=yes\ndefault_md=sha256\npolicy=any\nunique_subject=no\n"
                               "copy_extensions=copy\nemail_in_dn=no\n[any]\ncommonName=supplied\n";

} // namespace

TestCertificates::TestCertificates(QString folder) : m_folder(std::move(folder))
{
    if (!writeFile(path(u"ca.cnf"_s), QString::fromLatin1(authorityConfig).arg(m_folder).toUtf8()) ||
        !writeFile(path(u"index.txt"_s), {})) {
        m_error = "cannot write in "_L1 + m_folder;
        return;
    }
    openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
             u"-nodes"_s, u"-days"_s, u"30"_s, u"-subj"_s, u"/CN=Roost test authority"_s, u"-keyout"_s,
             path(u"ca.key"_s), u"-out"_s, authorityFile(), u"-addext"_s,
             u"basicConstraints=critical,CA:TRUE"_s});
}

QString TestCertificates::authorityFile() const { return path(u"ca.pem"_s); }

bool TestCertificates::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"openssl"_s, arguments);
    if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    m_error = "openssl "_L1 + arguments.join(u' ') + u'\n' + QString::fromUtf8(process.readAll());
    return false;
}

TestCertificates::Files TestCertificates::make(CertificateKind kind, const QStringList &names)
{
    const QString stem = u"server%1"_s.arg(static_cast<int>(kind));
    const Files files{path(stem + ".crt"_L1), path(stem + ".key"_L1), path(stem + ".pem"_L1)};
    const QStringList covered =
        kind == CertificateKind::WrongName ? QStringList{u"elsewhere.example"_s} : names;
    const QString subject = "/CN="_L1 + covered.value(0);
    QStringList request{u"req"_s,     u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                        u"-nodes"_s,  u"-subj"_s,   subject, u"-addext"_s,  alternativeNames(covered),
                        u"-keyout"_s, files.key};

    if (kind == CertificateKind::SelfSigned) {
        openssl(request << u"-x509"_s << u"-days"_s << u"30"_s << u"-out"_s << files.certificate);
        writeFile(files.both, readFile(files.key) + readFile(files.certificate));
        return files;
    }

    const QString signing = path(stem + ".csr"_L1);
    if (!openssl(request << u"-out"_s << signing))
        return files;
    QStringList sign{u"ca"_s,    u"-batch"_s,     u"-notext"_s,     u"-config"_s,      path(u"ca.cnf"_s),
                     u"-cert"_s, authorityFile(), u"-keyfile"_s,    path(u"ca.key"_s), u"-in"_s,
                     signing,    u"-out"_s,       files.certificate};
    if (kind == CertificateKind::Expired)
        sign << u"-startdate"_s << u"20200101000000Z"_s << u"-enddate"_s << u"20200201000000Z"_s;
    else
        sign << u"-days"_s << u"20"_s;
    if (!openssl(sign))
        return files;
    const QByteArray chain = readFile(files.certificate) + readFile(authorityFile());
    writeFile(files.certificate, chain);
    writeFile(files.both, readFile(files.key) + chain);
    return files;
}

} // namespace roost
