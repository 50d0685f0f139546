#include "svg_text.h"

#include "plain_text.h"

#include <cmath>

namespace rawan::io {

std::string svg_text(double x, double y, double size, const std::string& text,
                     std::string_view more) {
  return "<text x=\"" + decimal(x, 1) + "\" y=\"" + decimal(y, 1) + "\" font-size=\"" +
         decimal(size, 0) + "\"" + std::string(more) + ">" + xml_escaped(text) + "</text>\n";
}

std::string svg_page(double width, double height, const std::string& title, double margin) {
  const std::string size = decimal(width, 0) + "\" height=\"" + decimal(height, 0);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size + "\" viewBox=\"0 0 " +
         decimal(width, 0) + " " + decimal(height, 0) +
         "\" font-family=\"sans-serif\" fill=\"#222222\" role=\"img\">\n<title>" +
         xml_escaped(title) +
         "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" +
         svg_text(margin, margin + 18, 18, title, " font-weight=\"bold\"");
}

double round_length(double length) {
  const double power = std::pow(10, std::floor(std::log10(length)));
  const double factor = length / power;
  return power * (factor >= 5 ? 5 : factor >= 2 ? 2 : 1);
}

}  // namespace rawan::io
