// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fake_clock.h"
#include "support/sequential_ids.h"
#include "xmpp/extension.h"

#include <QPromise>

#include <memory>
#include <utility>
#include <vector>

namespace roost {

/// Replaces the stream: records the stanzas that extensions send, and the test answers them. The account is
/// alice@example.com, bound to /desk.
class FakeSender final : public StanzaSender
{
public:
    void send(XmlElement stanza) override { m_sent.push_back(std::move(stanza)); }

    [[nodiscard]] QFuture<Result<XmlElement>> request(XmlElement iq) override
    {
        if (!m_isOnline)
            return readyFuture<XmlElement>(unexpected(ErrorKind::NotConnected));
        auto promise = std::make_shared<QPromise<Result<XmlElement>>>();
        promise->start();
        m_asked.push_back({std::move(iq), promise});
        return promise->future();
    }

    bool sendCounted(XmlElement stanza, const QString &tag) override
    {
        if (!m_isOnline)
            return false;
        m_sent.push_back(std::move(stanza));
        if (m_isCounting)
            m_tags.append(tag);
        return m_isCounting;
    }
    /// Sets whether the stream has XEP-0198; the test then acknowledges the stanzas in tags().
    void setCounting(bool isCounting) { m_isCounting = isCounting; }
    /// Tags of all stanzas that sendCounted() sent.
    [[nodiscard]] const QStringList &tags() const { return m_tags; }

    void sendNonza(XmlElement element) override { m_nonzas.append(element.name()); }
    [[nodiscard]] bool hasStreamFeature(QStringView name, QStringView ns) const override
    {
        return m_features.contains(name.toString() + u' ' + ns.toString());
    }
    [[nodiscard]] Jid ownJid() const override { return m_own; }
    [[nodiscard]] bool isOnline() const override { return m_isOnline; }
    [[nodiscard]] FakeClock &clock() override { return m_clock; }
    [[nodiscard]] IdSource &ids() override { return m_ids; }

    void setOnline(bool online) { m_isOnline = online; }
    /// "name namespace" of the stream's features.
    void setStreamFeatures(const QStringList &features) { m_features = features; }
    /// Names of the elements sent that were no stanzas.
    [[nodiscard]] const QStringList &nonzas() const { return m_nonzas; }

    /// The oldest sent stanza that was not taken yet; null if there is none.
    [[nodiscard]] XmlElement takeSent()
    {
        if (m_sent.empty())
            return {};
        XmlElement first = std::move(m_sent.front());
        m_sent.erase(m_sent.begin());
        return first;
    }
    [[nodiscard]] qsizetype sentCount() const { return qsizetype(m_sent.size()); }

    /// The oldest open question, until it is answered.
    [[nodiscard]] const XmlElement &question() const { return m_asked.empty() ? m_none : m_asked.front().iq; }
    [[nodiscard]] qsizetype questionCount() const { return qsizetype(m_asked.size()); }
    /// Answers the oldest open question with `answer`, a whole <iq/> (or an error of ours).
    void answer(Result<XmlElement> answer)
    {
        const Asked asked = std::move(m_asked.front());
        m_asked.erase(m_asked.begin());
        asked.promise->addResult(std::move(answer));
        asked.promise->finish();
    }
    void answerXml(QByteArrayView xml) { answer(parseXml(xml)); }
    /// Ends the stream for good: all pending requests finish with an error. Call it before the objects that
    /// made the requests are destroyed.
    void abandon()
    {
        m_isOnline = false;
        while (!m_asked.empty())
            refuse(ErrorKind::NotConnected);
    }
    void refuse(ErrorKind kind = ErrorKind::ServiceUnavailable) { answer(unexpected(kind)); }

    /// The stanza of a frame as it would reach the extensions.
    [[nodiscard]] Stanza receive(QByteArrayView xml) const
    {
        const Result<XmlElement> element = parseXml(xml);
        return element ? Stanza::fromElement(*element, m_own) : Stanza();
    }
    /// Passes the stanza of `xml` through all stages of one extension; returns the last result.
    Handled handle(Extension &extension, Stanza &stanza) const
    {
        for (const Stage stage :
             {Stage::Unwrap, Stage::Decrypt, Stage::Identify, Stage::Annotate, Stage::Deliver}) {
            if ((extension.stages() & (1U << static_cast<unsigned>(stage))) == 0)
                continue;
            if (const Handled handled = extension.handle(stage, stanza); handled != Handled::Pass)
                return handled;
        }
        return Handled::Pass;
    }
    Handled inject(Extension &extension, QByteArrayView xml) const
    {
        Stanza stanza = receive(xml);
        return handle(extension, stanza);
    }

private:
    struct Asked
    {
        XmlElement iq;
        std::shared_ptr<QPromise<Result<XmlElement>>> promise;
    };
    Jid m_own = Jid::fromWire(u"alice@example.com/desk");
    bool m_isOnline = true;
    bool m_isCounting = false;
    QStringList m_tags;
    FakeClock m_clock;
    SequentialIds m_ids;
    const XmlElement m_none = {};
    std::vector<XmlElement> m_sent;
    QStringList m_features;
    QStringList m_nonzas;
    std::vector<Asked> m_asked;
};

/// The condition of an error answer ("service-unavailable"), empty if it is none.
[[nodiscard]] inline QString errorCondition(const XmlElement &stanza)
{
    if (stanza.attribute(u"type") != u"error")
        return {};
    const XmlElement *error = stanza.child(u"error", u"jabber:client");
    const XmlElement *condition = error ? error->childInNs(u"urn:ietf:params:xml:ns:xmpp-stanzas") : nullptr;
    return condition ? condition->name() : QString();
}

} // namespace roost
