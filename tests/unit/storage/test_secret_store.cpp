// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/memory_secret_store.h"
#include "support/patience.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace roost;
using namespace Qt::StringLiterals;

class TestSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void memoryStoreKeepsSecrets();
    void withoutAServiceTheKeychainIsUnavailable();

private:
    const Jid m_account = Jid::fromWire(u"anna@roost.example/desk");
};

void TestSecretStore::memoryStoreKeepsSecrets()
{
    MemorySecretStore store;
    QCOMPARE(store.readPassword(m_account).result().error().kind, ErrorKind::ItemNotFound);
    QVERIFY(store.writePassword(m_account, u"p\u00E4ss w\u00F6rd \U0001F511"_s).result());
    // One password per account, independent of the resource.
    QCOMPARE(*store.readPassword(m_account.bare()).result(), u"p\u00E4ss w\u00F6rd \U0001F511"_s);
    // The token is another secret of the same account.
    const auto token = SecretStore::Kind::Token;
    QCOMPARE(store.read(token, m_account).result().error().kind, ErrorKind::ItemNotFound);
    QVERIFY(store.write(token, m_account, u"t"_s).result());
    QVERIFY(store.deletePassword(m_account).result());
    QCOMPARE(*store.read(token, m_account.bare()).result(), u"t"_s);
    QVERIFY(store.remove(token, m_account).result());
    QCOMPARE(store.read(token, m_account).result().error().kind, ErrorKind::ItemNotFound);
    QVERIFY(store.deletePassword(m_account).result());
    QCOMPARE(store.readPassword(m_account).result().error().kind, ErrorKind::ItemNotFound);
}

void TestSecretStore::withoutAServiceTheKeychainIsUnavailable()
{
#ifdef Q_OS_LINUX
    // main() has set the session bus address to an unusable one: the test cannot touch the user's keychain.
    KeychainSecretStore store;
    auto written = store.writePassword(m_account, u"secret"_s);
    QTRY_VERIFY(written.isFinished());
    QVERIFY(!written.result());
    QCOMPARE(written.result().error().kind, ErrorKind::KeychainUnavailable);
    auto read = store.readPassword(m_account);
    QTRY_VERIFY(read.isFinished());
    QVERIFY(!read.result());
    QCOMPARE(read.result().error().kind, ErrorKind::KeychainUnavailable);
#else
    QSKIP("the other systems always have a keychain");
#endif
}

int main(int argc, char **argv)
{
    // A separate home folder shows whether a file is used as a fallback.
    QTemporaryDir home;
    qputenv("HOME", QFile::encodeName(home.path()));
    qputenv("XDG_CONFIG_HOME", QFile::encodeName(home.path()));
    qputenv("XDG_DATA_HOME", QFile::encodeName(home.path()));
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    QCoreApplication application(argc, argv);
    TestSecretStore test;
    const int failures = QTest::qExec(&test, argc, argv);
    const auto left = QDir(home.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    if (!left.isEmpty())
        qCritical() << "files were written:" << left;
    return failures + int(left.size());
}

#include "test_secret_store.moc"
