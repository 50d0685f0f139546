#pragma once

class OGRSpatialReference;

namespace rawan::io {

/// Whether two descriptions mean one coordinate system as far as coordinates go: both of degrees or
/// both of one projection, with its parameters and units, on ellipsoids of one size and shape. What
/// datums and authorities are called does not count: every program has its own names for them.
bool is_same_system(const OGRSpatialReference& a, const OGRSpatialReference& b);

}  // namespace rawan::io
