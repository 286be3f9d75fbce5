// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vector_registers.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace roost::bench {

/// One line of the report.
struct Row
{
    QString name;
    QString unit;
    double value = 0;
    std::optional<double> floor; ///< Cost of the bare minimum, measured in the same run.
    /// Limit of value / floor, or of value if there is no floor. None: the row is informational.
    std::optional<double> target;

    [[nodiscard]] double judged() const { return floor ? value / *floor : value; }
    [[nodiscard]] bool isMet() const { return !target || judged() <= *target; }
};

/// Where a benchmark puts its lines, and how often it measures.
struct Report
{
    std::function<void(const Row &row)> add;
    int rounds = 3;

    void operator()(const Row &row) const { add(row); }
};

/// A benchmark by name; it may report several rows.
struct Benchmark
{
    QString name;
    void (*run)(const Report &report);
};

/// CPU time of this process, all threads, in ms; other processes have little influence on it.
[[nodiscard]] double cpuMs();
/// CPU time of the children that have ended, in ms.
[[nodiscard]] double childrenCpuMs();
/// Bytes that the program holds from malloc.
[[nodiscard]] qint64 allocatedBytes();

/// Elapsed time of `work` in ms, for work that several threads share.
template <typename Work> double elapsed(Work &&work)
{
    const auto before = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count();
}

/// CPU time of `work`, ms.
template <typename Work> double timed(Work &&work)
{
    const double before = cpuMs();
    work();
    return cpuMs() - before;
}

[[nodiscard]] inline double medianOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

/// Measures both in turns (each gives its own time, so that it can prepare outside of it), and takes for each
/// the best of `rounds` medians of three: {value, floor}. 0 rounds: once each (for profilers).
template <typename Value, typename Floor>
std::pair<double, double> compare(int rounds, Value &&value, Floor &&floor)
{
    double bestValue = 1e300;
    double bestFloor = 1e300;
    const int times = rounds == 0 ? 1 : 3;
    for (int round = 0; round < std::max(rounds, 1); ++round) {
        std::vector<double> values;
        std::vector<double> floors;
        for (int i = 0; i < times; ++i) {
            // The cost of a floor must not depend on the code that ran before it.
            releaseVectorRegisters();
            floors.push_back(floor());
            values.push_back(value());
        }
        bestValue = std::min(bestValue, medianOf(std::move(values)));
        bestFloor = std::min(bestFloor, medianOf(std::move(floors)));
    }
    return {bestValue, bestFloor};
}

void contactsFromDatabase(const Report &report);
void threadOpening(const Report &report);
void memory(const Report &report);
void presenceStorm(const Report &report);
void accessibleList(const Report &report);
void accessibleThread(const Report &report);
void incomingMessages(const Report &report);
void archivedMessages(const Report &report);
void floods(const Report &report);
void receipts(const Report &report);
void reconnecting(const Report &report);
void automationCommands(const Report &report);
void idleWindow(const Report &report);
void startToPaintedList(const Report &report);
void signingIn(const Report &report);

/// Body of a child process of the start benchmark; its CPU time is the measure. `kind` is "first" or "all"
/// (Roost until its first picture, or until all contacts are listed), "prepare" or "floor".
int runStartChild(const QString &kind, const QString &directory);
/// Child process of the idle benchmark: prints the CPU time (ms) of an idle window in a minute, and its
/// wakeups.
int runIdleChild();
/// Body of a child process of the sign-in benchmark: Roost with a new `profile`, until all contacts of the
/// server at `port` are in the list and in the database. Prints CPU time (ms), peak memory (MiB) and the
/// longest stall (ms).
int runRosterChild(int count, quint16 port, const QString &profile);

} // namespace roost::bench
