#include "rawan/algorithms/tangle.h"

#include "box_tree.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace rawan {
namespace {

/// One box around so many edges: a tree of boxes takes more memory than the edges themselves.
constexpr std::size_t kRun = 8;

struct Edge {
  Point a;
  Point b;
};

/// Consecutive edges of a ring.
struct Run {
  const Ring* ring = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;

  std::uint64_t size() const { return end - begin; }
  Edge edge(std::size_t i) const {
    return {(*ring)[i], (*ring)[i + 1 == ring->size() ? 0 : i + 1]};
  }
  Box box() const {
    Box box;
    for (std::size_t i = begin; i != end; ++i) {
      box.extend(edge(i).a);
      box.extend(edge(i).b);
    }
    return box;
  }
};

std::vector<Run> cut(std::span<const Ring> rings) {
  std::vector<Run> runs;
  for (const Ring& ring : rings) {
    const auto is_finite = [](Point p) { return std::isfinite(p.x) && std::isfinite(p.y); };
    expects(std::ranges::all_of(ring, is_finite), "the coordinates of rings are finite");
    for (std::size_t i = 0; i < ring.size(); i += kRun) {
      runs.push_back({&ring, i, std::min(ring.size(), i + kRun)});
    }
  }
  return runs;
}

std::vector<Box> boxes_of(std::span<const Run> runs) {
  std::vector<Box> boxes;
  boxes.reserve(runs.size());
  for (const Run& run : runs) boxes.push_back(run.box());
  return boxes;
}

double turn(Point a, Point b, Point c) {
  return (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
}

bool is_between(double low, double high, double value) {
  return std::min(low, high) <= value && value <= std::max(low, high);
}

/// Whether a point on the line of the edge lies between its ends.
bool is_inside(const Edge& edge, Point p) {
  return !(p == edge.a) && !(p == edge.b) && is_between(edge.a.x, edge.b.x, p.x) &&
         is_between(edge.a.y, edge.b.y, p.y);
}

bool cross(const Edge& s, const Edge& t) {
  const double ta = turn(s.a, s.b, t.a);
  const double tb = turn(s.a, s.b, t.b);
  if ((ta > 0.0 && tb > 0.0) || (ta < 0.0 && tb < 0.0)) return false;
  const double sa = turn(t.a, t.b, s.a);
  const double sb = turn(t.a, t.b, s.b);
  const bool apart = ta != 0.0 && tb != 0.0 && sa != 0.0 && sb != 0.0;
  if (apart) return (sa > 0.0) != (sb > 0.0);
  return (ta == 0.0 && is_inside(s, t.a)) || (tb == 0.0 && is_inside(s, t.b)) ||
         (sa == 0.0 && is_inside(t, s.a)) || (sb == 0.0 && is_inside(t, s.b));
}

class Count {
 public:
  explicit Count(const TangleLimits& limits) : limits_(limits) {}

  bool is_over() const {
    return near_pairs_ > limits_.near_pairs || crossings_ > limits_.crossings;
  }

  void add(const Run& run) {
    near_pairs_ += run.size() * (run.size() - 1) / 2;
    for (std::size_t i = run.begin; i != run.end; ++i) {
      for (std::size_t j = i + 1; j != run.end; ++j) add(run.edge(i), run.edge(j));
    }
  }

  void add(const Run& a, const Run& b) {
    near_pairs_ += a.size() * b.size();
    for (std::size_t i = a.begin; i != a.end; ++i) {
      for (std::size_t j = b.begin; j != b.end; ++j) add(a.edge(i), b.edge(j));
    }
  }

 private:
  void add(const Edge& s, const Edge& t) { crossings_ += cross(s, t) ? 1 : 0; }

  TangleLimits limits_;
  std::uint64_t near_pairs_ = 0;
  std::uint64_t crossings_ = 0;
};

}  // namespace

bool is_tangled(std::span<const Ring> rings, const TangleLimits& limits) {
  const std::vector<Run> runs = cut(rings);
  const std::vector<Box> boxes = boxes_of(runs);
  const BoxTree tree(boxes);
  Count count(limits);
  for (std::uint32_t r = 0; r < runs.size() && !count.is_over(); ++r) {
    count.add(runs[r]);
    tree.visit_meeting(boxes[r], [&](std::uint32_t other) {
      if (other > r && !count.is_over()) count.add(runs[r], runs[other]);
    });
  }
  return count.is_over();
}

}  // namespace rawan
