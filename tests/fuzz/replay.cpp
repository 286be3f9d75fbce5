// SPDX-License-Identifier: GPL-3.0-or-later
// replay CORPUS MUTATIONS: runs a fuzz target on systems without libFuzzer. The inputs are every file of the
// corpus, then MUTATIONS inputs made from them by cutting, doubling and mixing, the same ones in each run. An
// input that takes too long counts as a crash.
#include "fuzz_target.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QList>
#include <QLoggingCategory>

#include <csignal>
#include <ctime>
#include <random>

#include <fcntl.h>
#include <unistd.h>

namespace {

const QByteArray *currentInput = nullptr;

/// Keeps the input that killed us, by means that are allowed in a signal handler.
void keepInput()
{
    const int file = ::open("replay-crash", O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file >= 0 && currentInput &&
        ::write(file, currentInput->constData(), static_cast<size_t>(currentInput->size())) >= 0)
        static_cast<void>(::write(STDERR_FILENO, "input kept in replay-crash\n", 27));
}

void onSignal(int signal)
{
    keepInput();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

class Mutator
{
public:
    explicit Mutator(QList<QByteArray> seeds) : m_seeds(std::move(seeds)) {}

    QByteArray next()
    {
        QByteArray input = m_seeds.at(below(m_seeds.size()));
        for (qsizetype steps = 1 + below(8); steps > 0; --steps)
            change(input);
        return input;
    }

private:
    qsizetype below(qsizetype limit)
    {
        return limit <= 0 ? 0 : static_cast<qsizetype>(m_random() % static_cast<std::uint32_t>(limit));
    }

    void change(QByteArray &input)
    {
        const qsizetype at = below(input.size() + 1);
        const qsizetype length = below(std::min<qsizetype>(input.size() - at, 64) + 1);
        switch (below(7)) {
        case 0: // another bit
            if (at < input.size())
                input[at] = static_cast<char>(input.at(at) ^ (1 << below(8)));
            break;
        case 1: // another byte
            input.insert(at, static_cast<char>(below(256)));
            break;
        case 2: // something missing
            input.remove(at, length);
            break;
        case 3: // something twice, or often
            input.insert(at, input.mid(at, length).repeated(1 + below(below(16) == 0 ? 500 : 3)));
            break;
        case 4: { // something of another one
            const QByteArray &other = m_seeds.at(below(m_seeds.size()));
            input.insert(at, other.mid(below(other.size()), below(128)));
            break;
        }
        case 5: // cut off
            input.truncate(at);
            break;
        default: // what parsers stumble over
            static const QList<QByteArray> words{
                "<",
                ">",
                "&",
                "\"",
                "'",
                "]]>",
                "<!--",
                "<!DOCTYPE a>",
                "<?a?>",
                "&amp;",
                "\n",
                "xmlns",
                "&#0;",
                "&#x10FFFF;",
                "\xff\xfe",
                "\xed\xa0\x80",
                "\xef\xbf\xbf",
                "@",
                "/",
                "=",
                ",",
                "-1",
                "0",
                "99999999999999999999",
                "\t",
                ";",
                ":",
                "\\20",
                "\\u202e",
                "9999-12-31T23:59:59Z",
                "\xe2\x80\xae",
                "\r\n",
            };
            input.insert(at, words.at(below(words.size())));
        }
    }

    QList<QByteArray> m_seeds;
    std::mt19937 m_random{20260101};
};

/// Runs one input; ends the program when it takes longer than the processor may be held.
void run(const QByteArray &input)
{
    currentInput = &input;
    const std::clock_t before = std::clock();
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(input.constData()),
                           static_cast<size_t>(input.size()));
    const double seconds = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    FUZZ_CHECK(seconds < 5);
}

} // namespace

// There when a sanitizer is.
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("*=false")); // a line for each refused input
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3) {
        std::fputs("replay CORPUS MUTATIONS\n", stderr);
        return 2;
    }
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(keepInput);
    std::signal(SIGABRT, onSignal);
    std::signal(SIGSEGV, onSignal);

    QList<QByteArray> seeds;
    const QDir folder(arguments.at(1));
    const QStringList names = folder.entryList(QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        FUZZ_CHECK(file.open(QIODevice::ReadOnly));
        seeds.append(file.readAll());
        run(seeds.constLast());
    }
    FUZZ_CHECK(!seeds.isEmpty());
    const int mutations = arguments.at(2).toInt();
    Mutator mutator(seeds);
    for (int i = 0; i < mutations; ++i)
        run(mutator.next());
    std::printf("%lld seeds and %d mutations\n", static_cast<long long>(seeds.size()), mutations);
    return 0;
}
