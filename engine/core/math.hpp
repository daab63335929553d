// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sleef.h>

#include <cmath>
#include <cstdint>

/// Elementary functions with the same bits on every x86-64 node, whatever its instruction set: SLEEF's deterministic
/// `cinz` functions (Shibata and Petrogalli, "SLEEF: A portable vectorized library of C standard mathematical
/// functions", IEEE TPDS 31(6), 2020), error at most 1.0 ulp. glibc's change with the processor and are not used.
namespace pendel::math {

inline double exp(double x) { return Sleef_cinz_expd1_u10purec(x); }
inline double expm1(double x) { return Sleef_cinz_expm1d1_u10purec(x); }
inline double log(double x) { return Sleef_cinz_logd1_u10purec(x); }
inline double log1p(double x) { return Sleef_cinz_log1pd1_u10purec(x); }
inline double pow(double x, double y) { return Sleef_cinz_powd1_u10purec(x, y); }
inline double sin(double x) { return Sleef_cinz_sind1_u10purec(x); }
inline double cos(double x) { return Sleef_cinz_cosd1_u10purec(x); }
inline double tan(double x) { return Sleef_cinz_tand1_u10purec(x); }
inline double asin(double x) { return Sleef_cinz_asind1_u10purec(x); }
inline double acos(double x) { return Sleef_cinz_acosd1_u10purec(x); }
inline double atan2(double y, double x) { return Sleef_cinz_atan2d1_u10purec(y, x); }
/// Correctly rounded by IEEE 754, so libm's is safe. Likewise floor, ceil, fabs, fma.
inline double sqrt(double x) { return std::sqrt(x); }
/// Straight-line distance; std::hypot is not exactly rounded, this is the same everywhere.
inline double distance(double dx, double dy) { return std::sqrt(dx * dx + dy * dy); }

}  // namespace pendel::math
