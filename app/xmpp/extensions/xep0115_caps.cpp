// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0115_caps.h"

#include "base/log.h"
#include "xmpp/extensions/xep0115_hash.h"
#include "xmpp/extensions/xep0115_store.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QQueue>
#include <QSet>
#include <QThreadPool>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace roost {

namespace {

constexpr QStringView capsNs = u"http://jabber.org/protocol/caps";
constexpr QStringView ownNode = u"urn:roost:client";
constexpr QStringView sha1 = u"sha-1";
constexpr qsizetype maxAttribute = 256;
constexpr qsizetype maxConnections = 200'000;
constexpr qsizetype maxCached = 1000;
constexpr qsizetype maxUnheeded = 1000;
constexpr qsizetype maxQueue = 2000;
constexpr int atOnce = 8;      // questions on the way
constexpr int maxAttempts = 5; // Connections asked for one hash
constexpr auto saveDelay = 5s;

/// Cached data for one hash.
struct Entry
{
    QString ver;
    DiscoInfo info;
    bool isKnown = false;
    bool isAsked = false; ///< Queued or on the way.
    int attempts = 0;
    quint64 lastUsed = 0;
    QList<Jid> waiting; ///< Connections that announced it before it was known.
};
using EntryPtr = std::shared_ptr<Entry>;

struct Question
{
    Jid to;
    QString node;
    EntryPtr entry; ///< Null: a hash that cannot be verified, good for that Connection only (§5.4 step 2).
};

} // namespace

class Xep0115Caps::Private
{
public:
    Private(Xep0115Caps &caps, Xep0030Disco &asker, StanzaSender &stanzaSender, const QString &cacheDirectory)
        : q(caps)
        , disco(asker)
        , sender(stanzaSender)
        , cacheFile(cacheDirectory.isEmpty() ? QString() : QString(cacheDirectory + "/caps.json"_L1))
    {
    }

    void load();
    void scheduleSave();
    void save();
    void announced(const Jid &from, const Caps &caps);
    EntryPtr entryOf(const QString &ver);
    void enqueue(Question question);
    void askNext();
    void answered(const Question &question, const Result<DiscoInfo> &answer);
    void learned(const EntryPtr &entry, const DiscoInfo &info);
    void askAnother(const EntryPtr &entry);
    void evict();

    Xep0115Caps &q;
    Xep0030Disco &disco;
    StanzaSender &sender;
    const QString cacheFile;
    QFutureWatcher<QList<CapsRecord>> loading;
    QHash<QString, EntryPtr> entries;
    QHash<Jid, EntryPtr> connections;
    QHash<Jid, DiscoInfo> unverified;
    QHash<Jid, Caps> unheeded; ///< Announcements of Connections that are not of interest, or not yet.
    QHash<Jid, QString> nodes; ///< The `node` of Connections whose query is pending.
    QQueue<Question> queue;
    int onTheWay = 0;
    quint64 uses = 0;
    bool isSavePlanned = false;
    bool isDirty = false;
};

void Xep0115Caps::Private::load()
{
    if (cacheFile.isEmpty())
        return;
    auto promise = std::make_shared<QPromise<QList<CapsRecord>>>();
    promise->start();
    // A watcher, because this object may be destroyed before the pool thread is done.
    QObject::connect(&loading, &QFutureWatcherBase::finished, &q, [this] {
        const QList<CapsRecord> records = loading.result();
        for (const CapsRecord &record : records) {
            const EntryPtr entry = entryOf(record.ver);
            if (!entry->isKnown)
                learned(entry, record.info);
        }
    });
    loading.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, file = cacheFile] {
        promise->addResult(loadCaps(file));
        promise->finish();
    });
}

void Xep0115Caps::Private::scheduleSave()
{
    isDirty = true;
    if (cacheFile.isEmpty() || isSavePlanned)
        return;
    isSavePlanned = true;
    sender.clock().after(saveDelay, &q, [this] {
        isSavePlanned = false;
        save();
    });
}

void Xep0115Caps::Private::save()
{
    if (cacheFile.isEmpty() || !isDirty)
        return;
    isDirty = false;
    QList<EntryPtr> known;
    for (const EntryPtr &entry : std::as_const(entries)) {
        if (entry->isKnown)
            known.append(entry);
    }
    std::sort(known.begin(), known.end(),
              [](const EntryPtr &a, const EntryPtr &b) { return a->lastUsed > b->lastUsed; });
    QList<CapsRecord> records;
    for (const EntryPtr &entry : std::as_const(known).first(std::min(known.size(), maxCached)))
        records.append({entry->ver, entry->info});
    QThreadPool::globalInstance()->start([file = cacheFile, records = std::move(records)] {
        if (!saveCaps(file, records))
            qCWarning(lcStream) << "the capability cache could not be written";
    });
}

EntryPtr Xep0115Caps::Private::entryOf(const QString &ver)
{
    EntryPtr &entry = entries[ver];
    if (!entry) {
        entry = std::make_shared<Entry>();
        entry->ver = ver;
    }
    return entry;
}

void Xep0115Caps::Private::announced(const Jid &from, const Caps &caps)
{
    if (caps.hash != sha1) {
        if (!unverified.contains(from) && !connections.contains(from))
            enqueue({from, caps.node + u'#' + caps.ver, nullptr});
        return;
    }
    if (const auto known = connections.constFind(from); known != connections.constEnd()) {
        if ((*known)->ver == caps.ver)
            return;
    } else if (connections.size() >= maxConnections) {
        return;
    }
    const EntryPtr entry = entryOf(caps.ver);
    entry->lastUsed = ++uses;
    connections.insert(from, entry);
    unverified.remove(from);
    if (entry->isKnown)
        return;
    entry->waiting.append(from);
    nodes.insert(from, caps.node);
    if (!entry->isAsked)
        askAnother(entry);
    if (entries.size() > 2 * maxCached)
        evict();
}

/// Forgets hashes that no Connection has any more, the longest unused first.
void Xep0115Caps::Private::evict()
{
    QList<EntryPtr> unused;
    for (const EntryPtr &entry : std::as_const(entries)) {
        if (entry.use_count() == 1)
            unused.append(entry);
    }
    std::sort(unused.begin(), unused.end(),
              [](const EntryPtr &a, const EntryPtr &b) { return a->lastUsed < b->lastUsed; });
    for (const EntryPtr &entry : std::as_const(unused)) {
        if (entries.size() <= maxCached)
            break;
        entries.remove(entry->ver);
    }
}

/// Puts the question to the next Connection that announced the hash and has not been asked.
void Xep0115Caps::Private::askAnother(const EntryPtr &entry)
{
    for (qsizetype i = entry->attempts; i < entry->waiting.size() && entry->attempts < maxAttempts; ++i) {
        const Jid to = entry->waiting[i];
        ++entry->attempts;
        if (connections.value(to) != entry)
            continue;
        entry->isAsked = true;
        enqueue({to, nodes.value(to) + u'#' + entry->ver, entry});
        return;
    }
}

void Xep0115Caps::Private::enqueue(Question question)
{
    // A flood of invented hashes must not become a flood of questions.
    if (queue.size() >= maxQueue) {
        if (question.entry)
            question.entry->isAsked = false;
        return;
    }
    queue.enqueue(std::move(question));
    askNext();
}

void Xep0115Caps::Private::askNext()
{
    while (onTheWay < atOnce && !queue.isEmpty() && sender.isOnline()) {
        const Question question = queue.dequeue();
        ++onTheWay;
        disco.info(question.to, question.node).then(&q, [this, question](const Result<DiscoInfo> &answer) {
            --onTheWay;
            answered(question, answer);
            askNext();
        });
    }
}

void Xep0115Caps::Private::answered(const Question &question, const Result<DiscoInfo> &answer)
{
    const EntryPtr &entry = question.entry;
    if (!entry) {
        if (answer && unverified.size() < maxConnections) {
            unverified.insert(question.to, *answer);
            Q_EMIT q.infoReceived(question.to, *answer);
        }
        return;
    }
    entry->isAsked = false;
    if (entry->isKnown || (!answer && answer.error().kind == ErrorKind::NotConnected))
        return;
    if (answer && isCapsAnswerSound(*answer) && capsHash(*answer) == entry->ver) {
        learned(entry, *answer);
        scheduleSave();
        return;
    }
    if (answer && connections.value(question.to) == entry) {
        unverified.insert(question.to, *answer);
        Q_EMIT q.infoReceived(question.to, *answer);
    }
    askAnother(entry);
}

void Xep0115Caps::Private::learned(const EntryPtr &entry, const DiscoInfo &info)
{
    entry->info = info;
    entry->isKnown = true;
    const QList<Jid> waiting = std::exchange(entry->waiting, {});
    for (const Jid &jid : waiting) {
        nodes.remove(jid);
        unverified.remove(jid);
        if (connections.value(jid) == entry)
            Q_EMIT q.infoReceived(jid, info);
    }
}

Xep0115Caps::Xep0115Caps(StanzaSender &sender, Xep0030Disco &disco, const QString &cacheDirectory)
    : Extension(sender)
    , d(std::make_unique<Private>(*this, disco, sender, cacheDirectory))
{
    d->load();
}

Xep0115Caps::~Xep0115Caps() { d->save(); }

QString Xep0115Caps::name() const { return u"xep0115"_s; }

QStringList Xep0115Caps::features() const { return {capsNs.toString()}; }

unsigned Xep0115Caps::stages() const { return at(Stage::Annotate); }

Handled Xep0115Caps::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Presence)
        return Handled::Pass;
    if (stanza.type == u"unavailable") {
        d->connections.remove(stanza.from);
        d->unverified.remove(stanza.from);
        d->nodes.remove(stanza.from);
        d->unheeded.remove(stanza.from);
        return Handled::Pass;
    }
    const XmlElement *element = stanza.type.isEmpty() ? stanza.element.child(u"c", capsNs) : nullptr;
    if (!element || stanza.from.isEmpty())
        return Handled::Pass;
    Caps caps{element->attribute(u"hash"), element->attribute(u"node"), element->attribute(u"ver")};
    // Without `hash` it is the old format, which proves nothing (§12).
    if (caps.hash.isEmpty() || caps.ver.isEmpty() || caps.node.size() > maxAttribute ||
        caps.ver.size() > maxAttribute || caps.hash.size() > maxAttribute)
        return Handled::Pass;
    if (m_isOfInterest && !m_isOfInterest(stanza.from)) {
        if (d->unheeded.size() >= maxUnheeded)
            d->unheeded.clear();
        d->unheeded.insert(stanza.from, std::move(caps));
        return Handled::Pass;
    }
    d->announced(stanza.from, caps);
    stanza.annotate(std::move(caps));
    return Handled::Pass;
}

void Xep0115Caps::build(XmlElement &stanza)
{
    if (stanza.name() != u"presence" || stanza.hasAttribute(u"type"))
        return;
    const QString ver = capsHash(d->disco.ownInfo());
    d->disco.setOwnNodes({ownNode.toString() + u'#' + ver});
    XmlElement caps(u"c"_s, capsNs.toString());
    caps.setAttribute(u"hash"_s, sha1.toString());
    caps.setAttribute(u"node"_s, ownNode.toString());
    caps.setAttribute(u"ver"_s, ver);
    stanza.addChild(std::move(caps));
}

void Xep0115Caps::sessionStarted(bool resumed)
{
    if (!resumed) {
        d->connections.clear();
        d->unverified.clear();
        d->nodes.clear();
        d->unheeded.clear();
    }
    for (const EntryPtr &entry : std::as_const(d->entries)) {
        entry->isAsked = false;
        entry->attempts = 0;
        if (!resumed)
            entry->waiting.clear();
        else if (!entry->isKnown && !entry->waiting.isEmpty())
            d->askAnother(entry);
    }
}

void Xep0115Caps::sessionEnded() { d->queue.clear(); }

void Xep0115Caps::reconsider(const QList<Jid> &bares)
{
    if (d->unheeded.isEmpty() || bares.isEmpty())
        return;
    const QSet<Jid> wanted(bares.cbegin(), bares.cend());
    QHash<Jid, Caps> heeded;
    d->unheeded.removeIf([&](const auto &one) {
        const bool isWanted = wanted.contains(one.key().bare());
        if (isWanted)
            heeded.insert(one.key(), one.value());
        return isWanted;
    });
    for (auto one = heeded.cbegin(); one != heeded.cend(); ++one) {
        d->announced(one.key(), one.value());
        if (const DiscoInfo info = infoOf(one.key()); !info.isEmpty())
            Q_EMIT infoReceived(one.key(), info);
    }
}

void Xep0115Caps::learn(const Jid &fullJid, const DiscoInfo &info)
{
    if (d->unverified.size() < maxConnections)
        d->unverified.insert(fullJid, info);
}

DiscoInfo Xep0115Caps::infoOf(const Jid &fullJid) const
{
    const auto found = d->connections.constFind(fullJid);
    if (found != d->connections.constEnd() && (*found)->isKnown)
        return (*found)->info;
    return d->unverified.value(fullJid);
}

QString Xep0115Caps::verificationString(const DiscoInfo &info) { return capsHash(info); }

} // namespace roost
