// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/test_mode.h"

#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QHashSeed>
#include <QWidget>

#include <ctime>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#endif

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Qt's offscreen screen is 800 by 800 by default.
constexpr auto offscreenScreen =
    R"({"synchronousWindowSystemEvents": false, "windowFrameMargins": false, "screens": [{"name": "test",
"x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]})";

bool write(const QString &file, const QByteArray &content)
{
    QFile out(file);
    return out.open(QIODevice::WriteOnly) && out.write(content) == content.size();
}

/// Qt reads the variable as Latin-1 and splits it at ':' and ';', so it must not contain a path chosen by the
/// user.
void useOffscreenScreen(const QDir &profile)
{
    const QString file = profile.filePath(u"test-home/screen.json"_s);
    if (!write(file, offscreenScreen))
        return;
#ifdef Q_OS_UNIX
    // Open until the program ends; Qt reads it while the application object is made.
    const int descriptor = ::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0)
        qputenv("QT_QPA_PLATFORM", "offscreen:configfile=/dev/fd/" + QByteArray::number(descriptor));
#else
    const QByteArray name = file.toLatin1();
    if (QString::fromLatin1(name) == file && !name.contains(';'))
        qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + name);
#endif
}

} // namespace

void TestMode::prepare(const CommandLine &line)
{
    const QDir profile(line.profile);
    for (const char *name : {"CONFIG", "CACHE", "DATA", "STATE"}) {
        const QString folder = "test-home/"_L1 + QString::fromLatin1(name).toLower();
        if (profile.mkpath(folder))
            qputenv(QByteArray("XDG_" + QByteArray(name) + "_HOME").constData(),
                    QFile::encodeName(profile.filePath(folder)));
    }
    qputenv("TZ", "UTC");
#ifdef Q_OS_UNIX
    tzset();
#endif
    qputenv("LC_ALL", "C.UTF-8");
    // A scale set by the user stays; the scale of the desktop does not count.
    if (!qEnvironmentVariableIsSet("QT_SCALE_FACTOR"))
        qputenv("QT_SCALE_FACTOR", "1");
    qputenv("QT_FONT_DPI", "96");
    for (const char *name :
         {"LANGUAGE", "QT_SCREEN_SCALE_FACTORS", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME",
          "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "QT_IM_MODULE"})
        qunsetenv(name);
    if (qgetenv("QT_QPA_PLATFORM") == "offscreen")
        useOffscreenScreen(profile);
    QHashSeed::setDeterministicGlobalSeed();
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeMenuBar);
}

TestMode::TestMode(QApplication &application)
{
    QApplication::setCursorFlashTime(0);
    for (const Qt::UIEffect effect :
         {Qt::UI_General, Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo, Qt::UI_AnimateTooltip,
          Qt::UI_FadeTooltip, Qt::UI_AnimateToolBox})
        QApplication::setEffectEnabled(effect, false);
    application.installEventFilter(this);
}

QString TestMode::seedOf(const CommandLine &line)
{
    QFile file(QDir(line.profile).filePath(u"test-home/starts"_s));
    const int starts = file.open(QIODevice::ReadOnly) ? file.readAll().toInt() : 0;
    file.close();
    (void)write(file.fileName(), QByteArray::number(starts + 1));
    return line.testSeed + u'/' + QString::number(starts);
}

bool TestMode::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Show && event->type() != QEvent::Hide)
        return false;
    auto *widget = qobject_cast<QWidget *>(watched);
    if (widget == nullptr || !widget->isWindow())
        return false;
    const Qt::WindowType type = widget->windowType();
    if (type != Qt::Window && type != Qt::Dialog && type != Qt::Sheet)
        return false;
    QWidget *next = event->type() == QEvent::Show ? widget : widget->parentWidget();
    if (next != nullptr)
        next->window()->activateWindow();
    return false;
}

} // namespace roost
