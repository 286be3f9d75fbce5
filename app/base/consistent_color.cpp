// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/consistent_color.h"

#include <QCryptographicHash>
#include <QString>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace roost {

namespace {

using Triple = std::array<double, 3>;

// The sRGB primaries and the D65 white point in CIE 1931 XYZ and CIE 1976 L*u*v*.
constexpr std::array<Triple, 3> rgbFromXyz{{
    {3.240969941904521, -1.537383177570093, -0.498610760293},
    {-0.96924363628087, 1.87596750150772, 0.041555057407175},
    {0.055630079696993, -0.20397695888897, 1.056971514242878},
}};
constexpr double whiteU = 0.19783000664283;
constexpr double whiteV = 0.46831999493879;
constexpr double kappa = 903.2962962;    // CIE: (29/3)^3
constexpr double epsilon = 0.0088564516; // CIE: (6/29)^3

/// The Y (0 to 1) of a CIE lightness (0 to 100).
double luminance(double lightness)
{
    return lightness <= kappa * epsilon ? lightness / kappa : std::pow((lightness + 16.0) / 116.0, 3.0);
}

/// The greatest chroma that sRGB can show at this lightness and hue: how far it is along the ray of that hue
/// to the nearest edge of the gamut. Each edge is one channel at 0 or at 1, which is a line in the u*v*
/// plane.
double maxChroma(double lightness, double hueRadians)
{
    const double y = luminance(lightness);
    double nearest = std::numeric_limits<double>::max();
    for (const auto &[m1, m2, m3] : rgbFromXyz) {
        for (const double edge : {0.0, 1.0}) {
            const double top1 = (284517.0 * m1 - 94839.0 * m3) * y;
            const double top2 =
                (838422.0 * m3 + 769860.0 * m2 + 731718.0 * m1) * lightness * y - 769860.0 * edge * lightness;
            const double bottom = (632260.0 * m3 - 126452.0 * m2) * y + 126452.0 * edge;
            const double slope = top1 / bottom;
            const double intercept = top2 / bottom;
            const double length = intercept / (std::sin(hueRadians) - slope * std::cos(hueRadians));
            if (length >= 0.0)
                nearest = std::min(nearest, length);
        }
    }
    return nearest;
}

double gammaEncoded(double linear)
{
    return linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1.0 / 2.4) - 0.055;
}

Triple hsluvToRgb(double hue, double saturation, double lightness)
{
    if (lightness >= 100.0 - 1e-7)
        return {1.0, 1.0, 1.0};
    if (lightness <= 1e-7)
        return {0.0, 0.0, 0.0};
    const double radians = hue * std::numbers::pi / 180.0;
    const double chroma = maxChroma(lightness, radians) * saturation / 100.0;
    const double u = std::cos(radians) * chroma / (13.0 * lightness) + whiteU;
    const double v = std::sin(radians) * chroma / (13.0 * lightness) + whiteV;
    const double y = luminance(lightness);
    const double x = y * 9.0 * u / (4.0 * v);
    const double z = y * (12.0 - 3.0 * u - 20.0 * v) / (4.0 * v);
    Triple rgb{};
    for (std::size_t i = 0; i < rgb.size(); ++i) {
        const auto &row = rgbFromXyz[i];
        rgb[i] = std::clamp(gammaEncoded(row[0] * x + row[1] * y + row[2] * z), 0.0, 1.0);
    }
    return rgb;
}

} // namespace

double consistentHue(QStringView identifier)
{
    const QByteArray hash = QCryptographicHash::hash(identifier.toUtf8(), QCryptographicHash::Sha1);
    const auto low = static_cast<unsigned char>(hash[0]);
    const auto high = static_cast<unsigned char>(hash[1]);
    return double(low | (high << 8)) / 65536.0 * 360.0;
}

quint32 consistentRgb(QStringView identifier, double saturation, double lightness)
{
    const Triple rgb = hsluvToRgb(consistentHue(identifier), saturation, lightness);
    quint32 packed = 0;
    for (const double channel : rgb)
        packed = (packed << 8) | quint32(std::lround(channel * 255.0));
    return packed;
}

} // namespace roost
