// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/start_problem.h"

namespace roost {

using namespace Qt::StringLiterals;

namespace {

QString withDetail(const QString &sentence, const QString &detail)
{
    return detail.isEmpty() ? sentence : sentence + " ("_L1 + detail.simplified() + u')';
}

QString wordOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::StorageFull:
        return u"the disk is full"_s;
    case ErrorKind::StorageLocked:
        return u"another program holds it"_s;
    case ErrorKind::StorageReadOnly:
        return u"it cannot be written to"_s;
    case ErrorKind::StorageCorrupt:
        return u"it is damaged"_s;
    case ErrorKind::StorageTooNew:
        return u"a newer Roost wrote it"_s;
    default:
        return u"it cannot be used"_s;
    }
}

} // namespace

ExitCode exitCodeOf(const StartProblem &problem)
{
    using Kind = StartProblem::Kind;
    switch (problem.kind) {
    case Kind::None:
        return ExitCode::Done;
    case Kind::CommandLine:
    case Kind::FileUnreadable:
    case Kind::LogUnwritable:
        return ExitCode::CommandLine;
    case Kind::ProfileNotFolder:
    case Kind::ProfileNotMade:
    case Kind::ProfileNotWritable:
    case Kind::DiskFull:
    case Kind::SettingsUnreadable:
        return ExitCode::Profile;
    case Kind::ProfileInUse:
        return ExitCode::ProfileInUse;
    case Kind::Database:
        return ExitCode::Database;
    case Kind::NoDisplay:
        return ExitCode::NoDisplay;
    case Kind::Automation:
        return ExitCode::Automation;
    }
    return ExitCode::Failed;
}

QString lineOf(const StartProblem &problem)
{
    using Kind = StartProblem::Kind;
    const QString profile = "the profile folder "_L1 + problem.path;
    switch (problem.kind) {
    case Kind::None:
        return {};
    case Kind::CommandLine:
        return problem.detail;
    case Kind::FileUnreadable:
        return problem.path + " cannot be read"_L1;
    case Kind::LogUnwritable:
        return problem.path + " cannot be written"_L1;
    case Kind::ProfileNotFolder:
        return withDetail(profile + " is not a folder"_L1, problem.detail);
    case Kind::ProfileNotMade:
        return withDetail(profile + " cannot be created"_L1, problem.detail);
    case Kind::ProfileNotWritable:
        return withDetail(profile + " cannot be written to"_L1, problem.detail);
    case Kind::DiskFull:
        return withDetail(profile + " has no room left"_L1, problem.detail);
    case Kind::ProfileInUse:
        return withDetail("another Roost uses "_L1 + profile + " but does not answer"_L1, problem.detail);
    case Kind::SettingsUnreadable:
        return withDetail("the settings in "_L1 + problem.path + " cannot be read"_L1, problem.detail);
    case Kind::Database:
        return withDetail("the database "_L1 + problem.path + ": "_L1 + wordOf(problem.error.kind),
                          problem.error.detail);
    case Kind::NoDisplay:
        return withDetail(u"there is no display"_s, problem.detail);
    case Kind::Automation:
        return "--automation: "_L1 + problem.detail;
    }
    return {};
}

} // namespace roost
