// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/command_table.h"
#include "automation/driver_session.h"

#include <QList>
#include <QPointer>
#include <QWidget>

#include <memory>

namespace roost {

/// The commands about elements: finding, asking, clicking, typing (W3C WebDriver 12 and 13.2).
class ElementCommands
{
public:
    /// `session` outlives the object, which outlives the table.
    explicit ElementCommands(DriverSession &session);

    void addTo(CommandTable &table);

    /// Displayed or not; also the answer to Selenium's isDisplayed atom.
    [[nodiscard]] DriverAnswer isDisplayed(const QString &reference) const;
    [[nodiscard]] DriverAnswer attribute(const QString &reference, const QString &name) const;
    /// Scrolls, in every area around it, until the element is seen; answers with its place.
    [[nodiscard]] DriverAnswer scrollIntoView(const QString &reference) const;

private:
    struct Finding;
    void addFinding(CommandTable &table);
    void addQuestions(CommandTable &table);
    void find(const DriverCommand &command, const QString &from, bool wantsAll, const AnswerCommand &answer);
    /// One look, or a part of it; empty: not there yet.
    [[nodiscard]] std::optional<DriverAnswer> look(Finding &finding, bool isLast);
    [[nodiscard]] std::optional<DriverAnswer> endOf(Finding &finding);
    /// A row that is scrolled away is scrolled to.
    [[nodiscard]] DriverAnswer firstOf(const ElementFinder::Elements &found);
    [[nodiscard]] std::optional<DriverError> rootsOf(const Finding &finding,
                                                     ElementFinder::Elements &roots) const;
    void click(const QString &reference, const AnswerCommand &answer);
    void clear(const QString &reference, const AnswerCommand &answer);
    void sendKeys(const QString &reference, const QString &text, const AnswerCommand &answer);
    struct Typing
    {
        QList<uint> keys;
        qsizetype next = 0;
        QPointer<QWidget> window;
        AnswerCommand answer;
    };
    /// The next keys, then itself again, until all are typed and it answers.
    void typeOn(const std::shared_ptr<Typing> &typing);
    /// Gives the element the keyboard; false: it takes none.
    [[nodiscard]] bool focus(QAccessibleInterface &element);
    [[nodiscard]] DriverAnswer activeElement();
    [[nodiscard]] DriverAnswer rect(QAccessibleInterface &element) const;
    [[nodiscard]] static DriverAnswer cssValue(QAccessibleInterface &element, const QString &name);

    DriverSession &m_session;
};

} // namespace roost
