// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace roost {

/// One element of a tree, as a CssSelector sees it.
class CssNode
{
public:
    virtual ~CssNode() = default;
    [[nodiscard]] virtual const CssNode *parent() const = 0;
    /// The role: "button".
    [[nodiscard]] virtual QString tag() const = 0;
    [[nodiscard]] virtual QString id() const = 0;
    [[nodiscard]] virtual bool hasClass(const QString &name) const = 0;
    /// Empty optional: the attribute is not there at all.
    [[nodiscard]] virtual std::optional<QString> attribute(const QString &name) const = 0;
    /// A state such as "focus", "checked", "disabled"; false for unknown ones.
    [[nodiscard]] virtual bool is(const QString &state) const = 0;
    /// Place among the children of its parent, from 0, and how many they are.
    [[nodiscard]] virtual int position() const = 0;
    [[nodiscard]] virtual int siblingCount() const = 0;
};

/// The part of CSS selectors (Selectors 4) that makes sense for a window: tag, *, #id, .class, attributes
/// with = ~= |= ^= $= *= and the flag i, the states below, :nth-child(n), :first-child, :last-child, :not(…),
/// descendant and child combinators, commas. A value.
class CssSelector
{
public:
    /// States that may follow a colon.
    static const QStringList &states();

    struct Attribute
    {
        QString name;
        QChar operation; ///< Null: it need only be there; else = ~ | ^ $ *.
        QString value;
        bool ignoresCase = false;
    };
    struct Pseudo
    {
        QString name;
        int number = 0;                    ///< Argument of :nth-child.
        std::vector<CssSelector> excluded; ///< Arguments of :not.
    };
    struct Compound
    {
        QString tag; ///< Empty: any.
        QStringList ids;
        QStringList classes;
        std::vector<Attribute> attributes;
        std::vector<Pseudo> pseudos;
        /// True after ">": the preceding compound must match the parent, otherwise an ancestor.
        bool isChild = false;
    };
    using Chain = std::vector<Compound>;

    /// Empty if `text` is invalid; `problem` then describes the error and its place.
    [[nodiscard]] static std::optional<CssSelector> parse(const QString &text, QString *problem);

    [[nodiscard]] bool matches(const CssNode &node) const;
    /// The exact value that `attribute` must have in the last compound of every alternative; empty if there
    /// is none. So a row is looked up instead of searched for.
    [[nodiscard]] QString exactValue(const QString &attribute) const;
    /// False if every alternative ends in another tag, or in an id (which is looked up, not searched for).
    [[nodiscard]] bool mayMatchTag(const QString &tag) const;
    /// All ids it speaks of, for "did you mean".
    [[nodiscard]] QStringList ids() const;

private:
    std::vector<Chain> m_alternatives;
    friend class CssParser;
};

} // namespace roost
