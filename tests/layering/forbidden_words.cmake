# Fails with file and line for every word a floor must not say.
#   cmake -DROOT=<source tree> -P forbidden_words.cmake
cmake_minimum_required(VERSION 3.25)

# One row: directories | regular expression | reason. Comments are not looked at.
set(rules
  "algorithms|#include [<\"](gdal|ogr|cpl_|proj\\.h|geos|sqlite3|sodium|nettle|xlsxwriter|toml|\
CLI|nlohmann)|the numerics know no files: proj.h and geos_c.h lie in /usr/include, so the compiler \
alone lets them in"
  "algorithms|#include <(fstream|iostream|ostream|istream|sstream|cstdio|filesystem|spdlog|\
syslog\\.h)|an algorithm does not print, log or read"
  "algorithms|std::(getenv|cout|cerr|clog|printf|ifstream|ofstream)|an algorithm does not print, \
log or read"
  "algorithms engine|(system_clock|steady_clock|high_resolution_clock)::now|the clock is read \
once, in main, and handed down"
  "algorithms io engine|std::(rand|srand|random_device|random_shuffle|mt19937|\
default_random_engine)|randomness has an address: random.h"
  "algorithms io engine|std::[a-z_]+_distribution|distributions of standard libraries differ: \
random.h has our own"
  "algorithms io engine|#include <(execution|random)>|an exception inside std::execution ends the \
program; random.h replaces <random>"
  "algorithms|std::(reduce|transform_reduce)|floating-point sums have a fixed order: parallel_sum"
  "algorithms io engine|std::(mutex|thread|jthread|async)|one file knows about threads: \
parallel.h (signals and the progress line of the program aside)"
  "io|#include \"rawan/algorithms/(bandwidth|dbscan|empirical_bayes|exposure|false_discovery|geary|\
getis_ord|kde|moran|patrol_(measures|plan|problem|search)|permutation|ranking|polygons|\
risk_hours|spatial_index|random|weights)\\.h\"|io reads and writes and computes nothing: it \
sees the values, and parallel.h to read and to prove"
  "engine io/include algorithms|#include <(gdal[a-z_]*|ogr[a-z_]*|cpl_[a-z_]*|proj|geos_c)\\.h|\
GDAL and PROJ live in io/src alone"
  "engine/include io/include algorithms/include|#include <(toml|CLI|nlohmann|xlsxwriter|sqlite3|\
sodium|nettle)|heavy libraries stay out of public headers"
  "engine io|std::getenv|every choice is in the configuration: no environment variables"
  "algorithms io engine|-ffast-math|equal bits"
)

# Files a rule does not hold for: file | start of its reason.
set(exceptions
  "algorithms/src/patrol_stopwatch.cpp|the clock is read once"
  "engine/src/main.cpp|the clock is read once"
  "engine/src/stage_times.cpp|the clock is read once"
  "algorithms/include/rawan/algorithms/parallel.h|one file knows about threads"
  "engine/src/signals.h|one file knows about threads"
  "engine/src/signals.cpp|one file knows about threads"
  "engine/src/progress_line.h|one file knows about threads"
  "engine/src/progress_line.cpp|one file knows about threads"
)

function(is_exception file reason result)
  set(${result} FALSE PARENT_SCOPE)
  foreach(exception IN LISTS exceptions)
    string(REPLACE "|" ";" parts "${exception}")
    list(GET parts 0 excepted)
    list(GET parts 1 start)
    string(FIND "${reason}" "${start}" position)
    if(file STREQUAL excepted AND position EQUAL 0)
      set(${result} TRUE PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

# The lines of a file without their comments. Brackets, semicolons and backslashes have a meaning of
# their own in lists of CMake: they are replaced.
function(code_of file result)
  file(READ ${ROOT}/${file} text)
  string(REPLACE "\\" "/ " text "${text}")
  string(REPLACE ";" "," text "${text}")
  string(REGEX REPLACE "\\[|\\]" "|" text "${text}")
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  string(REPLACE "\n" ";" text "${text}")
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

# Adds "file:line: text" and the reason to `faults` of the caller for each line that matches.
function(search_file file expression reason)
  code_of(${file} lines)
  set(number 0)
  set(found "")
  foreach(line IN LISTS lines)
    math(EXPR number "${number} + 1")
    if(line MATCHES "${expression}")
      string(APPEND found "${file}:${number}: ${line}\n    ${reason}\n")
    endif()
  endforeach()
  set(faults "${faults}${found}" PARENT_SCOPE)
endfunction()

set(faults "")
foreach(rule IN LISTS rules)
  string(REGEX MATCH "^([^|]*)\\|(.*)\\|([^|]*)$" whole "${rule}")
  set(expression "${CMAKE_MATCH_2}")
  set(reason "${CMAKE_MATCH_3}")
  string(REPLACE " " ";" directories "${CMAKE_MATCH_1}")
  foreach(directory IN LISTS directories)
    file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${directory}/*.h ${ROOT}/${directory}/*.cpp)
    foreach(file IN LISTS files)
      is_exception(${file} "${reason}" excepted)
      if(NOT excepted)
        search_file(${file} "${expression}" "${reason}")
      endif()
    endforeach()
  endforeach()
endforeach()

if(faults)
  message(FATAL_ERROR "forbidden words:\n${faults}")
endif()
