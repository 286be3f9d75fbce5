// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

#include <initializer_list>

namespace roost::bench {

/// Runs this program once more with `arguments` and returns the figures that the child prints by
/// printFigures(). The event loop runs meanwhile, so this process may be the server of the child. Ends the
/// program if the child fails or prints another number of figures than `count`.
[[nodiscard]] QList<double> runChild(const QStringList &arguments, qsizetype count);

/// Writes the results of a child process to standard output.
void printFigures(std::initializer_list<double> figures);

} // namespace roost::bench
