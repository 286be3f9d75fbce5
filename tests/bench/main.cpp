// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace roost::bench;

namespace {

constexpr int mostAttempts = 3; ///< Maximum attempts of --check for a row that misses its target.

const QList<Benchmark> &benchmarks()
{
    static const QList<Benchmark> all{
        {u"start"_s, startToPaintedList},  {u"contacts"_s, contactsFromDatabase},
        {u"threads"_s, threadOpening},     {u"memory"_s, memory},
        {u"presence"_s, presenceStorm},    {u"messages"_s, incomingMessages},
        {u"archive"_s, archivedMessages},  {u"floods"_s, floods},
        {u"reconnect"_s, reconnecting},    {u"automation"_s, automationCommands},
        {u"accessible"_s, accessibleList}, {u"accessible-thread"_s, accessibleThread},
        {u"receipts"_s, receipts},         {u"idle"_s, idleWindow},
        {u"sign-in"_s, signingIn},
    };
    return all;
}

QString textOf(const Row &row)
{
    const auto number = [](double value) {
        return QString::number(value, 'f', value < 10 ? 2 : value < 100 ? 1 : 0);
    };
    QString text = u"%1 %2 %3"_s.arg(row.name, -52).arg(number(row.value), 8).arg(row.unit, -5);
    if (row.floor)
        text += u" floor %1 ratio %2"_s.arg(number(*row.floor), 8).arg(number(row.judged()), 5);
    else
        text += QString(27, u' ');
    if (!row.target)
        return text.trimmed();
    return text + u" target %1 %2"_s.arg(number(*row.target), 5).arg(row.isMet() ? u"ok"_s : u"MISSED"_s);
}

QJsonObject jsonOf(const Row &row)
{
    QJsonObject object{
        {u"name"_s, row.name}, {u"unit"_s, row.unit}, {u"value"_s, row.value}, {u"met"_s, row.isMet()}};
    if (row.target)
        object[u"target"_s] = *row.target;
    if (row.floor) {
        object[u"floor"_s] = *row.floor;
        object[u"ratio"_s] = row.judged();
    }
    return object;
}

QList<Row> measure(const Benchmark &benchmark, int rounds)
{
    QList<Row> rows;
    benchmark.run({[&rows](const Row &row) { rows.append(row); }, rounds});
    return rows;
}

bool areMet(const QList<Row> &rows)
{
    return std::all_of(rows.begin(), rows.end(), [](const Row &row) { return row.isMet(); });
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QLoggingCategory::setFilterRules(u"roost.*=false"_s);
    QApplication application(argc, argv);
    if (argc == 4 && qstrcmp(argv[1], "--start-child") == 0)
        return runStartChild(QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3]));
    if (argc == 2 && qstrcmp(argv[1], "--idle-child") == 0)
        return runIdleChild();
    if (argc == 5 && qstrcmp(argv[1], "--roster-child") == 0)
        return runRosterChild(atoi(argv[2]), quint16(atoi(argv[3])), QString::fromLocal8Bit(argv[4]));
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures Roost against the bare minimum, in CPU time."_s);
    parser.addHelpOption();
    parser.addOptions(
        {{u"json"_s, u"Print the rows as JSON."_s},
         {u"only"_s, u"Run only benchmark <name> (may be repeated)."_s, u"name"_s},
         {u"rounds"_s, u"How often to measure (3; 0 = once, for profilers)."_s, u"number"_s, u"3"_s},
         {u"list"_s, u"Name the benchmarks."_s},
         {u"check"_s, u"End with 1 if a target is missed three times in a row."_s}});
    parser.process(application);

    QTextStream out(stdout);
    if (parser.isSet(u"list"_s)) {
        for (const auto &benchmark : benchmarks())
            out << benchmark.name << '\n';
        return 0;
    }
    const bool isJson = parser.isSet(u"json"_s);
    const QStringList only = parser.values(u"only"_s);
    QJsonArray rows;
    const bool isCheck = parser.isSet(u"check"_s);
    bool allMet = true;
    for (const auto &benchmark : benchmarks()) {
        if (!only.isEmpty() && !only.contains(benchmark.name))
            continue;
        // Other processes can only make a measurement worse, never better.
        QList<Row> measured = measure(benchmark, parser.value(u"rounds"_s).toInt());
        for (int again = 1; isCheck && again < mostAttempts && !areMet(measured); ++again)
            measured = measure(benchmark, parser.value(u"rounds"_s).toInt());
        allMet = allMet && areMet(measured);
        for (const Row &row : std::as_const(measured)) {
            rows.append(jsonOf(row));
            if (!isJson)
                out << textOf(row) << Qt::endl;
        }
    }
    if (isJson)
        out << QJsonDocument(rows).toJson();
    return isCheck && !allMet ? 1 : 0;
}
