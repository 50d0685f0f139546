#pragma once

#include "drawing.h"

#include <cairo.h>
#include <memory>
#include <pango/pango.h>
#include <string>

namespace rawan::io {

struct FreeObject {
  void operator()(gpointer object) const { g_object_unref(object); }
};

/// How a text is set.
struct Setting {
  double size = 9.5;  ///< Points.
  bool bold = false;
  double width = -1.0;  ///< Points, where lines break; negative: nowhere.
  bool to_right = false;
  double most_height = -1.0;  ///< Points, above which the text is cut with an ellipsis.
};

/// A text with its place for every letter.
class Lines {
 public:
  explicit Lines(PangoLayout* layout) : layout_(layout) {}

  PangoLayout* layout() const { return layout_.get(); }
  double width() const;
  double height() const;

 private:
  std::unique_ptr<PangoLayout, FreeObject> layout_;
};

/// Sets texts in DejaVu Sans from its own files, whatever else this machine and its user have set
/// up: the same everywhere.
class Lettering {
 public:
  /// @throws OutputError "font_missing".
  Lettering();

  Lines set(const std::string& text, const Setting& setting) const;

 private:
  std::unique_ptr<PangoFontMap, FreeObject> fonts_;
  std::unique_ptr<PangoContext, FreeObject> context_;
};

/// Draws with the upper left corner at the origin, in pixels as points.
void paint(const Drawing& drawing, const Lettering& lettering, cairo_t* cairo);

/// "#d7301f" as the color of what is drawn next. @throws ContractViolation if it is none.
void use_color(cairo_t* cairo, const std::string& color, double opacity = 1.0);

}  // namespace rawan::io
