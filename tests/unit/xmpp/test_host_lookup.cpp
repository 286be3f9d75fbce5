// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_clock.h"
#include "support/patience.h"
#include "xmpp/host_lookup.h"
#include "xmpp/host_meta.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QPointer>
#include <QSslError>
#include <QTest>

#include <cstring>
#include <map>

using namespace Qt::StringLiterals;
using namespace roost;
using namespace std::chrono_literals;

namespace {

/// The HTTP answer of one address.
struct Page
{
    int status = 200;
    QByteArray body;
    QString location;
    QList<QSslError> sslErrors;
    bool isSilent = false;
};

class CannedReply final : public QNetworkReply
{
public:
    CannedReply(const QNetworkRequest &request, const Page &page, QObject *parent)
        : QNetworkReply(parent)
        , m_body(page.body)
    {
        setRequest(request);
        setUrl(request.url());
        open(QIODevice::ReadOnly);
        if (!page.isSilent)
            QMetaObject::invokeMethod(
                this, [this, page] { answer(page); }, Qt::QueuedConnection);
    }
    void abort() override
    {
        if (isFinished())
            return;
        setError(OperationCanceledError, u"aborted"_s);
        setFinished(true);
        Q_EMIT finished();
    }
    qint64 bytesAvailable() const override { return m_body.size() + QNetworkReply::bytesAvailable(); }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        const qint64 count = std::min<qint64>(size, m_body.size());
        std::memcpy(data, m_body.constData(), size_t(count));
        m_body.remove(0, count);
        return count == 0 ? -1 : count;
    }

private:
    void answer(const Page &page)
    {
        if (!page.sslErrors.isEmpty()) {
            Q_EMIT sslErrors(page.sslErrors);
            setError(SslHandshakeFailedError, u"TLS"_s);
        } else if (page.status == 0) {
            setError(ConnectionRefusedError, u"refused"_s);
        } else {
            setAttribute(QNetworkRequest::HttpStatusCodeAttribute, page.status);
            if (!page.location.isEmpty())
                setAttribute(QNetworkRequest::RedirectionTargetAttribute, QUrl(page.location));
            if (page.status >= 400)
                setError(ContentNotFoundError, u"not found"_s);
            Q_EMIT downloadProgress(m_body.size(), m_body.size());
        }
        if (isFinished())
            return;
        setFinished(true);
        Q_EMIT finished();
    }

    QByteArray m_body;
};

class CannedWeb final : public QNetworkAccessManager
{
public:
    std::map<QString, Page> pages;
    QStringList asked;

protected:
    QNetworkReply *createRequest(Operation, const QNetworkRequest &request, QIODevice *) override
    {
        const QString url = request.url().toString();
        asked.append(url);
        const auto page = pages.find(url);
        return new CannedReply(request, page == pages.end() ? Page{404, {}, {}, {}, false} : page->second,
                               this);
    }
};

const QString jsonUrl = u"https://example.org/.well-known/host-meta.json"_s;
const QString xmlUrl = u"https://example.org/.well-known/host-meta"_s;

QByteArray json(const QByteArray &href)
{
    return R"({"links":[{"rel":"urn:xmpp:alt-connections:websocket","href":")" + href + R"("}]})";
}

QByteArray xrd(const QByteArray &href)
{
    return "<?xml version='1.0' encoding='utf-8'?>\n<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>"
           "<Link rel='urn:xmpp:alt-connections:websocket' href='" +
           href + "'/></XRD>\n";
}

/// A lookup on a web that the test has written.
struct Fixture
{
    Fixture()
    {
        auto network = std::make_unique<CannedWeb>();
        web = network.get();
        lookup = std::make_unique<HostLookup>(clock, std::move(network));
    }
    Result<QList<QUrl>> run(const QString &domain = u"example.org"_s)
    {
        const QFuture<Result<QList<QUrl>>> future = lookup->lookUp(domain);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, testPatienceMs))
            return unexpected(ErrorKind::Cancelled, u"never finished"_s);
        return future.result();
    }
    FakeClock clock;
    CannedWeb *web = nullptr;
    std::unique_ptr<HostLookup> lookup;
};

} // namespace

class TestHostLookup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsJson();
    void readsXml();
    void forgives_data();
    void forgives();
    void staysSafe_data();
    void staysSafe();
    void takesOnlyTls_data();
    void takesOnlyTls();
    void prefersJson();
    void fallsBackToXml();
    void asksOnlyTheTwo();
    void followsRedirectsToHttps();
    void refusesRedirectsToHttp();
    void refusesEndlessRedirects();
    void refusesLongDocuments();
    void reportsKindOfFailure();
    void reportsCertificateError();
    void timesOut();
    void endsTheOneBefore();
    void refusesNonsenseDomains();
};

void TestHostLookup::readsJson()
{
    const QByteArray document = R"({"links":[
        {"rel":"urn:xmpp:alt-connections:xbosh","href":"https://a/bosh"},
        {"rel":"urn:xmpp:alt-connections:websocket","href":"wss://a.example/ws"},
        {"rel":"urn:xmpp:alt-connections:websocket","href":"wss://b.example:5281/ws?x=1"},
        {"rel":"urn:xmpp:alt-connections:websocket","href":"wss://a.example/ws"}]})";
    QCOMPARE(webSocketLinksOfJson(document),
             (QList<QUrl>{QUrl(u"wss://a.example/ws"_s), QUrl(u"wss://b.example:5281/ws?x=1"_s)}));
    for (const QByteArray &nonsense : {QByteArray(), QByteArray("[]"), QByteArray("{\"links\":7}"),
                                       QByteArray("{\"links\":[7,{\"rel\":7}]}"), QByteArray("<a/>")})
        QVERIFY(webSocketLinksOfJson(nonsense).isEmpty());
}

void TestHostLookup::readsXml()
{
    QCOMPARE(webSocketLinksOfXml(xrd("wss://a.example/ws")), QList<QUrl>{QUrl(u"wss://a.example/ws"_s)});
    QVERIFY(webSocketLinksOfXml("<XRD/>").isEmpty());
    QVERIFY(webSocketLinksOfXml("").isEmpty());
    QVERIFY(webSocketLinksOfXml("<!DOCTYPE x [<!ENTITY e 'wss://evil.example/'>]>" + xrd("&e;")).isEmpty());
}

void TestHostLookup::forgives_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QUrl>("expected");
    QFile cases(QStringLiteral(ROOST_FIXTURES "/host_meta/cases.json"));
    QVERIFY(cases.open(QIODevice::ReadOnly));
    const QJsonObject all = QJsonDocument::fromJson(cases.readAll()).object();
    QVERIFY(all.size() >= 12);
    for (auto each = all.begin(); each != all.end(); ++each)
        QTest::newRow(qPrintable(each.key()))
            << QFileInfo(cases).dir().filePath(each.key()) << QUrl(each.value()["want"_L1].toString());
}

void TestHostLookup::forgives()
{
    QFETCH(const QString, file);
    QFETCH(const QUrl, expected);
    QFile document(file);
    QVERIFY(document.open(QIODevice::ReadOnly));
    const bool isJson = file.endsWith(".json"_L1);
    const auto links =
        isJson ? webSocketLinksOfJson(document.readAll()) : webSocketLinksOfXml(document.readAll());
    QCOMPARE(links, QList<QUrl>{expected});
}

void TestHostLookup::staysSafe_data()
{
    QTest::addColumn<QByteArray>("document");
    const QByteArray good =
        xrd("wss://evil.example/ws").replace("<?xml version='1.0' encoding='utf-8'?>", "");
    QTest::newRow("an entity") << "<!DOCTYPE XRD [<!ENTITY e 'wss://evil.example/'>]>" + xrd("&e;");
    QTest::newRow("a bomb") << "<!DOCTYPE x [<!ENTITY a 'x'><!ENTITY b '&a;&a;'><!ENTITY c '&b;&b;'>]>" +
                                   xrd("&c;");
    QTest::newRow("a DTD from elsewhere") << "<!DOCTYPE XRD SYSTEM 'file:///etc/passwd'>" + xrd("&unknown;");
    QTest::newRow("in a comment") << "<!-- " + good + " --><XRD/>";
    QTest::newRow("in an instruction") << "<?x " + good + " ?><XRD/>";
    QTest::newRow("in CDATA") << "<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'><![CDATA[" + good +
                                     "]]></XRD>";
    QTest::newRow("another root") << QByteArray(good).replace("XRD", "XRDX");
    QTest::newRow("another namespace") << QByteArray(good).replace("xrd-1.0", "xrd-9");
    QTest::newRow("out of the wrapper") << "</documents><documents>" + good;
    QTest::newRow("cut off") << good.chopped(8);
    QTest::newRow("an open comment") << "<!--" + good;
}

void TestHostLookup::staysSafe()
{
    QFETCH(const QByteArray, document);
    QVERIFY(webSocketLinksOfXml(document).isEmpty());
}

void TestHostLookup::takesOnlyTls_data()
{
    QTest::addColumn<QByteArray>("href");
    QTest::newRow("ws") << QByteArray("ws://example.org/ws");
    QTest::newRow("ws on loopback") << QByteArray("ws://127.0.0.1/ws");
    QTest::newRow("https") << QByteArray("https://example.org/ws");
    QTest::newRow("no host") << QByteArray("wss:///ws");
    QTest::newRow("relative") << QByteArray("/ws");
    QTest::newRow("nonsense") << QByteArray("wss://exa mple/");
    QTest::newRow("empty") << QByteArray("");
}

void TestHostLookup::takesOnlyTls()
{
    QFETCH(const QByteArray, href);
    QVERIFY(webSocketLinksOfJson(json(href)).isEmpty());
    QVERIFY(webSocketLinksOfXml(xrd(href)).isEmpty());
}

void TestHostLookup::prefersJson()
{
    Fixture f;
    f.web->pages[jsonUrl].body = json("wss://json.example/ws");
    f.web->pages[xmlUrl].body = xrd("wss://xml.example/ws");
    const auto urls = f.run();
    QVERIFY(urls);
    QCOMPARE(*urls, QList<QUrl>{QUrl(u"wss://json.example/ws"_s)});
}

void TestHostLookup::fallsBackToXml()
{
    for (const QByteArray &body : {QByteArray("not JSON"), json("ws://insecure.example/ws")}) {
        Fixture f;
        f.web->pages[jsonUrl].body = body;
        f.web->pages[xmlUrl].body = xrd("wss://xml.example/ws");
        const auto urls = f.run();
        QVERIFY(urls);
        QCOMPARE(*urls, QList<QUrl>{QUrl(u"wss://xml.example/ws"_s)});
    }
}

void TestHostLookup::asksOnlyTheTwo()
{
    Fixture f;
    QCOMPARE(f.run().error().kind, ErrorKind::HostLookupFailed);
    QCOMPARE(f.web->asked, (QStringList{jsonUrl, xmlUrl}));
}

void TestHostLookup::followsRedirectsToHttps()
{
    Fixture f;
    f.web->pages[jsonUrl] = {301, {}, u"https://www.example.org/meta.json"_s, {}, false};
    f.web->pages[u"https://www.example.org/meta.json"_s] = {302, {}, u"/elsewhere"_s, {}, false};
    f.web->pages[u"https://www.example.org/elsewhere"_s].body = json("wss://json.example/ws");
    const auto urls = f.run();
    QVERIFY(urls);
    QCOMPARE(urls->constFirst().host(), u"json.example"_s);
}

void TestHostLookup::refusesRedirectsToHttp()
{
    Fixture f;
    f.web->pages[jsonUrl] = {301, {}, u"http://example.org/meta.json"_s, {}, false};
    f.web->pages[u"http://example.org/meta.json"_s].body = json("wss://evil.example/ws");
    QCOMPARE(f.run().error().kind, ErrorKind::InsecureUrl);
    QVERIFY(!f.web->asked.contains(u"http://example.org/meta.json"_s));
}

void TestHostLookup::refusesEndlessRedirects()
{
    Fixture f;
    f.web->pages[jsonUrl] = {301, {}, jsonUrl, {}, false};
    QCOMPARE(f.run().error().kind, ErrorKind::HostLookupFailed);
    QCOMPARE(f.web->asked.count(jsonUrl), 1 + HostLookup::mostRedirects);
}

void TestHostLookup::refusesLongDocuments()
{
    Fixture f;
    const QByteArray padding(HostLookup::mostBytes, ' ');
    f.web->pages[jsonUrl].body = json("wss://json.example/ws") + padding;
    f.web->pages[xmlUrl].body = xrd("wss://xml.example/ws") + padding;
    QVERIFY(!f.run());
}

void TestHostLookup::reportsKindOfFailure()
{
    Fixture f;
    f.web->pages[jsonUrl].status = 0;
    f.web->pages[xmlUrl].status = 0;
    QCOMPARE(f.run().error().kind, ErrorKind::NetworkUnreachable);
    f.web->pages[xmlUrl].status = 404;
    QCOMPARE(f.run().error().kind, ErrorKind::HostLookupFailed);
}

void TestHostLookup::reportsCertificateError()
{
    Fixture f;
    f.web->pages[jsonUrl].sslErrors = {QSslError(QSslError::HostNameMismatch)};
    f.web->pages[jsonUrl].body = json("wss://evil.example/ws");
    QCOMPARE(f.run().error().kind, ErrorKind::CertificateWrongName);
    f.web->pages[jsonUrl].sslErrors = {QSslError(QSslError::CertificateExpired)};
    QCOMPARE(f.run().error().kind, ErrorKind::CertificateExpired);
    f.web->pages[jsonUrl].sslErrors = {QSslError(QSslError::HostNameMismatch),
                                       QSslError(QSslError::SelfSignedCertificate)};
    QCOMPARE(f.run().error().kind, ErrorKind::CertificateUntrusted);
}

void TestHostLookup::timesOut()
{
    Fixture f;
    f.web->pages[jsonUrl].isSilent = true;
    f.web->pages[xmlUrl].isSilent = true;
    const auto future = f.lookup->lookUp(u"example.org"_s);
    f.clock.advance(9999ms);
    QVERIFY(!future.isFinished());
    f.clock.advance(1ms);
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().kind, ErrorKind::Timeout);
}

void TestHostLookup::endsTheOneBefore()
{
    Fixture f;
    f.web->pages[jsonUrl].isSilent = true;
    f.web->pages[xmlUrl].isSilent = true;
    const auto first = f.lookup->lookUp(u"example.org"_s);
    const auto second = f.lookup->lookUp(u"example.org"_s);
    QVERIFY(first.isFinished());
    QCOMPARE(first.result().error().kind, ErrorKind::Cancelled);
    QVERIFY(!second.isFinished());
    f.lookup.reset();
    QVERIFY(second.isFinished());
}

void TestHostLookup::refusesNonsenseDomains()
{
    Fixture f;
    QCOMPARE(f.run(QString()).error().kind, ErrorKind::HostLookupFailed);
    QCOMPARE(f.run(u"a b"_s).error().kind, ErrorKind::HostLookupFailed);
    QVERIFY(f.web->asked.isEmpty());
}

QTEST_GUILESS_MAIN(TestHostLookup)
#include "test_host_lookup.moc"
