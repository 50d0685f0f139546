#pragma once

namespace rawan::engine {

/// Gives memory that is free back to the system: after a stage that took much of it in small pieces
/// the allocator keeps it, and the next stage needs pieces of another size.
void give_back_memory();

}  // namespace rawan::engine
