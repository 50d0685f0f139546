#include "lettering.h"

#include "plain_text.h"
#include "rawan/io/error.h"

#include <array>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

namespace rawan::io {
namespace {

constexpr std::array kFontFiles{RAWAN_FONT_FOLDER "/DejaVuSans.ttf",
                                RAWAN_FONT_FOLDER "/DejaVuSans-Bold.ttf"};

struct FreeConfig {
  void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};
struct FreeOptions {
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};
struct FreeDescription {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

struct Unreference {
  void operator()(PangoFont* font) const { g_object_unref(font); }
};

/// Without its letters a page would be drawn all the same, with boxes in their place.
void expect_font(PangoContext* context, const PangoFontDescription* wanted, bool bold) {
  const std::unique_ptr<PangoFont, Unreference> font(pango_context_load_font(context, wanted));
  cairo_scaled_font_t* scaled =
      font ? pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font.get())) : nullptr;
  if (scaled == nullptr || cairo_scaled_font_status(scaled) != CAIRO_STATUS_SUCCESS) {
    throw OutputError("font_missing", {.file = kFontFiles[bold ? 1 : 0]});
  }
}

double points_of(int pango_units) {
  return static_cast<double>(pango_units) / PANGO_SCALE;
}

int pango_units(double points) {
  return static_cast<int>(points * PANGO_SCALE);
}

}  // namespace

double Lines::width() const {
  int width = 0;
  pango_layout_get_size(layout(), &width, nullptr);
  return points_of(width);
}

double Lines::height() const {
  int height = 0;
  pango_layout_get_size(layout(), nullptr, &height);
  return points_of(height);
}

Lettering::Lettering() : fonts_(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)) {
  const std::unique_ptr<FcConfig, FreeConfig> config(FcConfigCreate());
  for (const char* file : kFontFiles) {
    if (FcConfigAppFontAddFile(config.get(), reinterpret_cast<const FcChar8*>(file)) == FcFalse) {
      throw OutputError("font_missing", {.file = file});
    }
  }
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts_.get()), config.get());
  context_.reset(pango_font_map_create_context(fonts_.get()));
  // Letters lie where their outlines say: there is no grid of pixels they could be fitted to.
  const std::unique_ptr<cairo_font_options_t, FreeOptions> options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context_.get(), options.get());
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
}

Lines Lettering::set(const std::string& text, const Setting& setting) const {
  Lines lines(pango_layout_new(context_.get()));
  PangoLayout* layout = lines.layout();
  const std::unique_ptr<PangoFontDescription, FreeDescription> font(pango_font_description_new());
  pango_font_description_set_family_static(font.get(), "DejaVu Sans");
  pango_font_description_set_absolute_size(font.get(), setting.size * PANGO_SCALE);
  if (setting.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
  expect_font(context_.get(), font.get(), setting.bold);
  pango_layout_set_font_description(layout, font.get());
  if (setting.width >= 0.0) {
    pango_layout_set_width(layout, pango_units(setting.width));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  }
  if (setting.to_right) pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
  if (setting.most_height >= 0.0) {
    pango_layout_set_height(layout, pango_units(setting.most_height));
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  }
  const std::string plain = without_controls(text);
  pango_layout_set_text(layout, plain.data(), static_cast<int>(plain.size()));
  return lines;
}

}  // namespace rawan::io
