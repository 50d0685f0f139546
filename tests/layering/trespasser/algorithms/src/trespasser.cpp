#include <cstdlib>

// The mention of std::rand in a comment is no trespass.
int trespass() {
  return std::rand();
}
