// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/element_commands.h"

#include "automation/accessible_facts.h"
#include "automation/key_codes.h"
#include "automation/row_search.h"
#include "models/addressed_rows.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QWidget>

#include <utility>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Keys for a whole field.
constexpr char32_t controlKey = 0xe009;
constexpr char32_t deleteKey = 0xe017;
/// Duration of one portion when a long text is typed; the event loop runs between two portions.
constexpr qint64 typingSliceMs = 4;

/// So long the window may stand still.
constexpr std::chrono::milliseconds mostAtOnce(6);

DriverAnswer notThere(const ElementFinder::Wish &wish, const ElementFinder::Elements &roots, qint64 ms)
{
    return driverError(DriverErrorKind::NoSuchElement,
                       "no element for "_L1 + wish.strategy + " '"_L1 + wish.value + "' after "_L1 +
                           QString::number(ms) + " ms; "_L1 + ElementFinder::nearMisses(roots, wish));
}

} // namespace

/// A search, from the first look to the answer.
struct ElementCommands::Finding
{
    ElementFinder::Wish wish;
    QString from; ///< Reference; null: the window.
    bool waits = false;
    bool isLast = false;
    QElapsedTimer clock;
    QJsonArray inView;               ///< References.
    std::unique_ptr<RowSearch> rows; ///< Under way.
};

ElementCommands::ElementCommands(DriverSession &session) : m_session(session) {}

void ElementCommands::addTo(CommandTable &table)
{
    addFinding(table);
    addQuestions(table);
    table.addLate("POST", "session/{}/element/{}/click",
                  [this](const auto &command, const auto &answer) { click(command.parameters[1], answer); });
    table.addLate("POST", "session/{}/element/{}/clear",
                  [this](const auto &command, const auto &answer) { clear(command.parameters[1], answer); });
    table.addLate("POST", "session/{}/element/{}/value", [this](const auto &command, const auto &answer) {
        const QJsonValue text = command.body.value("text"_L1);
        if (!text.isString())
            answer(driverError(DriverErrorKind::InvalidArgument, u"\"text\" must be a string"_s));
        else
            sendKeys(command.parameters[1], text.toString(), answer);
    });
}

void ElementCommands::addFinding(CommandTable &table)
{
    table.addLate("POST", "session/{}/element",
                  [this](const auto &command, const auto &answer) { find(command, {}, false, answer); });
    table.addLate("POST", "session/{}/elements",
                  [this](const auto &command, const auto &answer) { find(command, {}, true, answer); });
    table.addLate("POST", "session/{}/element/{}/element", [this](const auto &command, const auto &answer) {
        find(command, command.parameters[1], false, answer);
    });
    table.addLate("POST", "session/{}/element/{}/elements", [this](const auto &command, const auto &answer) {
        find(command, command.parameters[1], true, answer);
    });
    table.add("GET", "session/{}/element/active", [this](const auto &) { return activeElement(); });
}

void ElementCommands::addQuestions(CommandTable &table)
{
    using Question =
        std::function<DriverAnswer(QAccessibleInterface & element, const DriverCommand &command)>;
    const auto ask = [this, &table](const char *pattern, const Question &question) {
        table.add("GET", pattern, [this, question](const DriverCommand &command) -> DriverAnswer {
            const auto found = m_session.element(command.parameters[1]);
            if (const auto *error = std::get_if<DriverError>(&found))
                return *error;
            return question(*std::get<QAccessibleInterface *>(found), command);
        });
    };
    using Element = QAccessibleInterface &;
    using Command = const DriverCommand &;
    ask("session/{}/element/{}/text",
        [](Element element, Command) { return QJsonValue(accessible::textOf(element)); });
    ask("session/{}/element/{}/name",
        [](Element element, Command) { return QJsonValue(accessible::roleNameOf(element.role())); });
    ask("session/{}/element/{}/attribute/{}", [](Element element, Command command) {
        const auto value = accessible::attributeOf(element, command.parameters[2]);
        return value ? QJsonValue(*value) : QJsonValue();
    });
    ask("session/{}/element/{}/property/{}", [](Element element, Command command) {
        return accessible::propertyOf(element, command.parameters[2]);
    });
    ask("session/{}/element/{}/css/{}",
        [](Element element, Command command) { return cssValue(element, command.parameters[2]); });
    ask("session/{}/element/{}/rect", [this](Element element, Command) { return rect(element); });
    ask("session/{}/element/{}/enabled",
        [](Element element, Command) { return QJsonValue(accessible::hasState(element, u"enabled"_s)); });
    ask("session/{}/element/{}/selected", [](Element element, Command) {
        return QJsonValue(accessible::hasState(element, u"selected"_s) ||
                          accessible::hasState(element, u"checked"_s));
    });
    ask("session/{}/element/{}/displayed",
        [](Element element, Command) { return QJsonValue(accessible::isDisplayed(element)); });
    ask("session/{}/element/{}/computedrole",
        [](Element element, Command) { return QJsonValue(accessible::roleNameOf(element.role())); });
    ask("session/{}/element/{}/computedlabel",
        [](Element element, Command) { return QJsonValue(accessible::nameOf(element)); });
}

void ElementCommands::find(const DriverCommand &command, const QString &from, bool wantsAll,
                           const AnswerCommand &answer)
{
    const QJsonValue strategy = command.body.value("using"_L1);
    const QJsonValue value = command.body.value("value"_L1);
    if (!strategy.isString() || !value.isString()) {
        answer(driverError(DriverErrorKind::InvalidArgument, u"\"using\" and \"value\" must be strings"_s));
        return;
    }
    auto finding = std::make_shared<Finding>();
    finding->wish = {strategy.toString(), value.toString(), wantsAll};
    finding->from = from;
    finding->waits = !wantsAll || m_session.hasChosenImplicit();
    finding->clock.start();
    m_session.poll(
        m_session.implicit(), [this, finding](bool isLast) { return look(*finding, isLast); }, answer);
}

std::optional<DriverAnswer> ElementCommands::look(Finding &finding, bool isLast)
{
    if (!finding.rows) {
        finding.isLast = isLast;
        finding.inView = {};
        ElementFinder::Elements roots;
        if (const auto error = rootsOf(finding, roots))
            return *error;
        const auto result = ElementFinder::find(roots, finding.wish, !finding.from.isNull());
        if (const auto *error = std::get_if<DriverError>(&result))
            return *error;
        const auto &found = std::get<ElementFinder::Elements>(result);
        if (!finding.wish.wantsAll && !found.isEmpty())
            return firstOf(found);
        for (QAccessibleInterface *element : found)
            finding.inView.append(m_session.jsonOf(*element));
        finding.rows = ElementFinder::searchRows(roots, finding.wish);
    }
    if (finding.rows && !finding.rows->goOn(mostAtOnce)) {
        m_session.goOnAtOnce();
        return {};
    }
    return endOf(finding);
}

std::optional<DriverAnswer> ElementCommands::endOf(Finding &finding)
{
    const std::unique_ptr<RowSearch> rows = std::exchange(finding.rows, nullptr);
    ElementFinder::Elements found;
    for (const QJsonValue &json : std::as_const(finding.inView)) {
        const auto element = m_session.element(DriverSession::referenceIn(json));
        if (const auto *present = std::get_if<QAccessibleInterface *>(&element))
            found.append(*present);
    }
    if (rows)
        found = rows->mergedInto(found);
    if (!finding.wish.wantsAll && !found.isEmpty())
        return firstOf(found);
    if (found.isEmpty() && !finding.wish.wantsAll) {
        ElementFinder::Elements roots;
        if (const auto error = rootsOf(finding, roots))
            return *error;
        if (finding.isLast)
            return notThere(finding.wish, roots, finding.clock.elapsed());
        ElementFinder::askForMore(roots, finding.wish);
    }
    if (found.isEmpty() && !finding.isLast && finding.waits)
        return {};
    QJsonArray all;
    for (QAccessibleInterface *element : found)
        all.append(m_session.jsonOf(*element));
    return all;
}

DriverAnswer ElementCommands::firstOf(const ElementFinder::Elements &found)
{
    QAccessibleInterface &element = *found.first();
    if (accessible::rowOf(element) != nullptr)
        Readiness::bringIntoView(element);
    return m_session.jsonOf(element);
}

std::optional<DriverError> ElementCommands::rootsOf(const Finding &finding,
                                                    ElementFinder::Elements &roots) const
{
    if (finding.from.isNull()) {
        if (m_session.window() == nullptr)
            return DriverError{DriverErrorKind::NoSuchWindow, u"the window has been closed"_s};
        roots = m_session.roots();
        return {};
    }
    const auto start = m_session.element(finding.from);
    if (const auto *error = std::get_if<DriverError>(&start))
        return *error;
    roots = {std::get<QAccessibleInterface *>(start)};
    return {};
}

DriverAnswer ElementCommands::isDisplayed(const QString &reference) const
{
    const auto found = m_session.element(reference);
    if (const auto *error = std::get_if<DriverError>(&found))
        return *error;
    return QJsonValue(accessible::isDisplayed(*std::get<QAccessibleInterface *>(found)));
}

DriverAnswer ElementCommands::scrollIntoView(const QString &reference) const
{
    const auto found = m_session.element(reference);
    if (const auto *error = std::get_if<DriverError>(&found))
        return *error;
    QAccessibleInterface &element = *std::get<QAccessibleInterface *>(found);
    Readiness::bringIntoView(element);
    const Readiness readiness = Readiness::of(element, Readiness::Need::Seen);
    if (!readiness.isReady)
        return driverError(readiness.kind, accessible::sketchOf(element) + ": "_L1 + readiness.obstacle);
    return rect(element);
}

DriverAnswer ElementCommands::attribute(const QString &reference, const QString &name) const
{
    const auto found = m_session.element(reference);
    if (const auto *error = std::get_if<DriverError>(&found))
        return *error;
    const auto value = accessible::attributeOf(*std::get<QAccessibleInterface *>(found), name);
    return value ? QJsonValue(*value) : QJsonValue();
}

void ElementCommands::click(const QString &reference, const AnswerCommand &answer)
{
    m_session.whenReady(
        reference, Readiness::Need::Hit,
        [this](QAccessibleInterface &, const Readiness &readiness, const AnswerCommand &tell) {
            m_session.answerSoon(tell);
            m_session.input().click(*readiness.window, readiness.middle());
        },
        answer);
}

bool ElementCommands::focus(QAccessibleInterface &element)
{
    QWidget *holder = accessible::widgetOf(element);
    if (holder == nullptr)
        return false;
    if (!holder->isActiveWindow())
        holder->activateWindow();
    const bool isRow = accessible::rowOf(element) != nullptr;
    if (isRow && element.actionInterface() != nullptr)
        element.actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
    if (holder->hasFocus() ||
        (QApplication::focusWidget() != nullptr && holder->isAncestorOf(QApplication::focusWidget())))
        return true;
    if (holder->focusPolicy() == Qt::NoFocus && holder->focusProxy() == nullptr && !holder->isWindow())
        return false;
    holder->setFocus(Qt::OtherFocusReason);
    // W3C WebDriver 12.5.3: typed text is appended to the existing text.
    if (auto *text = element.textInterface(); text != nullptr && accessible::hasState(element, u"editable"_s))
        text->setCursorPosition(text->characterCount());
    return true;
}

void ElementCommands::clear(const QString &reference, const AnswerCommand &answer)
{
    m_session.whenReady(
        reference, Readiness::Need::Enabled,
        [this](QAccessibleInterface &element, const Readiness &readiness, const AnswerCommand &tell) {
            if (!accessible::hasState(element, u"editable"_s) || !focus(element)) {
                tell(driverError(DriverErrorKind::InvalidElementState,
                                 accessible::sketchOf(element) + " cannot be edited"_L1));
                return;
            }
            m_session.answerSoon(tell);
            InputDevice &input = m_session.input();
            input.keyDown(*readiness.window, controlKey);
            input.type(*readiness.window, U'a');
            input.keyUp(*readiness.window, controlKey);
            input.type(*readiness.window, deleteKey);
        },
        answer);
}

void ElementCommands::sendKeys(const QString &reference, const QString &text, const AnswerCommand &answer)
{
    m_session.whenReady(
        reference, Readiness::Need::Enabled,
        [this, text](QAccessibleInterface &element, const Readiness &readiness, const AnswerCommand &tell) {
            if (!focus(element)) {
                tell(driverError(DriverErrorKind::ElementNotInteractable,
                                 accessible::sketchOf(element) + " takes no keys"_L1));
                return;
            }
            typeOn(std::make_shared<Typing>(Typing{text.toUcs4(), 0, readiness.window, tell}));
        },
        answer);
}

void ElementCommands::typeOn(const std::shared_ptr<Typing> &typing)
{
    // Scheduled before typing: a key may start a nested event loop, in which the rest continues.
    QMetaObject::invokeMethod(
        &m_session,
        [this, typing] {
            if (typing->next < typing->keys.size())
                typeOn(typing);
            else
                typing->answer(QJsonValue());
        },
        Qt::QueuedConnection);
    QElapsedTimer spent;
    spent.start();
    while (typing->next < typing->keys.size() && !spent.hasExpired(typingSliceMs)) {
        if (!typing->window) {
            typing->next = typing->keys.size();
            break;
        }
        const char32_t key = typing->keys.at(typing->next++);
        if (key == nullKey)
            m_session.input().releaseModifiers(*typing->window);
        else
            m_session.input().type(*typing->window, key);
    }
    if (typing->next == typing->keys.size() && typing->window)
        m_session.input().releaseModifiers(*typing->window);
}

DriverAnswer ElementCommands::activeElement()
{
    if (m_session.window() == nullptr)
        return driverError(DriverErrorKind::NoSuchWindow, u"the window has been closed"_s);
    QWidget *widget = QApplication::focusWidget();
    QAccessibleInterface *element =
        QAccessible::queryAccessibleInterface(widget == nullptr ? m_session.window() : widget);
    if (element == nullptr)
        return driverError(DriverErrorKind::NoSuchElement, u"nothing has the focus"_s);
    if (QAccessibleInterface *inside = element->focusChild(); inside != nullptr && inside->isValid())
        element = inside;
    return m_session.jsonOf(*element);
}

DriverAnswer ElementCommands::rect(QAccessibleInterface &element) const
{
    const QRect place = element.rect().translated(-m_session.origin());
    return QJsonObject{
        {"x"_L1, place.x()}, {"y"_L1, place.y()}, {"width"_L1, place.width()}, {"height"_L1, place.height()}};
}

DriverAnswer ElementCommands::cssValue(QAccessibleInterface &element, const QString &name)
{
    const QWidget *widget = accessible::widgetOf(element);
    if (widget == nullptr)
        return QJsonValue(QString());
    const auto rgba = [](const QColor &color) {
        return QStringLiteral("rgba(%1, %2, %3, %4)")
            .arg(color.red())
            .arg(color.green())
            .arg(color.blue())
            .arg(color.alphaF());
    };
    const bool isShown = accessible::isDisplayed(element);
    if (name == "color"_L1)
        return QJsonValue(rgba(widget->palette().color(widget->foregroundRole())));
    if (name == "background-color"_L1)
        return QJsonValue(rgba(widget->palette().color(widget->backgroundRole())));
    if (name == "font-family"_L1)
        return QJsonValue(widget->font().family());
    if (name == "font-size"_L1)
        return QJsonValue(QString::number(widget->fontInfo().pixelSize()) + "px"_L1);
    if (name == "font-weight"_L1)
        return QJsonValue(QString::number(widget->font().weight()));
    if (name == "direction"_L1)
        return QJsonValue(widget->layoutDirection() == Qt::RightToLeft ? u"rtl"_s : u"ltr"_s);
    if (name == "visibility"_L1)
        return QJsonValue(isShown ? u"visible"_s : u"hidden"_s);
    if (name == "display"_L1)
        return QJsonValue(isShown ? u"block"_s : u"none"_s);
    if (name == "width"_L1)
        return QJsonValue(QString::number(element.rect().width()) + "px"_L1);
    if (name == "height"_L1)
        return QJsonValue(QString::number(element.rect().height()) + "px"_L1);
    return QJsonValue(QString());
}

} // namespace roost
