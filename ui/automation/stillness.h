// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

namespace roost {

/// Measures how long no part of the screen has moved or been repainted, by watching every event of the
/// program. Exists in automation mode only. Main thread.
class Stillness : public QObject
{
    Q_OBJECT

public:
    /// Two frames at 60 Hz.
    static constexpr int frameMs = 16;

    explicit Stillness(QObject *parent = nullptr);

    /// Nothing was painted, moved or laid out for two frames.
    [[nodiscard]] bool isStill() const { return m_since.elapsed() > 2 * frameMs; }
    [[nodiscard]] qint64 stillForMs() const { return m_since.elapsed(); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QElapsedTimer m_since;
};

} // namespace roost
