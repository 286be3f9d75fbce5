// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/window_commands.h"

#include "automation/accessible_facts.h"
#include "automation/alerts.h"
#include "automation/element_source.h"

#include <QApplication>
#include <QBuffer>
#include <QJsonArray>
#include <QMessageBox>
#include <QPainter>
#include <QScreen>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

DriverAnswer pngOf(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    // Every step of a script may have a picture: quickly made is better than small.
    constexpr int quick = 85;
    if (image.isNull() || !image.save(&buffer, "PNG", quick))
        return driverError(DriverErrorKind::UnableToCaptureScreen, u"there is nothing to be seen"_s);
    return QJsonValue(QString::fromLatin1(bytes.toBase64()));
}

} // namespace

void WindowCommands::addTo(CommandTable &table)
{
    addWindows(table);
    addPictures(table);
    addAlerts(table);
}

void WindowCommands::addOnWindow(CommandTable &table, const char *method, const char *pattern, const Act &act)
{
    table.add(method, pattern, [this, act](const DriverCommand &command) -> DriverAnswer {
        QWidget *window = m_session.window();
        if (window == nullptr)
            return DriverError{DriverErrorKind::NoSuchWindow, u"the window has been closed"_s};
        return act(*window, command.body);
    });
}

void WindowCommands::addWindows(CommandTable &table)
{
    addOnWindow(table, "GET", "session/{}/window", [this](QWidget &window, const QJsonObject &) {
        return QJsonValue(m_session.handleOf(&window));
    });
    table.add("GET", "session/{}/window/handles", [this](const DriverCommand &) { return handles(); });
    table.add("POST", "session/{}/window", [this](const DriverCommand &command) -> DriverAnswer {
        QWidget *window = m_session.windowOf(command.body.value("handle"_L1).toString());
        if (window == nullptr)
            return DriverError{DriverErrorKind::NoSuchWindow, u"there is no such window"_s};
        m_session.setWindow(window);
        return QJsonValue();
    });
    table.add("POST", "session/{}/window/new", [](const DriverCommand &) {
        return driverError(DriverErrorKind::UnsupportedOperation, u"a chat opens no windows on command"_s);
    });
    addOnWindow(table, "DELETE", "session/{}/window", [this](QWidget &window, const QJsonObject &) {
        window.close();
        return handles();
    });
    addOnWindow(table, "GET", "session/{}/window/rect",
                [](QWidget &window, const QJsonObject &) { return rectOf(window); });
    addOnWindow(table, "POST", "session/{}/window/rect", &WindowCommands::setRect);
    addOnWindow(table, "POST", "session/{}/window/maximize", [](QWidget &window, const QJsonObject &) {
        window.showMaximized();
        return rectOf(window);
    });
    addOnWindow(table, "POST", "session/{}/window/minimize", [](QWidget &window, const QJsonObject &) {
        window.showMinimized();
        return rectOf(window);
    });
    addOnWindow(table, "POST", "session/{}/window/fullscreen", [](QWidget &window, const QJsonObject &) {
        window.showFullScreen();
        return rectOf(window);
    });
    addOnWindow(table, "GET", "session/{}/title",
                [](QWidget &window, const QJsonObject &) { return QJsonValue(window.windowTitle()); });
    addOnWindow(table, "GET", "session/{}/url", [](QWidget &window, const QJsonObject &) {
        return QJsonValue("roost:"_L1 + window.objectName());
    });
}

DriverAnswer WindowCommands::handles()
{
    QJsonArray all;
    for (QWidget *window : ElementFinder::windows()) {
        if (window->windowType() != Qt::Popup)
            all.append(m_session.handleOf(window));
    }
    return all;
}

DriverAnswer WindowCommands::rectOf(const QWidget &window)
{
    return QJsonObject{{"x"_L1, window.x()},
                       {"y"_L1, window.y()},
                       {"width"_L1, window.width()},
                       {"height"_L1, window.height()}};
}

DriverAnswer WindowCommands::setRect(QWidget &window, const QJsonObject &wanted)
{
    for (const auto name : {"x"_L1, "y"_L1, "width"_L1, "height"_L1}) {
        const QJsonValue value = wanted.value(name);
        const bool mayBeNegative = name.size() == 1;
        if (!value.isUndefined() && !value.isNull() &&
            (!value.isDouble() || value.toDouble() > 32767 ||
             value.toDouble() < (mayBeNegative ? -32768 : 0)))
            return driverError(DriverErrorKind::InvalidArgument, name + " is no size"_L1);
    }
    if ((window.windowState() & ~Qt::WindowActive) != Qt::WindowNoState)
        window.showNormal();
    if (wanted.value("x"_L1).isDouble() && wanted.value("y"_L1).isDouble())
        window.move(wanted.value("x"_L1).toInt(), wanted.value("y"_L1).toInt());
    if (wanted.value("width"_L1).isDouble() && wanted.value("height"_L1).isDouble())
        window.resize(wanted.value("width"_L1).toInt(), wanted.value("height"_L1).toInt());
    return rectOf(window);
}

QImage WindowCommands::picture() const
{
    QWidget *window = m_session.window();
    if (window == nullptr)
        return {};
    QPixmap picture = window->grab();
    QList<QWidget *> above = ElementFinder::windows(window);
    QPainter painter(&picture);
    // windows() names the topmost first.
    for (auto other = above.crbegin(); other != above.crend(); ++other) {
        if (*other != window)
            painter.drawPixmap((*other)->mapToGlobal(QPoint(0, 0)) - window->mapToGlobal(QPoint(0, 0)),
                               (*other)->grab());
    }
    painter.end();
    return picture.toImage();
}

void WindowCommands::addPictures(CommandTable &table)
{
    addOnWindow(table, "GET", "session/{}/screenshot",
                [this](QWidget &, const QJsonObject &) { return pngOf(picture()); });
    table.addLate("GET", "session/{}/element/{}/screenshot", [this](const auto &command, const auto &answer) {
        m_session.whenReady(
            command.parameters[1], Readiness::Need::Seen,
            [this](QAccessibleInterface &, const Readiness &readiness, const AnswerCommand &tell) {
                const QImage all = picture();
                const qreal scale = all.devicePixelRatio();
                const QRect part = readiness.part.translated(-m_session.origin());
                tell(pngOf(all.copy(
                    QRectF(part.x() * scale, part.y() * scale, part.width() * scale, part.height() * scale)
                        .toRect())));
            },
            answer);
    });
    addOnWindow(table, "GET", "session/{}/source", [this](QWidget &, const QJsonObject &) {
        return QJsonValue(ElementSource::xml(m_session.roots()));
    });
}

void WindowCommands::addAlerts(CommandTable &table)
{
    using OnAlert = std::function<DriverAnswer(QMessageBox & box)>;
    const auto add = [this, &table](const char *method, const char *pattern, const OnAlert &act) {
        table.addLate(method, pattern, [this, act](const DriverCommand &, const AnswerCommand &answer) {
            m_session.poll(
                m_session.implicit(),
                [act](bool isLast) -> std::optional<DriverAnswer> {
                    if (QMessageBox *box = Alerts::open())
                        return act(*box);
                    if (isLast)
                        return driverError(DriverErrorKind::NoSuchAlert, u"no message box is open"_s);
                    return {};
                },
                answer);
        });
    };
    add("POST", "session/{}/alert/accept", [](QMessageBox &box) -> DriverAnswer {
        Alerts::accept(box);
        return QJsonValue();
    });
    add("POST", "session/{}/alert/dismiss", [](QMessageBox &box) -> DriverAnswer {
        Alerts::dismiss(box);
        return QJsonValue();
    });
    add("GET", "session/{}/alert/text",
        [](QMessageBox &box) -> DriverAnswer { return QJsonValue(Alerts::textOf(box)); });
    add("POST", "session/{}/alert/text", [](QMessageBox &) -> DriverAnswer {
        return DriverError{DriverErrorKind::ElementNotInteractable, u"the message box has no field"_s};
    });
}

} // namespace roost
