#pragma once

/// Which version of a function a processor gets is settled before the sanitizer has begun, and its
/// instrumented choice would crash: there is one version of each.
#define target_clones(...) noinline
