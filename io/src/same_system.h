#pragma once

class OGRSpatialReference;

namespace rawan::io {

/// Whether two descriptions mean one coordinate system as far as coordinates go: degrees from one
/// meridian on ellipsoids of one size and shape, and, of planes, places to a meter all over the
/// area of use of the first. What datums, projections and authorities are called does not count:
/// every program has its own names for them.
bool is_same_system(const OGRSpatialReference& a, const OGRSpatialReference& b);

}  // namespace rawan::io
