// SPDX-License-Identifier: GPL-3.0-or-later
// Set-up of a target when libFuzzer provides main().
#include "fuzz_target.h"

#include <QCoreApplication>
#include <QLoggingCategory>

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv);

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const QCoreApplication application(*argc, *argv);
    QLoggingCategory::setFilterRules(QStringLiteral("*=false")); // a line for each refused input
    return 0;
}
