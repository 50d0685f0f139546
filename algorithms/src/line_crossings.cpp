#include "box_tree.h"
#include "edges.h"
#include "line_cutting.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <tuple>

namespace rawan {
namespace {

struct Segment {
  Point a;
  Point b;
  std::uint32_t line = 0;
  std::uint32_t index = 0;  ///< Of a among the vertices of the line.
};

/// A vertex to be put into a line after its vertex `index`.
struct NewVertex {
  std::uint32_t line = 0;
  std::uint32_t index = 0;
  double along = 0.0;  ///< Squared distance from that vertex: orders several.
  Point at;

  friend bool operator<(const NewVertex& a, const NewVertex& b) {
    return std::tie(a.line, a.index, a.along, a.at.x, a.at.y) <
           std::tie(b.line, b.index, b.along, b.at.x, b.at.y);
  }
};

double turn(Point a, Point b, Point c) {
  return (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
}

class Crossings {
 public:
  Crossings(const std::vector<DrawnLine>& lines, double tolerance)
      : lines_(lines), tolerance_(tolerance) {
    for (std::uint32_t l = 0; l < lines.size(); ++l) {
      const Polyline& shape = lines[l].shape;
      for (std::uint32_t i = 0; i + 1 < shape.size(); ++i) {
        segments_.push_back({shape[i], shape[i + 1], l, i});
      }
    }
  }

  std::vector<NewVertex> find() const {
    const BoxTree tree(boxes());
    std::vector<std::vector<NewVertex>> found(segments_.size());
    parallel_for(segments_.size(), [&](std::size_t s) {
      tree.visit_meeting(box(segments_[s]), [&](std::uint32_t t) {
        if (t > s) add(segments_[s], segments_[t], found[s]);
      });
    });
    std::vector<NewVertex> all;
    for (const auto& some : found) all.insert(all.end(), some.begin(), some.end());
    std::sort(all.begin(), all.end());
    return all;
  }

 private:
  Box box(const Segment& s) const {
    Box result = bounding_box(std::vector<Point>{s.a, s.b});
    result.low = {result.low.x - tolerance_, result.low.y - tolerance_};
    result.high = {result.high.x + tolerance_, result.high.y + tolerance_};
    return result;
  }

  std::vector<Box> boxes() const {
    std::vector<Box> result;
    for (const Segment& s : segments_) result.push_back(box(s));
    return result;
  }

  void add(const Segment& s, const Segment& t, std::vector<NewVertex>& found) const {
    add_touches(s, t, found);
    add_touches(t, s, found);
    const double c = turn(s.a, s.b, t.a);
    const double d = turn(s.a, s.b, t.b);
    const double a = turn(t.a, t.b, s.a);
    const double b = turn(t.a, t.b, s.b);
    if (!((c < 0.0) != (d < 0.0) && (a < 0.0) != (b < 0.0))) return;
    if (a == 0.0 || b == 0.0 || c == 0.0 || d == 0.0) return;
    const double share = c / (c - d);
    const Point at{t.a.x + share * (t.b.x - t.a.x), t.a.y + share * (t.b.y - t.a.y)};
    put(s, at, found);
    put(t, at, found);
  }

  /// Vertices of `other` that lie within the segment.
  void add_touches(const Segment& segment, const Segment& other,
                   std::vector<NewVertex>& found) const {
    if (touches(segment, other.a, other.index == 0)) put(segment, other.a, found);
    const bool last = other.index + 2 == lines_[other.line].shape.size();
    if (touches(segment, other.b, last)) put(segment, other.b, found);
  }

  bool touches(const Segment& segment, Point p, bool is_end) const {
    const double near = is_end ? tolerance_ : 0.0;
    const auto within = [&](Point q) {
      return (p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y) <= near * near;
    };
    if (within(segment.a) || within(segment.b)) return false;
    if (UpwardEdge(segment.a, segment.b).touches(p)) return true;
    return is_end && squared_distance_to_segment(p, segment.a, segment.b) <= near * near;
  }

  static void put(const Segment& s, Point at, std::vector<NewVertex>& found) {
    const double dx = at.x - s.a.x;
    const double dy = at.y - s.a.y;
    found.push_back({s.line, s.index, dx * dx + dy * dy, at});
  }

  const std::vector<DrawnLine>& lines_;
  double tolerance_;
  std::vector<Segment> segments_;
};

Polyline with_vertices(const Polyline& shape, std::span<const NewVertex> added) {
  Polyline result;
  std::size_t next = 0;
  const auto put = [&](Point p) {
    if (result.empty() || !(result.back() == p)) result.push_back(p);
  };
  for (std::uint32_t i = 0; i < shape.size(); ++i) {
    put(shape[i]);
    for (; next < added.size() && added[next].index == i; ++next) put(added[next].at);
  }
  return result;
}

}  // namespace

void add_vertices_at_crossings(std::vector<DrawnLine>& lines, double tolerance) {
  const std::vector<NewVertex> all = Crossings(lines, tolerance).find();
  auto begin = all.begin();
  while (begin != all.end()) {
    const auto end =
        std::find_if(begin, all.end(), [&](const NewVertex& v) { return v.line != begin->line; });
    Polyline& shape = lines[begin->line].shape;
    shape = with_vertices(shape, {begin, end});
    begin = end;
  }
}

}  // namespace rawan
