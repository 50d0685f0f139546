#pragma once

#include "rawan/engine/open_view.h"
#include "rawan/engine/tier.h"

#include <utility>

namespace rawan::engine {

class Gate;

template <Tier tier>
struct ViewOf;
template <>
struct ViewOf<Tier::restricted> {
  using Type = RestrictedView;
};
template <>
struct ViewOf<Tier::operational> {
  using Type = OperationalView;
};
template <>
struct ViewOf<Tier::planning> {
  using Type = PlanningView;
};
template <>
struct ViewOf<Tier::open> {
  using Type = OpenView;
};

/// What an audience may see. Whatever makes layers, files and sheets of a tier takes this and
/// nothing else, and only the gate can make one: what did not pass the gate cannot be written.
template <Tier tier>
class Cleared {
 public:
  using View = typename ViewOf<tier>::Type;

  const View& view() const { return view_; }

 private:
  friend class Gate;
  explicit Cleared(View view) : view_(std::move(view)) {}

  View view_;
};

}  // namespace rawan::engine
