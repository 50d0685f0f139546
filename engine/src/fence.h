#pragma once

namespace rawan::engine {

/// From here on this process, its threads and its children have no network, start no other
/// program and look into no other process: the system refuses it, whatever a library tries. Other
/// users' processes cannot look into this one either.
/// @return whether the system has such a filter; without it only the libraries' settings hold.
bool raise_fence();

}  // namespace rawan::engine
