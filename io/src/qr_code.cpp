#include "qr_code.h"

#include "rawan/algorithms/contract.h"

#include <memory>
#include <qrencode.h>

namespace rawan::io {
namespace {

constexpr int kQuiet = 4;  // Modules, by ISO/IEC 18004.

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

Drawing draw_qr_code(const std::string& text, double size) {
  expects(!text.empty() && text.find('\0') == std::string::npos, "a code says something");
  const std::unique_ptr<QRcode, FreeCode> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M));
  expects(code != nullptr, "the text fits into a code");
  const int width = code->width;
  const double module = size / (width + 2 * kQuiet);
  std::vector<Trace> runs;
  for (int row = 0; row < width; ++row) {
    const auto dark = [&](int column) {
      return column < width && (code->data[row * width + column] & 1U) != 0;
    };
    for (int column = 0; column < width; ++column) {
      const int first = column;
      while (dark(column)) ++column;
      if (column == first) continue;
      runs.push_back(rectangle((first + kQuiet) * module, (row + kQuiet) * module,
                               (column - first) * module, module));
    }
  }
  Drawing drawing{.width = size, .height = size, .title = text};
  drawing.marks.push_back(PathMark{{rectangle(0, 0, size, size)}, {.fill = "#ffffff"}});
  drawing.marks.push_back(PathMark{std::move(runs), {.fill = "#000000"}});
  return drawing;
}

}  // namespace rawan::io
