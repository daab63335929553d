// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A kernel compiled twice from one text, for plain x86-64 and for AVX2; the processor takes the wider one. Without
/// contraction (and AVX2 brings no FMA) both do the same operations, hence equal bits. Only with g++: clang 16 loses
/// such functions between files, and sanitizers cannot load what is chosen at run time.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define PENDEL_CLONES __attribute__((target_clones("default", "avx2"), optimize("O3")))
#else
#define PENDEL_CLONES
#endif
