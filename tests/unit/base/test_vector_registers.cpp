// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jid.h"
#include "base/vector_registers.h"

#include <QTest>

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#endif

using namespace roost;

namespace {

#if defined(__x86_64__) && defined(__GNUC__)

/// True if the processor has AVX and can report which parts of its registers are in use (XGETBV with 1).
bool canTell()
{
    unsigned features = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    return __builtin_cpu_supports("avx") && __get_cpuid_count(0xd, 1, &features, &b, &c, &d) != 0 &&
           (features & (1U << 2)) != 0;
}

void useUpperHalves() { asm volatile("vcmpps $15, %%ymm0, %%ymm0, %%ymm0" ::: "xmm0"); }

bool areUpperHalvesInUse()
{
    constexpr unsigned avx = 1U << 2;
    unsigned low = 0;
    unsigned high = 0;
    asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(1));
    return (low & avx) != 0;
}

#else

bool canTell() { return false; }
void useUpperHalves() {}
bool areUpperHalvesInUse() { return false; }

#endif

} // namespace

/// Look-ups that leave the vector registers in use are followed by a release.
class TestVectorRegisters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canTell())
            QSKIP("this processor has no such registers, or does not tell of them");
    }

    void releases()
    {
        useUpperHalves();
        const bool before = areUpperHalvesInUse();
        releaseVectorRegisters();
        const bool after = areUpperHalvesInUse();
        QVERIFY(before);
        QVERIFY(!after);
    }

    /// Qt's own hash may leave them in use; that of an address does not.
    void hashOfAddress()
    {
        const Jid jid = Jid::fromWire(u"juliet@capulet.example/balcony and more");
        useUpperHalves();
        const size_t hash = qHash(jid, 1234);
        const bool after = areUpperHalvesInUse();
        QVERIFY(!after);
        QCOMPARE(hash, qHash(jid.toString(), size_t(1234)));
    }
};

QTEST_GUILESS_MAIN(TestVectorRegisters)
#include "test_vector_registers.moc"
