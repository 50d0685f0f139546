# Densities by spatstat and sparr. What is computed is timed ("seconds") and written as one number
# per cell, row by row from the north, 0 outside of the window:
#     Rscript density.R fixed KERNEL SIGMA none|uniform|jones-diggle POINTS.csv COLUMNS ROWS OUT
#     Rscript density.R adaptive BANDWIDTH uniform|jones-diggle POINTS.csv CELLS OUT
#     Rscript density.R classes BANDWIDTH jones-diggle POINTS.csv COLUMNS ROWS OUT
#     Rscript density.R risk BANDWIDTH CASES.csv REFERENCE.csv CELLS OUT_LOG_RATIO OUT_P
#     Rscript density.R redwood FOLDER
# WINDOW in the environment is a CSV of the vertices x,y of the study area. With "redwood" the
# points of that pattern, its bandwidths by spatstat, and for each file curve_RULE.csv in the
# folder spatstat's criterion at the same candidates are written to the folder.
suppressPackageStartupMessages(library(spatstat))
arguments <- commandArgs(trailingOnly = TRUE)
task <- arguments[1]

window_of <- function() {
  ring <- read.csv(Sys.getenv("WINDOW"))
  if (sum(ring$x * c(ring$y[-1], ring$y[1]) - c(ring$x[-1], ring$x[1]) * ring$y) < 0) {
    ring <- ring[rev(seq_len(nrow(ring))), ]
  }
  owin(poly = list(x = ring$x, y = ring$y))
}
pattern_of <- function(file) {
  points <- read.csv(file)
  suppressWarnings(ppp(points$x, points$y, window = window_of()))
}
timed <- function(compute) {
  elapsed <- system.time(result <- compute())["elapsed"]
  cat(sprintf("seconds %.3f\n", elapsed))
  result
}
# Per square kilometer, north first.
write_cells <- function(image, file, factor = 1e6) {
  values <- image$v[nrow(image$v):1, ]
  values[!is.finite(values)] <- 0
  writeLines(sprintf("%.9g", factor * as.vector(t(values))), file)
}

if (task == "fixed") {
  events <- pattern_of(arguments[5])
  edge <- arguments[4]
  found <- timed(function() {
    density(events, sigma = as.numeric(arguments[3]), kernel = arguments[2], edge = edge != "none",
            diggle = edge == "jones-diggle", positive = FALSE,
            dimyx = as.integer(arguments[c(7, 6)]))
  })
  write_cells(found, arguments[8])
}

if (task == "classes") {
  # spatstat sorts events into classes of similar bandwidth.
  events <- pattern_of(arguments[4])
  h0 <- as.numeric(arguments[2])
  dims <- as.integer(arguments[c(6, 5)])
  found <- timed(function() {
    densityAdaptiveKernel(events, bw.abram(events, h0 = h0, hp = h0, dimyx = dims), diggle = TRUE,
                          dimyx = dims)
  })
  write_cells(found, arguments[7])
}

if (task %in% c("adaptive", "risk")) suppressPackageStartupMessages(library(sparr))

# sparr cuts bandwidths at a multiple of their geometric mean, rawan at 5 times their median.
trim_of <- function(pilot, events) {
  factors <- safelookup(pilot, events, warn = FALSE)^(-0.5)
  5 * median(factors) / exp(mean(log(factors)))
}

if (task == "adaptive") {
  events <- pattern_of(arguments[4])
  h0 <- as.numeric(arguments[2])
  edge <- ifelse(arguments[3] == "jones-diggle", "diggle", "uniform")
  cells <- as.integer(arguments[5])
  pilot <- density(events, sigma = h0, edge = TRUE, diggle = edge == "diggle", positive = TRUE,
                   dimyx = cells)
  trim <- trim_of(pilot, events)
  found <- timed(function() {
    bivariate.density(events, h0 = h0, hp = h0, adapt = TRUE, edge = edge, resolution = cells,
                      intensity = TRUE, trim = trim, verbose = FALSE)
  })
  write_cells(found$z, arguments[6])
}

if (task == "risk") {
  # With one bandwidth: log ratio of intensities per event, tolerance against both together.
  h0 <- as.numeric(arguments[2])
  cells <- as.integer(arguments[5])
  cases <- pattern_of(arguments[3])
  reference <- pattern_of(arguments[4])
  estimate <- function(events) {
    found <- bivariate.density(events, h0 = h0, adapt = FALSE, edge = "uniform",
                               resolution = cells, intensity = TRUE, verbose = FALSE)
    found$z <- found$z / npoints(events)
    found
  }
  result <- timed(function() {
    f <- estimate(cases)
    g <- estimate(reference)
    both <- estimate(suppressWarnings(superimpose(cases, reference)))
    list(f = f, g = g, tolerance = sparr:::tol.asy.fix(f, g, both))
  })
  write_cells(log(result$f$z) - log(result$g$z), arguments[6], 1)
  write_cells(result$tolerance$p, arguments[7], 1)
}

if (task == "redwood") {
  folder <- arguments[2]
  write_rule <- function(name, value) writeLines(sprintf("%.12g", value), file.path(folder, name))
  # To where coordinates of UTM are usual.
  points <- data.frame(x = redwood$x + 5e5, y = redwood$y + 1e6)
  writeLines(c("x,y", sprintf("%.12g,%.12g", points$x, points$y)),
             file.path(folder, "redwood.csv"))
  write_rule("scott", sqrt(prod(bw.scott(redwood))))
  write_rule("diggle", suppressWarnings(bw.diggle(redwood)))
  for (rule in c("lcv", "cvl")) {
    file <- file.path(folder, sprintf("curve_%s.csv", rule))
    if (!file.exists(file)) next
    sigma <- read.csv(file)$sigma_m
    if (rule == "cvl") {
      criterion <- -attr(suppressWarnings(bw.CvL(redwood, sigma = sigma)), "cv")
    } else {
      criterion <- attr(suppressWarnings(bw.ppl(redwood, sigma = sigma)), "cv")
    }
    write_rule(paste0("criterion_", rule), criterion)
  }
}
