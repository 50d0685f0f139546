#include <fmt/core.h>

int main() { fmt::print("rawan\n"); }
