// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/key_codes.h"

#include <QHash>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// W3C WebDriver 17.4.2, from U+E000 on.
const QHash<char32_t, int> &specialKeys()
{
    static const QHash<char32_t, int> keys{
        {0xe001, Qt::Key_Cancel}, {0xe002, Qt::Key_Help},    {0xe003, Qt::Key_Backspace},
        {0xe004, Qt::Key_Tab},    {0xe005, Qt::Key_Clear},   {0xe006, Qt::Key_Return},
        {0xe007, Qt::Key_Enter},  {0xe008, Qt::Key_Shift},   {0xe009, Qt::Key_Control},
        {0xe00a, Qt::Key_Alt},    {0xe00b, Qt::Key_Pause},   {0xe00c, Qt::Key_Escape},
        {0xe00d, Qt::Key_Space},  {0xe00e, Qt::Key_PageUp},  {0xe00f, Qt::Key_PageDown},
        {0xe010, Qt::Key_End},    {0xe011, Qt::Key_Home},    {0xe012, Qt::Key_Left},
        {0xe013, Qt::Key_Up},     {0xe014, Qt::Key_Right},   {0xe015, Qt::Key_Down},
        {0xe016, Qt::Key_Insert}, {0xe017, Qt::Key_Delete},  {0xe018, Qt::Key_Semicolon},
        {0xe019, Qt::Key_Equal},  {0xe03d, Qt::Key_Meta},    {0xe040, Qt::Key_Zenkaku_Hankaku},
        {0xe050, Qt::Key_Shift},  {0xe051, Qt::Key_Control}, {0xe052, Qt::Key_Alt},
        {0xe053, Qt::Key_Meta},   {0xe054, Qt::Key_PageUp},  {0xe055, Qt::Key_PageDown},
        {0xe056, Qt::Key_End},    {0xe057, Qt::Key_Home},    {0xe058, Qt::Key_Left},
        {0xe059, Qt::Key_Up},     {0xe05a, Qt::Key_Right},   {0xe05b, Qt::Key_Down},
        {0xe05c, Qt::Key_Insert}, {0xe05d, Qt::Key_Delete},
    };
    return keys;
}

QString textOf(int key)
{
    switch (key) {
    case Qt::Key_Backspace:
        return u"\b"_s;
    case Qt::Key_Tab:
        return u"\t"_s;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return u"\r"_s;
    case Qt::Key_Escape:
        return u"\x1b"_s;
    case Qt::Key_Space:
        return u" "_s;
    case Qt::Key_Delete:
        return u"\x7f"_s;
    case Qt::Key_Semicolon:
        return u";"_s;
    case Qt::Key_Equal:
        return u"="_s;
    default:
        return {};
    }
}

KeyStroke specialStroke(char32_t key)
{
    if (key >= 0xe01a && key <= 0xe023)
        return {int(Qt::Key_0 + (key - 0xe01a)), Qt::KeypadModifier,
                QString(QChar(u'0' + int(key - 0xe01a)))};
    if (key >= 0xe024 && key <= 0xe029) {
        static constexpr int keys[] = {Qt::Key_Asterisk, Qt::Key_Plus,   Qt::Key_Comma,
                                       Qt::Key_Minus,    Qt::Key_Period, Qt::Key_Slash};
        return {keys[key - 0xe024], Qt::KeypadModifier, QString(QChar(keys[key - 0xe024]))};
    }
    if (key >= 0xe031 && key <= 0xe03c)
        return {int(Qt::Key_F1 + (key - 0xe031)), {}, {}};
    const int known = specialKeys().value(key, Qt::Key_unknown);
    const bool isOnPad = key == 0xe007 || (key >= 0xe054 && key <= 0xe05d);
    return {known, isOnPad ? Qt::KeypadModifier : Qt::NoModifier, textOf(known)};
}

} // namespace

Qt::KeyboardModifier modifierOf(char32_t key)
{
    switch (key) {
    case 0xe008:
    case 0xe050:
        return Qt::ShiftModifier;
    case 0xe009:
    case 0xe051:
        return Qt::ControlModifier;
    case 0xe00a:
    case 0xe052:
        return Qt::AltModifier;
    case 0xe03d:
    case 0xe053:
        return Qt::MetaModifier;
    default:
        return Qt::NoModifier;
    }
}

KeyStroke strokeOf(char32_t key, Qt::KeyboardModifiers held)
{
    if (key >= 0xe000 && key <= 0xe05d) {
        KeyStroke stroke = specialStroke(key);
        if (stroke.key == Qt::Key_Tab && (held & Qt::ShiftModifier) != 0)
            stroke.key = Qt::Key_Backtab; // As the window systems say it.
        return stroke;
    }
    if (key == U'\n' || key == U'\r')
        return {Qt::Key_Return, {}, u"\r"_s};
    if (key == U'\t')
        return {Qt::Key_Tab, {}, u"\t"_s};
    if (key == U'\b')
        return {Qt::Key_Backspace, {}, u"\b"_s};
    const bool commands = (held & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0;
    char32_t shown = key;
    if ((held & Qt::ShiftModifier) != 0 && !commands)
        shown = QChar::toUpper(key);
    KeyStroke stroke{int(QChar::toUpper(key)), {}, commands ? QString() : QString::fromUcs4(&shown, 1)};
    // Beyond Latin-1 keys are only their text.
    if (key > 0xff)
        stroke.key = Qt::Key_unknown;
    else if (QChar::isUpper(shown))
        stroke.modifiers = Qt::ShiftModifier;
    return stroke;
}

} // namespace roost
