// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QMap>
#include <QStringList>

namespace roost {

/// A recording as a pytest function that runs with its own accounts: a contact becomes world.contact(…), a
/// Connection that appeared goes online before Roost starts, and a message is found by its text, since ids
/// differ between runs. A value with an order.
class RecordedScript
{
public:
    /// `isSignedIn`: the recording starts with a signed-in account, otherwise on the sign-in page.
    explicit RecordedScript(bool isSignedIn) : m_isSignedIn(isSignedIn) {}

    /// How the script gets hold of `element`; from now on it knows the people this takes.
    [[nodiscard]] QString find(QAccessibleInterface &element);
    /// A line of the function, without its indentation.
    void append(const QString &line) { m_lines.append(line); }
    /// All of it, UTF-8.
    [[nodiscard]] QByteArray text() const;

    /// A Python string literal.
    [[nodiscard]] static QString literal(const QString &text);

private:
    [[nodiscard]] QString person(const QString &bare, const QString &name);
    [[nodiscard]] QString device(const QString &full);
    /// A variable's name after `text` that is not taken.
    [[nodiscard]] QString variable(const QString &text) const;

    bool m_isSignedIn;
    QStringList m_people; ///< Lines that make them.
    QStringList m_lines;
    QMap<QString, QString> m_variables; ///< By address.
};

} // namespace roost
