// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/avatar_store.h"
#include "domain_fixture.h"
#include "support/patience.h"
#include "xmpp/extensions/xep0054_vcard.h"
#include "xmpp/extensions/xep0084_avatar.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex());
}

/// Pictures of contacts of alice@example.com.
class AvatarFixture : public DomainFixture
{
public:
    AvatarFixture() : store(avatars(), directory, avatar) {}
    ~AvatarFixture() { sender.abandon(); }

    [[nodiscard]] QString avatars() const { return folder.filePath(u"avatars"_s); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(avatars());
        QFile file(avatars() + u'/' + name);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }
    Endpoint &withPicture(const char *address, const QString &hash)
    {
        directory.modify(at(address), [&hash](ContactRecord &record) { record.avatarHash = hash; });
        return at(address);
    }
    /// Answers the open question, a vCard or a PEP item, with a picture.
    void answer(const QByteArray &bytes)
    {
        const QByteArray data = bytes.toBase64();
        if (sender.question().child(u"vCard", u"vcard-temp")) {
            sender.answerXml("<iq xmlns='jabber:client' type='result'><vCard xmlns='vcard-temp'><PHOTO>"
                             "<TYPE>image/png</TYPE><BINVAL>" +
                             data + "</BINVAL></PHOTO></vCard></iq>");
            return;
        }
        sender.answerXml("<iq xmlns='jabber:client' type='result'><pubsub "
                         "xmlns='http://jabber.org/protocol/pubsub'><items "
                         "node='urn:xmpp:avatar:data'><item id='" +
                         hashOf(bytes).toLatin1() + "'><data xmlns='urn:xmpp:avatar:data'>" + data +
                         "</data></item></items></pubsub></iq>");
    }

    Xep0054VCard vCards{sender};
    Xep0084Avatar avatar{sender, vCards};
    AvatarStore store;
};

} // namespace

class TestAvatarStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasNoneWithoutAHash();
    void takesNoPathForAHash();
    void readsFromTheFolder();
    void fetchesOnceAndKeeps();
    void believesNoDamagedFile();
    void asksForFewAtATime();
    void remembersFailures();
};

void TestAvatarStore::hasNoneWithoutAHash()
{
    AvatarFixture f;
    QCOMPARE(f.store.picture(f.at("foo@bar.com")).result().error().kind, ErrorKind::ItemNotFound);
    QCOMPARE(f.sender.questionCount(), 0);
}

void TestAvatarStore::takesNoPathForAHash()
{
    AvatarFixture f;
    f.write(u"../secret"_s, "secret");
    for (const QString &hash : {u"../secret"_s, QString(40, u'.'), QString(40, u'A'), QString(39, u'a'),
                                QString(60, u'a'), u"../../../../../../../../../../../../etc/"_s}) {
        auto picture = f.store.picture(f.withPicture("foo@bar.com", hash));
        QVERIFY(picture.isFinished());
        QCOMPARE(picture.result().error().kind, ErrorKind::ItemNotFound);
    }
}

void TestAvatarStore::readsFromTheFolder()
{
    AvatarFixture f;
    const QByteArray bytes("picture of foo");
    f.write(hashOf(bytes), bytes);
    Endpoint &foo = f.withPicture("foo@bar.com", hashOf(bytes));
    auto first = f.store.picture(foo);
    QTRY_VERIFY(first.isFinished());
    QCOMPARE(first.result().value(), bytes);
    QVERIFY(QFile::remove(f.avatars() + u'/' + hashOf(bytes)));
    auto second = f.store.picture(foo);
    QVERIFY(second.isFinished()); // from memory
    QCOMPARE(second.result().value(), bytes);
    QCOMPARE(f.sender.questionCount(), 0);
}

void TestAvatarStore::fetchesOnceAndKeeps()
{
    AvatarFixture f;
    const QByteArray bytes("picture of foo");
    Endpoint &foo = f.withPicture("foo@bar.com", hashOf(bytes));
    auto first = f.store.picture(foo);
    auto second = f.store.picture(f.withPicture("same@bar.com", hashOf(bytes)));
    QTRY_COMPARE(f.sender.questionCount(), 1);
    f.answer(bytes);
    QTRY_VERIFY(first.isFinished() && second.isFinished());
    QVERIFY(first.result().has_value());
    QCOMPARE(first.result().value(), bytes);
    QCOMPARE(second.result().value(), bytes);
    QCOMPARE(f.sender.questionCount(), 0);
    QTRY_VERIFY(QFile::exists(f.avatars() + u'/' + hashOf(bytes)));
}

void TestAvatarStore::believesNoDamagedFile()
{
    AvatarFixture f;
    const QByteArray bytes("picture of foo");
    f.write(hashOf(bytes), "something else");
    auto picture = f.store.picture(f.withPicture("foo@bar.com", hashOf(bytes)));
    QTRY_COMPARE(f.sender.questionCount(), 1);
    f.answer(bytes);
    QTRY_VERIFY(picture.isFinished());
    QCOMPARE(picture.result().value(), bytes);
}

void TestAvatarStore::asksForFewAtATime()
{
    AvatarFixture f;
    QList<QByteArray> pictures;
    QList<QFuture<Result<QByteArray>>> answers;
    for (int i = 0; i < 10; ++i) {
        pictures.append("picture " + QByteArray::number(i));
        answers.append(
            f.store.picture(f.withPicture(qPrintable(u"p%1@bar.com"_s.arg(i)), hashOf(pictures.last()))));
    }
    QTRY_COMPARE(f.sender.questionCount(), AvatarStore::maxFetches);
    for (int i = 0; i < 10; ++i) {
        QTRY_VERIFY(f.sender.questionCount() > 0);
        QVERIFY(f.sender.questionCount() <= AvatarStore::maxFetches);
        const Jid to = Jid::fromWire(f.sender.question().attribute(u"to"));
        f.answer("picture " + to.local().mid(1).toLatin1());
    }
    for (int i = 0; i < 10; ++i) {
        QTRY_VERIFY(answers[i].isFinished());
        QCOMPARE(answers[i].result().value_or({}), pictures[i]);
    }
}

void TestAvatarStore::remembersFailures()
{
    AvatarFixture f;
    const QByteArray bytes("picture of foo");
    Endpoint &foo = f.withPicture("foo@bar.com", hashOf(bytes));
    auto first = f.store.picture(foo);
    QTRY_VERIFY(f.sender.questionCount() > 0);
    while (f.sender.questionCount() > 0)
        f.sender.refuse(ErrorKind::ItemNotFound); // PEP, then the vCard
    QTRY_VERIFY(first.isFinished());
    QCOMPARE(first.result().error().kind, ErrorKind::ItemNotFound);
    auto again = f.store.picture(foo);
    QVERIFY(again.isFinished());
    QCOMPARE(f.sender.questionCount(), 0);
    // A new session may bring it.
    f.store.forgetFailures();
    auto later = f.store.picture(foo);
    QTRY_COMPARE(f.sender.questionCount(), 1);
    f.answer(bytes);
    QTRY_VERIFY(later.isFinished());
    QCOMPARE(later.result().value_or({}), bytes);
}

QTEST_GUILESS_MAIN(TestAvatarStore)
#include "test_avatar_store.moc"
