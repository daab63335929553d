// SPDX-License-Identifier: Apache-2.0
#include "text/schema.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "text/reference.hpp"
#include "text/town.hpp"

namespace pendel::text {
namespace {

// Whether validators agree is tests/scenario/schema_test.py's business; here: is everything in it that the table says?
TEST(Schema, SaysWhatTheTableSays) {
  Town town;
  const auto json = nlohmann::json::parse(to_json_schema(table_of(town)));
  const auto& adoption = json["properties"]["adoption"];
  EXPECT_EQ(adoption["additionalProperties"], false);
  const auto& share = adoption["properties"]["telework_share"];
  EXPECT_EQ(share["default"], 0.2);
  EXPECT_EQ(share["description"], "Who may. Range 0.1 to 0.4. Source: Survey.");
  EXPECT_EQ(share["anyOf"][0], (nlohmann::json{{"type", "number"}, {"minimum", 0.0}, {"maximum", 1.0}}));
  EXPECT_EQ(share["anyOf"][1]["properties"]["low"]["maximum"], 1.0);
  EXPECT_EQ(adoption["properties"]["rule"]["enum"], (nlohmann::json{"none", "half", "full"}));
  const auto& roads = json["properties"]["roads"]["properties"];
  EXPECT_EQ(roads["length_m"]["anyOf"][0]["exclusiveMinimum"], 0.0);
  EXPECT_FALSE(roads["unset"].contains("default"));
  EXPECT_EQ(roads["hours"]["minItems"], 2);
  const auto& incident = json["properties"]["incidents"]["items"];
  EXPECT_EQ(incident["required"], nlohmann::json::array({"name"}));
  EXPECT_TRUE(incident["properties"].contains("remove"));
  EXPECT_TRUE(json["properties"].contains("base"));
}

TEST(Reference, HasOneLineAParameter) {
  Town town;
  const std::string page = to_markdown(table_of(town));
  for (const char* line : {
           "| `telework_share` | number | 1 | [0, 1] | `0.2` | 0.1 to 0.4 | Who may. | Survey |\n",
           "| `rule` | choice: `none`, `half`, `full` |  |  | `\"half\"` |  | Which rule. |  |\n",
           "| `length_m` | number | m | (0, ∞) | `500` |  | How long. |  |\n",
           "| `unset` | number |  |  | none |  | Nothing by default. |  |\n",
           "| `name` | text |  |  | required |  | What it is called. |  |\n",
           "\n## Top level\n",
           "\n## `[adoption]`\n",
           "\n## `[[incidents]]`\n",
       }) {
    EXPECT_NE(page.find(line), std::string::npos) << line << page;
  }
}

}  // namespace
}  // namespace pendel::text
