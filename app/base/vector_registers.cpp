// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/vector_registers.h"

namespace roost {

#if defined(__x86_64__) && defined(__GNUC__)

void releaseVectorRegisters() noexcept
{
    static const bool hasAvx = __builtin_cpu_supports("avx");
    if (hasAvx)
        asm volatile("vzeroupper");
}

#else

void releaseVectorRegisters() noexcept {}

#endif

} // namespace roost
