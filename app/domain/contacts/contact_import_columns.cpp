// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/contact_import_columns.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

/// The letters of a header in lower case, so that "IM 1 - Value", "im_address" and "IM-Address" are
/// comparable.
QString keyOf(const QString &header)
{
    QString key;
    const QString text = header.normalized(QString::NormalizationForm_C).toLower();
    for (const QChar c : text) {
        if (c.isLetter())
            key += c;
    }
    return key;
}

bool isMailKey(const QString &key)
{
    // Parts of the word for e-mail. "messagerie" is not among them: it may mean any kind of message.
    static const QStringList parts{u"mail"_s,
                                   u"courriel"_s,
                                   u"courrier"_s,
                                   u"correo"_s,
                                   u"lectroni"_s,
                                   u"lettroni"_s,
                                   u"letrôni"_s,
                                   u"lektron"_s,
                                   u"электронн"_s,
                                   u"почт"_s,
                                   u"poczt"_s,
                                   u"пошт"_s,
                                   u"sähköposti"_s,
                                   u"epost"_s,
                                   u"メール"_s,
                                   u"邮件"_s,
                                   u"郵件"_s,
                                   u"邮箱"_s,
                                   u"이메일"_s,
                                   u"بريد"_s,
                                   u"דואר"_s,
                                   u"ταχυδρομ"_s,
                                   u"adressedemessagerie"_s};
    return std::any_of(parts.begin(), parts.end(),
                       [&key](const QString &part) { return key.contains(part); });
}

ColumnRole nameOrLabels(const QString &key)
{
    static const QSet<QString> names{
        u"name"_s,  u"fn"_s,     u"fullname"_s,    u"displayname"_s, u"contact"_s, u"nom"_s,  u"nomcomplet"_s,
        u"nome"_s,  u"nombre"_s, u"contactname"_s, u"anzeigename"_s, u"имя"_s,     u"імя"_s,  u"naam"_s,
        u"namn"_s,  u"navn"_s,   u"nimi"_s,        u"nazwa"_s,       u"jméno"_s,   u"név"_s,  u"όνομα"_s,
        u"isim"_s,  u"ad"_s,     u"姓名"_s,        u"名前"_s,        u"氏名"_s,    u"이름"_s, u"שם"_s,
        u"الاسم"_s, u"اسم"_s,    u"نام"_s};
    static const QSet<QString> given{u"givenname"_s, u"firstname"_s, u"forename"_s,     u"vorname"_s,
                                     u"prénom"_s,    u"prenom"_s,    u"nombredepila"_s, u"voornaam"_s,
                                     u"förnamn"_s,   u"fornavn"_s,   u"etunimi"_s,      u"imię"_s,
                                     u"imie"_s,      u"keresztnév"_s};
    static const QSet<QString> family{
        u"familyname"_s, u"lastname"_s,  u"surname"_s,  u"nachname"_s,  u"familienname"_s, u"nomdefamille"_s,
        u"apellido"_s,   u"apellidos"_s, u"cognome"_s,  u"sobrenome"_s, u"apelido"_s,      u"achternaam"_s,
        u"efternamn"_s,  u"efternavn"_s, u"sukunimi"_s, u"nazwisko"_s,  u"příjmení"_s,     u"фамилия"_s,
        u"прізвище"_s,   u"επώνυμο"_s,   u"soyadı"_s,   u"soyad"_s,     u"姓"_s,           u"vezetéknév"_s};
    static const QSet<QString> labels{
        u"groups"_s,     u"group"_s,      u"labels"_s,          u"label"_s,      u"tags"_s,
        u"tag"_s,        u"categories"_s, u"category"_s,        u"groupe"_s,     u"department"_s,
        u"gruppe"_s,     u"gruppen"_s,    u"kategorie"_s,       u"kategorien"_s, u"groupes"_s,
        u"grupo"_s,      u"grupos"_s,     u"gruppo"_s,          u"gruppi"_s,     u"catégorie"_s,
        u"catégories"_s, u"categoría"_s,  u"categorías"_s,      u"categoria"_s,  u"categorie"_s,
        u"группа"_s,     u"группы"_s,     u"група"_s,           u"grupa"_s,      u"grupy"_s,
        u"groep"_s,      u"groepen"_s,    u"grupp"_s,           u"grupper"_s,    u"gruppeer"_s,
        u"skupina"_s,    u"ryhmä"_s,      u"グループ"_s,        u"组"_s,         u"群組"_s,
        u"그룹"_s,       u"المجموعة"_s,   u"groupmembership"_s, u"ομάδα"_s,      u"csoport"_s,
        u"grup"_s};
    static const QSet<QString> nicknames{u"nickname"_s,  u"nick"_s,   u"alias"_s,
                                         u"spitzname"_s, u"surnom"_s, u"apodo"_s};
    if (names.contains(key))
        return ColumnRole::Name;
    if (nicknames.contains(key))
        return ColumnRole::Nickname;
    if (given.contains(key))
        return ColumnRole::GivenName;
    if (family.contains(key))
        return ColumnRole::FamilyName;
    return labels.contains(key) ? ColumnRole::Labels : ColumnRole::Unknown;
}

ColumnRole roleOf(const QString &header)
{
    const QString key = keyOf(header);
    if (key == "jid"_L1 || key.contains("jabber"_L1) || key.contains("xmpp"_L1))
        return ColumnRole::Xmpp;
    static const QSet<QString> addresses{u"address"_s, u"im"_s,      u"imaddress"_s,   u"imadresse"_s,
                                         u"imvalue"_s, u"impp"_s,    u"chat"_s,        u"chataddress"_s,
                                         u"account"_s, u"adresse"_s, u"chatadresse"_s, u"adresseim"_s};
    if (addresses.contains(key))
        return ColumnRole::Address;
    return isMailKey(key) ? ColumnRole::Mail : nameOrLabels(key);
}

/// Pairs Google's columns: "IM 1 - Service" and "IM 1 - Value", "Custom Field 1 - Label" and
/// "Custom Field 1 - Value".
void pairColumns(const QStringList &headers, QList<Column> &columns)
{
    static const QRegularExpression pattern(u"^(.*\\S)\\s*-\\s*(Type|Label|Service|Value)$"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    QHash<QString, qsizetype> services;
    for (const bool isSecondLook : {false, true}) {
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const QRegularExpressionMatch match = pattern.match(headers[i]);
            if (!match.hasMatch() || columns[i].role == ColumnRole::Mail)
                continue;
            const QString field = match.captured(1).toLower();
            const QString part = match.captured(2).toLower();
            if (part != "value"_L1 && !isSecondLook) {
                columns[i].role = ColumnRole::Service;
                // Beside a service, the type is only "Home" or "Other".
                if (part != "type"_L1 || !services.contains(field))
                    services.insert(field, i);
            } else if (part == "value"_L1 && isSecondLook && services.contains(field)) {
                const bool isCustom = !field.startsWith("im"_L1);
                columns[i] = {ColumnRole::OfService, services.value(field), isCustom};
            }
        }
    }
}

/// Beside a column with one half of a name, a column "name" holds the other half ("Vorname;Name").
void completeNames(QList<Column> &columns)
{
    const auto find = [&columns](ColumnRole role) {
        return std::find_if(columns.begin(), columns.end(),
                            [role](const Column &column) { return column.role == role; });
    };
    const bool hasGiven = find(ColumnRole::GivenName) != columns.end();
    const bool hasFamily = find(ColumnRole::FamilyName) != columns.end();
    const auto name = find(ColumnRole::Name);
    if (name != columns.end() && hasGiven != hasFamily)
        name->role = hasGiven ? ColumnRole::FamilyName : ColumnRole::GivenName;
}

/// Gives the role Address to the unknown column with the most addresses; of equal columns to the first.
/// Returns its index, or -1.
qsizetype chooseByContent(const QStringList &first, const ColumnStatistics &statistics, ColumnPlan &plan)
{
    qsizetype best = -1;
    QList<qsizetype> found;
    for (qsizetype i = 0; i < plan.columns.size(); ++i) {
        if (plan.columns[i].role != ColumnRole::Unknown || statistics.addresses(i) == 0)
            continue;
        found.append(i);
        if (best < 0 || statistics.addresses(i) > statistics.addresses(best))
            best = i;
    }
    if (best >= 0)
        plan.columns[best].role = ColumnRole::Address;
    for (const qsizetype column : found) {
        if (column != best)
            plan.leftOut.append(first.value(column));
    }
    return best;
}

/// Gives the role Name to the first unknown column with words. In a table without headers, the next one gets
/// the role Labels.
void chooseWords(const ColumnStatistics &statistics, ColumnPlan &plan)
{
    ColumnRole next = ColumnRole::Name;
    for (qsizetype i = 0; i < plan.columns.size() && next != ColumnRole::Unknown; ++i) {
        if (plan.columns[i].role != ColumnRole::Unknown || statistics.words(i) == 0)
            continue;
        plan.columns[i].role = next;
        next = next == ColumnRole::Name && !plan.hasHeader ? ColumnRole::Labels : ColumnRole::Unknown;
    }
}

void planByHeaders(const QStringList &first, const ColumnStatistics &rest, ColumnPlan &plan)
{
    pairColumns(first, plan.columns);
    completeNames(plan.columns);
    bool isTold = false;
    for (qsizetype i = 0; i < plan.columns.size(); ++i) {
        const ColumnRole role = plan.columns[i].role;
        isTold = isTold || role == ColumnRole::Xmpp || role == ColumnRole::OfService ||
                 (role == ColumnRole::Address && rest.addresses(i) > 0);
    }
    // "Address" may be a street, and the header may be in an unknown language: then the content decides.
    if (!isTold)
        chooseByContent(first, rest, plan);
    const bool hasName = std::any_of(plan.columns.begin(), plan.columns.end(), [](const Column &column) {
        return column.role == ColumnRole::Name || column.role == ColumnRole::GivenName ||
               column.role == ColumnRole::FamilyName || column.role == ColumnRole::Nickname;
    });
    if (!hasName)
        chooseWords(rest, plan);
}

} // namespace

void ColumnStatistics::add(const QStringList &cells)
{
    if (m_addresses.size() < cells.size()) {
        m_addresses.resize(cells.size());
        m_words.resize(cells.size());
    }
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QString &cell = cells[i];
        if (cell.contains(u'@'))
            m_addresses[i] += holdsAddress(cell) ? 1 : 0;
        else
            m_words[i] += std::any_of(cell.begin(), cell.end(), [](QChar c) { return c.isLetter(); }) ? 1 : 0;
    }
}

ColumnPlan planColumns(const QStringList &first, const ColumnStatistics &rest)
{
    ColumnPlan plan;
    plan.columns.resize(first.size());
    if (first.isEmpty())
        return plan;
    // A row with an address is never a header row.
    const bool holdsData = std::any_of(first.begin(), first.end(), holdsAddress);
    for (qsizetype i = 0; i < first.size() && !holdsData; ++i) {
        plan.columns[i].role = roleOf(first[i]);
        plan.hasHeader = plan.hasHeader || plan.columns[i].role != ColumnRole::Unknown;
    }
    if (plan.hasHeader) {
        planByHeaders(first, rest, plan);
        return plan;
    }
    ColumnStatistics all = rest;
    all.add(first);
    const qsizetype address = chooseByContent(first, all, plan);
    // The first cell of an address column is an address, empty, or a header in an unknown language.
    plan.hasHeader = address >= 0 && !holdsData && !first[address].isEmpty();
    if (plan.hasHeader) {
        completeNames(plan.columns);
    } else if (address < 0) {
        plan.columns.front().role = ColumnRole::Address;
    }
    chooseWords(plan.hasHeader ? rest : all, plan);
    return plan;
}

} // namespace roost
