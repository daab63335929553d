// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "text/messages.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's
class App;
}

namespace pendel::tools {

/// What to do when the subcommand was chosen. Returns the exit code; throws InputError, SystemError, Interrupted.
using Action = std::function<int()>;

/// Where the word goes. A bool is a flag; a list of texts takes one word each time that it is named, a list of files
/// all that follow.
using Target =
    std::variant<bool*, int*, std::uint32_t*, std::uint64_t*, std::int64_t*, double*, std::optional<double>*,
                 std::string*, std::filesystem::path*, std::vector<std::string>*, std::vector<std::filesystem::path>*>;

struct Limits {
  static constexpr double none = std::numeric_limits<double>::infinity();
  double low = -none;
  double high = none;
  std::vector<std::string> words = {};  // or one of these

  [[nodiscard]] bool given() const { return low > -none || high < none || !words.empty(); }
};
inline const Limits thread_limits = {.low = 0, .high = 1024};

/// "FILE" stands by itself, "-o,--output" is named.
struct Option {
  const char* names;
  Target target;
  text::Say help;
  bool required = false;
  Limits limits = {};
};
inline constexpr bool required = true;
inline constexpr bool optional = false;

/// The words that a subcommand understands. Hides the library, which takes long to compile.
class Words {
 public:
  explicit Words(CLI::App& app) : app_(&app) {}

  Words& about(text::Say what);
  Words& options(std::initializer_list<Option> all);
  Words& examples(std::initializer_list<std::string_view> lines);
  /// A subcommand below this one; one of them must be chosen.
  Words verb(const char* name, text::Say what, std::function<void()> chosen);

 private:
  CLI::App* app_;
};

/// One subcommand: `add` gives its words their options, help and examples. New ones are one file and one line in
/// main.cpp.
struct Command {
  std::string_view name;
  Action (*add)(Words words);
};

Action add_run(Words words);
Action add_region(Words words);
Action add_info(Words words);
Action add_compare(Words words);
Action add_check(Words words);
Action add_diff(Words words);
Action add_schema(Words words);
Action add_rank(Words words);
Action add_assign(Words words);
Action add_powerflow(Words words);
Action add_buildings(Words words);
Action add_profile(Words words);
Action add_households(Words words);
Action add_route_bench(Words words);
Action add_traffic(Words words);
Action add_places(Words words);
Action add_validate(Words words);
Action add_calibrate(Words words);

}  // namespace pendel::tools
