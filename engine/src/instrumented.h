#pragma once

namespace rawan::engine {

/// Whether a sanitizer is at work: it reserves terabytes of addresses, handles crashes itself and
/// looks for leaks through ptrace.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kInstrumented = true;
#else
inline constexpr bool kInstrumented = false;
#endif

}  // namespace rawan::engine
