// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A kernel in two versions, the wider one taken where the processor has it. AVX2 without FMA: same bits everywhere.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__GNUC__)
#define PENDEL_CLONES
#elif defined(__clang__)
#define PENDEL_CLONES __attribute__((target_clones("default", "avx2")))
#else
#define PENDEL_CLONES __attribute__((target_clones("default", "avx2"), optimize("O3")))
#endif
