// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// Small closed sets that several layers share. The numbers are stored in the user database: never renumber.
namespace roost {

/// Presence of a Connection, or resolved of an Endpoint; best first (RFC 6121 §4.7.2.1, plus offline).
enum class Show : quint8 {
    Chat = 0,
    Available = 1,
    Away = 2,
    DoNotDisturb = 3,
    ExtendedAway = 4,
    Offline = 5
};

/// RFC 6121 §2.1.2.5.
enum class Subscription : quint8 { None = 0, To = 1, From = 2, Both = 3 };

/// Kind of device of a Connection, from its disco identity (XEP-0030) and client name.
enum class DeviceKind : quint8 {
    Unknown = 0,
    Laptop = 1,
    Phone = 2,
    Tablet = 3,
    Web = 4,
    Bot = 5,
    Console = 6,
    Thing = 7,
};

/// How far a message of ours got, as a whole.
enum class MessageState : quint8 {
    Queued = 0,    ///< Stored, not yet accepted by the server.
    AtServer = 1,  ///< XEP-0198 acknowledged.
    Delivered = 2, ///< At least one Connection has it (XEP-0184).
    Read = 3,
    Failed = 4,   ///< With a reason; can be sent again.
    Received = 5, ///< Not ours.
};

/// Event that is shown as a notice instead of a text.
enum class MessageNotice : quint8 {
    None = 0,           ///< It has a text.
    Encrypted = 1,      ///< For others than this Connection.
    RoomInvitation = 2, ///< MessageRecord::detail: the room; the body: the reason given.
    MissedCall = 3,
    Deleted = 4,      ///< By its sender.
    CallTaken = 5,    ///< A call that another device of ours has answered.
    CallDeclined = 6, ///< A call that another device of ours has declined.
};

/// How far a message of ours got on one Connection.
enum class DeliveryState : quint8 {
    Sent = 0, ///< The Connection was there when it was sent; it never said more.
    Delivered = 1,
    Read = 2,
};

/// Kind of a fact about a message that was stated later (MarkRecord).
enum class MarkKind : quint8 {
    Delivery = 0,     ///< A Connection has, or has read, a message of ours (XEP-0184, XEP-0333).
    ReadSenderId = 1, ///< Another device of ours has read up to a message; ref: its sender's id (XEP-0333).
    ReadStanzaId = 2, ///< The same; ref: the archive's id (XEP-0490).
    Reaction = 3,     ///< Reserved (XEP-0444).
    Correction = 4,   ///< Reserved (XEP-0308).
    Retraction = 5,   ///< Reserved (XEP-0424).
};

/// True for the marks that people make and that are shown with their message (Remark). The newest one of each
/// author and kind counts.
[[nodiscard]] constexpr bool isRemark(MarkKind kind) { return kind >= MarkKind::Reaction; }

} // namespace roost
