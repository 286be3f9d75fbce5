// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/device_kind.h"

#include "xmpp/extensions/xep0030_disco.h"

#include <array>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

struct KnownWord
{
    QLatin1StringView word;
    DeviceKind kind;
};

/// Types of the category "client" (https://xmpp.org/registrar/disco-categories.html#client).
constexpr std::array clientTypes{
    KnownWord{"pc"_L1, DeviceKind::Laptop},     KnownWord{"phone"_L1, DeviceKind::Phone},
    KnownWord{"sms"_L1, DeviceKind::Phone},     KnownWord{"handheld"_L1, DeviceKind::Phone},
    KnownWord{"tablet"_L1, DeviceKind::Tablet}, KnownWord{"web"_L1, DeviceKind::Web},
    KnownWord{"bot"_L1, DeviceKind::Bot},       KnownWord{"console"_L1, DeviceKind::Console},
    KnownWord{"game"_L1, DeviceKind::Thing},    KnownWord{"tv"_L1, DeviceKind::Thing},
};

/// Words in client names and resources, with the kind that each indicates.
constexpr std::array deviceWords{
    KnownWord{"iphone"_L1, DeviceKind::Phone},
    KnownWord{"phone"_L1, DeviceKind::Phone},
    KnownWord{"android"_L1, DeviceKind::Phone},
    KnownWord{"mobile"_L1, DeviceKind::Phone},
    KnownWord{"conversations"_L1, DeviceKind::Phone},
    KnownWord{"cheogram"_L1, DeviceKind::Phone},
    KnownWord{"monocles"_L1, DeviceKind::Phone},
    KnownWord{"blabber"_L1, DeviceKind::Phone},
    KnownWord{"quicksy"_L1, DeviceKind::Phone},
    KnownWord{"siskin"_L1, DeviceKind::Phone},
    KnownWord{"monal"_L1, DeviceKind::Phone},
    KnownWord{"chatsecure"_L1, DeviceKind::Phone},
    KnownWord{"yaxim"_L1, DeviceKind::Phone},
    KnownWord{"ipad"_L1, DeviceKind::Tablet},
    KnownWord{"tablet"_L1, DeviceKind::Tablet},
    KnownWord{"laptop"_L1, DeviceKind::Laptop},
    KnownWord{"desktop"_L1, DeviceKind::Laptop},
    KnownWord{"notebook"_L1, DeviceKind::Laptop},
    KnownWord{"macbook"_L1, DeviceKind::Laptop},
    KnownWord{"pc"_L1, DeviceKind::Laptop},
    KnownWord{"roost"_L1, DeviceKind::Laptop},
    KnownWord{"gajim"_L1, DeviceKind::Laptop},
    KnownWord{"dino"_L1, DeviceKind::Laptop},
    KnownWord{"pidgin"_L1, DeviceKind::Laptop},
    KnownWord{"psi"_L1, DeviceKind::Laptop},
    KnownWord{"psi+"_L1, DeviceKind::Laptop},
    KnownWord{"swift"_L1, DeviceKind::Laptop},
    KnownWord{"beagle"_L1, DeviceKind::Laptop},
    KnownWord{"kaidan"_L1, DeviceKind::Laptop},
    KnownWord{"web"_L1, DeviceKind::Web},
    KnownWord{"browser"_L1, DeviceKind::Web},
    KnownWord{"converse"_L1, DeviceKind::Web},
    KnownWord{"movim"_L1, DeviceKind::Web},
    KnownWord{"jsxc"_L1, DeviceKind::Web},
    KnownWord{"bot"_L1, DeviceKind::Bot},
    KnownWord{"slixmpp"_L1, DeviceKind::Bot},
    KnownWord{"errbot"_L1, DeviceKind::Bot},
    KnownWord{"console"_L1, DeviceKind::Console},
    KnownWord{"terminal"_L1, DeviceKind::Console},
    KnownWord{"profanity"_L1, DeviceKind::Console},
    KnownWord{"poezio"_L1, DeviceKind::Console},
    KnownWord{"mcabber"_L1, DeviceKind::Console},
    KnownWord{"toaster"_L1, DeviceKind::Thing},
    KnownWord{"lamp"_L1, DeviceKind::Thing},
    KnownWord{"sensor"_L1, DeviceKind::Thing},
    KnownWord{"thermostat"_L1, DeviceKind::Thing},
    KnownWord{"printer"_L1, DeviceKind::Thing},
    KnownWord{"thing"_L1, DeviceKind::Thing},
    KnownWord{"iot"_L1, DeviceKind::Thing},
};

template <std::size_t N> DeviceKind kindOfWord(const std::array<KnownWord, N> &words, QStringView word)
{
    for (const KnownWord &known : words) {
        if (word.compare(known.word, Qt::CaseInsensitive) == 0)
            return known.kind;
    }
    return DeviceKind::Unknown;
}

/// The kind of the first known word of `text` ("Roost on laptop", "phone.x8f2", "Foo's_iPad").
DeviceKind kindInText(QStringView text)
{
    const auto belongsToWord = [](QChar c) { return c.isLetter() || c == u'+'; };
    text = text.left(128); // comes from outside
    qsizetype start = -1;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const bool inside = i < text.size() && belongsToWord(text[i]);
        if (inside && start < 0)
            start = i;
        if (inside || start < 0)
            continue;
        const DeviceKind kind = kindOfWord(deviceWords, text.mid(start, i - start));
        if (kind != DeviceKind::Unknown)
            return kind;
        start = -1;
    }
    return DeviceKind::Unknown;
}

} // namespace

DeviceKind deviceKindOf(const DiscoInfo &info)
{
    for (const DiscoIdentity &identity : info.identities) {
        if (identity.category == "component"_L1 || identity.category == "automation"_L1)
            return DeviceKind::Thing;
        if (identity.category != "client"_L1)
            continue;
        const DeviceKind kind = kindOfWord(clientTypes, identity.type);
        if (kind != DeviceKind::Unknown)
            return kind;
    }
    for (const DiscoIdentity &identity : info.identities) {
        const DeviceKind kind = kindInText(identity.name);
        if (kind != DeviceKind::Unknown)
            return kind;
    }
    return DeviceKind::Unknown;
}

DeviceKind deviceKindFromResource(QStringView resource) { return kindInText(resource); }

} // namespace roost
