// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/lookalikes.h"

#include <unicode/uset.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <memory>

namespace roost {

namespace {

const UChar *utf16(QStringView text) { return reinterpret_cast<const UChar *>(text.utf16()); }

/// Opened once; several threads may use an ICU checker at a time if no thread changes its settings.
const USpoofChecker *skeletonChecker()
{
    static const auto checker = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<USpoofChecker, void (*)(USpoofChecker *)>(uspoof_open(&status), uspoof_close);
    }();
    return checker.get();
}

const USpoofChecker *hostChecker()
{
    static const auto checker = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<USpoofChecker, void (*)(USpoofChecker *)> made(uspoof_open(&status), uspoof_close);
        uspoof_setRestrictionLevel(made.get(), USPOOF_HIGHLY_RESTRICTIVE);
        std::unique_ptr<USet, void (*)(USet *)> allowed(uset_openEmpty(), uset_close);
        uset_addAll(allowed.get(), uspoof_getRecommendedSet(&status));
        uset_addAll(allowed.get(), uspoof_getInclusionSet(&status));
        uspoof_setAllowedChars(made.get(), allowed.get(), &status);
        uspoof_setChecks(made.get(),
                         USPOOF_RESTRICTION_LEVEL | USPOOF_INVISIBLE | USPOOF_MIXED_NUMBERS |
                             USPOOF_CHAR_LIMIT | USPOOF_HIDDEN_OVERLAY,
                         &status);
        return made;
    }();
    return checker.get();
}

QString spelledSkeleton(const QString &text)
{
    QString skeleton(text.size() * 2 + 8, Qt::Uninitialized);
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        const int32_t length =
            uspoof_getSkeleton(skeletonChecker(), 0, utf16(text), int32_t(text.size()),
                               reinterpret_cast<UChar *>(skeleton.data()), int32_t(skeleton.size()), &status);
        if (status == U_BUFFER_OVERFLOW_ERROR && length > skeleton.size()) {
            skeleton.resize(length);
            continue;
        }
        if (U_FAILURE(status))
            return text;
        skeleton.truncate(length);
        return skeleton;
    }
}

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

/// The prototypes of the ASCII characters: most names and addresses need no others, and ICU takes
/// microseconds for each text.
const std::array<QString, 128> &asciiPrototypes()
{
    static const auto table = [] {
        std::array<QString, 128> made;
        for (char16_t c = 0; c < made.size(); ++c)
            made[c] = spelledSkeleton(QString(QChar(c)));
        return made;
    }();
    return table;
}

QString rawSkeleton(const QString &text)
{
    if (!isAscii(text))
        return spelledSkeleton(text);
    QString skeleton;
    skeleton.reserve(text.size() + 4);
    for (const QChar c : text)
        skeleton += asciiPrototypes()[c.unicode()];
    return skeleton;
}

/// Letters and digits alone; of a text that has none, all of it.
QString lettersOf(const QString &text)
{
    QString letters = text;
    letters.removeIf([](QChar c) { return !c.isLetterOrNumber() && !c.isSurrogate(); });
    return letters.isEmpty() ? text : letters;
}

QString decomposed(QStringView text)
{
    return isAscii(text) ? text.toString() : text.toString().normalized(QString::NormalizationForm_KD);
}

constexpr std::size_t nameSeed = 0x6e616d65;
constexpr std::size_t addressSeed = 0x61646472;

/// Next to Latin letters these characters resemble a slash, a dash or a stroke.
bool hasPunctuationLookalike(QStringView label)
{
    constexpr QStringView lookalikes = u"ノソゾンー一丨丿丶〇ㅡㅣㆍ";
    const bool hasLatin =
        std::any_of(label.begin(), label.end(), [](QChar c) { return c.unicode() < 0x80 && c.isLetter(); });
    return hasLatin &&
           std::any_of(label.begin(), label.end(), [lookalikes](QChar c) { return lookalikes.contains(c); });
}

/// A label without an ASCII letter whose letters all resemble ASCII letters: "аррӏе". Ligatures are letters
/// of their languages (æ, œ) and do not count.
bool isAsciiLookalike(QStringView label)
{
    const bool hasLigature =
        std::any_of(label.begin(), label.end(), [](QChar c) { return c == u'æ' || c == u'œ'; });
    return !isAscii(label) && !hasLigature && isAscii(rawSkeleton(label.toString()));
}

bool isSpoofedLabel(QStringView label, bool isUnderAscii)
{
    if (isAscii(label))
        return false;
    UErrorCode status = U_ZERO_ERROR;
    const int32_t failed =
        uspoof_check2(hostChecker(), utf16(label), int32_t(label.size()), nullptr, &status);
    return U_FAILURE(status) || failed != 0 || hasPunctuationLookalike(label) ||
           (isUnderAscii && isAsciiLookalike(label));
}

} // namespace

QString skeletonOf(QStringView text) { return rawSkeleton(rawSkeleton(decomposed(text)).toCaseFolded()); }

NameKeys nameKeysOf(QStringView name)
{
    // Case is folded before and after: "AIice" (capital I) and "ALICE" are both "Alice".
    const QString plain = decomposed(name);
    const QString after = lettersOf(rawSkeleton(plain).toCaseFolded());
    const QString before = lettersOf(rawSkeleton(plain.toCaseFolded()));
    return {qHash(after, nameSeed), qHash(before, nameSeed)};
}

quint64 addressKeyOf(QStringView address) { return qHash(skeletonOf(address), addressSeed); }

bool isSpoofedHost(QStringView host)
{
    if (isAscii(host))
        return false;
    const QList<QStringView> labels = host.split(u'.', Qt::SkipEmptyParts);
    const bool isUnderAscii = !labels.isEmpty() && isAscii(labels.last());
    return std::any_of(labels.begin(), labels.end(),
                       [isUnderAscii](QStringView label) { return isSpoofedLabel(label, isUnderAscii); });
}

} // namespace roost
