#pragma once

#include "rawan/io/error.h"

#include <new>
#include <optional>
#include <utility>

namespace rawan::io {

/// Makes room to note the shapes that are being worked on, shared with processes begun from now on:
/// who waits for one that had to be ended can say what it was at. Without it nothing is noted.
/// Called again, it does nothing.
/// @throws std::bad_alloc if the system has no room.
void share_shapes_at_work();

/// The place of the shape that has been worked on for longest, in whatever process. Texts are cut
/// where they are longer than any path or name.
std::optional<Place> shape_at_work();

/// Notes a shape while it lives; where more are noted than there are threads, not that one.
class ShapeAtWork {
 public:
  explicit ShapeAtWork(const Place& place);
  ShapeAtWork(const ShapeAtWork&) = delete;
  ShapeAtWork& operator=(const ShapeAtWork&) = delete;
  ~ShapeAtWork();

 private:
  std::size_t slot_;
};

/// There was not enough memory for a shape.
class ShapeWantsMemory : public std::bad_alloc {
 public:
  explicit ShapeWantsMemory(Place place) : place_(std::move(place)) {}
  const char* what() const noexcept override { return "a shape wants more memory than there is"; }
  const Place& place() const { return place_; }

 private:
  Place place_;
};

/// What `work` gives, which may take long or much memory for the shape at a place.
/// @throws ShapeWantsMemory if there was not enough of it; what `work` throws otherwise.
template <class Work>
auto at_shape(const Place& place, Work&& work) {
  const ShapeAtWork note(place);
  try {
    return std::forward<Work>(work)();
  } catch (const std::bad_alloc&) {
    throw ShapeWantsMemory(place);
  }
}

}  // namespace rawan::io
