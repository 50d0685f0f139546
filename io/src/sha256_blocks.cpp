#include "sha256_blocks.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace rawan::io {

#if defined(__x86_64__)
namespace {

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
alignas(16) constexpr std::array<std::uint32_t, 64> kRoots{
    0x428a2f98U, 0x71374491U, 0xb5c0fbcfU, 0xe9b5dba5U, 0x3956c25bU, 0x59f111f1U, 0x923f82a4U,
    0xab1c5ed5U, 0xd807aa98U, 0x12835b01U, 0x243185beU, 0x550c7dc3U, 0x72be5d74U, 0x80deb1feU,
    0x9bdc06a7U, 0xc19bf174U, 0xe49b69c1U, 0xefbe4786U, 0x0fc19dc6U, 0x240ca1ccU, 0x2de92c6fU,
    0x4a7484aaU, 0x5cb0a9dcU, 0x76f988daU, 0x983e5152U, 0xa831c66dU, 0xb00327c8U, 0xbf597fc7U,
    0xc6e00bf3U, 0xd5a79147U, 0x06ca6351U, 0x14292967U, 0x27b70a85U, 0x2e1b2138U, 0x4d2c6dfcU,
    0x53380d13U, 0x650a7354U, 0x766a0abbU, 0x81c2c92eU, 0x92722c85U, 0xa2bfe8a1U, 0xa81a664bU,
    0xc24b8b70U, 0xc76c51a3U, 0xd192e819U, 0xd6990624U, 0xf40e3585U, 0x106aa070U, 0x19a4c116U,
    0x1e376c08U, 0x2748774cU, 0x34b0bcb5U, 0x391c0cb3U, 0x4ed8aa4aU, 0x5b9cca4fU, 0x682e6ff3U,
    0x748f82eeU, 0x78a5636fU, 0x84c87814U, 0x8cc70208U, 0x90befffaU, 0xa4506cebU, 0xbef9a3f7U,
    0xc67178f2U};

constexpr int kUpperHalf = 0x0e;

/// The state in the order the instructions want: words a b e f, and c d g h, the first highest.
struct State {
  __m128i abef;
  __m128i cdgh;
};

__m128i load(const void* at) {
  return _mm_loadu_si128(static_cast<const __m128i*>(at));
}

State pack(const Sha256Words& words) {
  const auto word = [&](std::size_t i) { return static_cast<int>(words[i]); };
  return {_mm_set_epi32(word(0), word(1), word(4), word(5)),
          _mm_set_epi32(word(2), word(3), word(6), word(7))};
}

[[gnu::target("sha,sse4.1")]] void unpack(const State& state, Sha256Words& words) {
  const auto word = [](int value) { return static_cast<std::uint32_t>(value); };
  words = {word(_mm_extract_epi32(state.abef, 3)), word(_mm_extract_epi32(state.abef, 2)),
           word(_mm_extract_epi32(state.cdgh, 3)), word(_mm_extract_epi32(state.cdgh, 2)),
           word(_mm_extract_epi32(state.abef, 1)), word(_mm_extract_epi32(state.abef, 0)),
           word(_mm_extract_epi32(state.cdgh, 1)), word(_mm_extract_epi32(state.cdgh, 0))};
}

[[gnu::target("sha,sse4.1")]] void take_block(const unsigned char* bytes, State& state) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const State before = state;
  __m128i message[4];
  for (std::size_t i = 0; i < 4; ++i) {
    message[i] = _mm_shuffle_epi8(load(bytes + 16 * i), big_endian);
  }
  for (std::size_t four = 0; four < 16; ++four) {
    __m128i& now = message[four % 4];
    const __m128i sum = _mm_add_epi32(now, load(&kRoots[4 * four]));
    state.cdgh = _mm_sha256rnds2_epu32(state.cdgh, state.abef, sum);
    state.abef = _mm_sha256rnds2_epu32(state.abef, state.cdgh, _mm_shuffle_epi32(sum, kUpperHalf));
    // The words of four rounds further on take the place of these.
    const __m128i& next = message[(four + 1) % 4];
    const __m128i& third = message[(four + 2) % 4];
    const __m128i& last = message[(four + 3) % 4];
    now = _mm_add_epi32(_mm_sha256msg1_epu32(now, next), _mm_alignr_epi8(last, third, 4));
    now = _mm_sha256msg2_epu32(now, last);
  }
  state.abef = _mm_add_epi32(state.abef, before.abef);
  state.cdgh = _mm_add_epi32(state.cdgh, before.cdgh);
}

}  // namespace

bool has_sha256_instructions() {
  return __builtin_cpu_supports("sha") != 0 && __builtin_cpu_supports("sse4.1") != 0;
}

[[gnu::target("sha,sse4.1")]] void take_sha256_blocks(const unsigned char* bytes,
                                                      std::size_t blocks, Sha256Words& words) {
  State state = pack(words);
  for (std::size_t block = 0; block < blocks; ++block) {
    take_block(bytes + block * kSha256Block, state);
  }
  unpack(state, words);
}
#else
bool has_sha256_instructions() {
  return false;
}

void take_sha256_blocks(const unsigned char* /*bytes*/, std::size_t /*blocks*/,
                        Sha256Words& /*words*/) {}
#endif

}  // namespace rawan::io
