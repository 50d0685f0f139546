#pragma once

#include "lettering.h"
#include "rawan/io/page.h"

#include <array>
#include <cairo.h>
#include <memory>
#include <string>

namespace rawan::io {

/// Sheets of A4 that are filled from above, with who may see them at the head and their number at
/// the foot.
class PdfPages {
 public:
  static constexpr double kWidth = 595.276;
  static constexpr double kHeight = 841.89;
  static constexpr double kMargin = 42.0;
  static constexpr double kTop = 56.0;
  static constexpr double kBottom = 52.0;
  static constexpr double kInner = kWidth - 2 * kMargin;
  static constexpr double kFull = kHeight - kTop - kBottom;

  /// @param pages how many there will be, for the foot; 0 where that is to be found out: then
  /// nothing is drawn.
  PdfPages(const Document& document, const Lettering& lettering, int pages);

  const Lettering& lettering() const { return lettering_; }
  double y() const { return y_; }
  bool at_top() const { return y_ == kTop; }
  /// Of this page, below what is on it.
  double left() const { return kTop + kFull - y_; }
  void skip(double height) { y_ += height; }

  /// Begins a new page if less than that is left of this one. @return whether it did.
  bool need(double height);
  void next_page();

  /// The text at `left`, line by line, over as many pages as it takes.
  void flow(const std::string& text, const Setting& setting, double left = kMargin,
            const std::string& color = "#222222");
  /// The text at a place of this page.
  void put(const std::string& text, const Setting& setting, Point at,
           const std::string& color = "#222222") const;
  void put(const Drawing& drawing, Point at, double scale) const;
  void put(const Look& look, double left, double top, double width, double height) const;

  /// Something that is followed when chosen lies between begin and end.
  void begin_link(const std::string& target) const;
  void end_link() const;
  /// Here is what a link with that anchor leads to.
  void mark_anchor(const std::string& anchor) const;
  void add_bookmark(const std::string& text, int level);

  int number() const { return number_; }
  /// The whole file; once, of what was drawn. @throws OutputError "pdf".
  std::string finish() &&;

 private:
  struct Free {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  };

  bool only_counts() const { return pages_ == 0; }
  cairo_t* cairo() const { return cairo_.get(); }
  void frame_page() const;

  const Document& document_;
  const Lettering& lettering_;
  int pages_;
  int number_ = 1;
  double y_ = kTop;
  std::array<int, 5> outlines_{};  ///< The last bookmark of each level.
  std::unique_ptr<std::string> bytes_ = std::make_unique<std::string>();
  std::unique_ptr<cairo_surface_t, Free> surface_;  ///< None where pages are only counted.
  std::unique_ptr<cairo_t, Free> cairo_;
};

}  // namespace rawan::io
