// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QFuture>
#include <QFutureWatcher>
#include <QPointer>

#include <utility>

namespace roost {

/// Calls `action(result)` in the main thread, in a later turn of its event loop, once `answer` is there;
/// never when `context` has gone by then. The way to consume a future whose context may die first (a dialog,
/// a thread, a session being closed): QFuture::then(context, …) of Qt 6.4 asserts in that case. And the way
/// to consume one that another thread finishes: if that happens just while then() is called, Qt 6.4 runs the
/// continuation twice, the second time with nothing in it, and crashes. Call in the main thread only;
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
