// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace roost {

/// Tells the processor that the upper halves of its vector registers are not in use any more (x86-64 with
/// AVX: VZEROUPPER; elsewhere nothing). Any thread; costs a cycle or two.
///
/// Qt's hash of a string with a seed, and so every look-up by a string in a QHash, leaves them in use where
/// the processor has VAES (seen in Qt 6.4.2). From then on each step from AVX code (memcpy() and strlen() of
/// glibc) to SSE code (everything compiled for any x86-64) may cost 150 cycles, which made a sixth of the
/// time that an archive takes. To be called after such a look-up where it is made for each message, and
/// before work that takes many such steps.
void releaseVectorRegisters() noexcept;

} // namespace roost
