// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace roost {

/// Tells the processor that the upper halves of its vector registers are no longer in use (x86-64 with AVX:
/// VZEROUPPER; no-op on other processors). Any thread; costs a cycle or two.
///
/// Qt's seeded string hash, and therefore every look-up by a string in a QHash, leaves the upper halves in
/// use on processors with VAES (seen in Qt 6.4.2). From then on each transition from AVX code (memcpy() and
/// strlen() of glibc) to SSE code (everything compiled for generic x86-64) may cost 150 cycles, which was a
/// sixth of the time of an archive sync. Call it after a look-up that is made for each message, and before
/// work with many such transitions.
void releaseVectorRegisters() noexcept;

} // namespace roost
