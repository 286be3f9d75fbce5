// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire_log.h"

#include <QRegularExpression>

namespace roost {

using namespace Qt::StringLiterals;

QByteArray withoutSecrets(const QByteArray &frame)
{
    static const QRegularExpression content(
        u"(<(?:\\w+:)?(auth|challenge|response|success|initial-response|additional-data|password|token)\\b[^>]*>)[^<]*"_s);
    static const QRegularExpression attribute(u"\\b(password|token)=(['\"])[^'\"]*\\2"_s);
    QString text = QString::fromUtf8(frame);
    text.replace(content, u"\\1***"_s);
    text.replace(attribute, u"\\1=\\2***\\2"_s);
    return text.toUtf8();
}

} // namespace roost
