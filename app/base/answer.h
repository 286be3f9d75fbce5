// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QFuture>
#include <QFutureWatcher>
#include <QPointer>

#include <utility>

namespace roost {

/// Calls `action(result)` in the main thread, in a later turn of its event loop, when `answer` is finished;
/// never if `context` has been destroyed by then. Use it for a future whose context may be destroyed first (a
/// dialog, a thread, a session being closed): QFuture::then(context, …) of Qt 6.4 asserts in that case. Use
/// it also for a future that another thread finishes: if that happens during the call of then(), Qt 6.4 runs
/// the continuation twice, the second time without a result, and crashes. Call it in the main thread only;
/// `context` must live there. A cancelled future calls nothing.
template <typename T, typename Action> void onAnswer(QFuture<T> answer, QObject *context, Action action)
{
    // Not a child of the context, which the action may delete.
    auto *watcher = new QFutureWatcher<T>(QCoreApplication::instance());
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher,
                     [watcher, guard = QPointer<QObject>(context), action = std::move(action)]() mutable {
                         watcher->deleteLater();
                         const QFuture<T> future = watcher->future();
                         if (guard && !future.isCanceled() && future.resultCount() > 0)
                             action(future.result());
                     });
    watcher->setFuture(answer);
}

} // namespace roost
