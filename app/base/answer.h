// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QFuture>
#include <QMetaObject>
#include <QPointer>

#include <memory>
#include <utility>

namespace roost {

/// Calls `action(result)` in the main thread, in a later turn of its event loop, once `answer` is there;
/// never when `context` has gone by then. The way to consume a future whose context may die first (a dialog,
/// a thread, a session being closed): QFuture::then(context, …) of Qt 6.4 asserts in that case. Call in the
/// main thread only; `context` must live there. A cancelled future calls nothing.
template <typename T, typename Action> void onAnswer(QFuture<T> answer, QObject *context, Action action)
{
    auto shared = std::make_shared<Action>(std::move(action));
    answer.then(QtFuture::Launch::Sync, [guard = QPointer<QObject>(context), shared](const T &result) {
        // The guard is looked at only in the main thread, where the context lives and dies.
        if (QCoreApplication *application = QCoreApplication::instance()) {
            QMetaObject::invokeMethod(
                application,
                [guard, shared, result]() {
                    if (guard)
                        (*shared)(result);
                },
                Qt::QueuedConnection);
        }
    });
}

} // namespace roost
