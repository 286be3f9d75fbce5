// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QFuture>
#include <QHash>
#include <QObject>

#include <memory>

namespace roost {

class Endpoint;
class EndpointDirectory;
class Xep0084Avatar;

/// Pictures of Endpoints as raw bytes, by hash: from memory, from the account's folder, else fetched from the
/// network and kept. Files are read and written off the main thread. At most 20,000 files, the oldest go.
class AvatarStore : public QObject
{
    Q_OBJECT

public:
    AvatarStore(QString directory, EndpointDirectory &endpoints, Xep0084Avatar &extension,
                QObject *parent = nullptr);

    /// Bytes of the picture of `endpoint`; ItemNotFound when it has none. Untrusted: decode off the main
    /// thread with an allow-list of formats and a size limit.
    [[nodiscard]] QFuture<Result<QByteArray>> picture(const Endpoint &endpoint);

private:
    QString m_directory;
    EndpointDirectory &m_endpoints;
    Xep0084Avatar &m_extension;
};

} // namespace roost
