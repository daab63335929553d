# SPDX-License-Identifier: Apache-2.0
"""The house plan holds: no include crosses engine/rooms.txt, each heavy library is included in one room only, and the
rules that keep results equal (no other generator, no libm, no OpenMP, no global state) are kept.

The checker is a function from a source tree to a list of findings; its own test below runs it on a small bad tree.
"""
import os
import re
import tempfile
import unittest
from pathlib import Path

MAX_LINES = 400
SOURCES = (".cpp", ".hpp", ".py", ".sh", ".cmake")

# header pattern -> the one room that may include it
ONE_ROOM = [
    (r"(oneapi/)?tbb/.*|tbb\.h", "parallel"),
    (r"hdf5(_hl)?\.h|H5.*\.h", "store"),
    (r"boost/(graph|property_map)/.*|metis\.h", "routing"),
    (r"toml\+\+/.*|toml\.hpp", "text"),
    (r"(osmium|protozero|proj|gdal|ogr).*", "import"),
    (r"sleef.*|Random123/.*", "core"),
]

# pattern in code -> why not. `std::` is optional where the bare C name is as bad.
FORBIDDEN = [
    (r"\bstd::(mt19937\w*|minstd_rand\w*|random_device|default_random_engine|\w+_distribution)\b",
     "draws are keyed: use core/random.hpp"),
    (r"(?<![\w:.>])(std::)?s?rand\s*\(", "draws are keyed: use core/random.hpp"),
    (r"\bstd::(exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot|erf"
     r"|erfc|tgamma|lgamma)\s*\(", "libm changes with the processor: use core/math.hpp"),
    (r"(?<![\w:.>~])(exp|log|pow|sin|cos|tan|atan2|hypot)f?\s*\(", "libm changes with the processor: use core/math.hpp"),
    (r"#\s*pragma\s+omp\b", "threads come from parallel/ only"),
    (r"\bstd::(async|thread)\b(?!::)", "threads come from parallel/ only"),
    (r"\bstd::execution::", "not bit-identical: use parallel/"),
    (r"-ffast-math|-funsafe-math", "bits must be equal"),
]
# (part of the message, path prefix that may)
ALLOWED = [
    ("libm changes", "engine/core/math"),
    ("threads come from", "engine/parallel/"),
]

# The only globals that are not const, each with its reason.
GLOBALS = {
    ("engine/parallel/stop.cpp", "signal_pipe"): "a signal handler gets no argument",
    ("engine/text/messages.cpp", "chosen"): "language of what a person reads, set once; no result depends on it",
}


def read_plan(root):
    """engine/rooms.txt as {room: set of rooms it may include}."""
    plan = {}
    for line in (root / "engine/rooms.txt").read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line:
            room, _, allowed = line.partition(":")
            plan[room.strip()] = set(allowed.split())
    return plan


def room_of(path, plan):
    """The room of a path inside engine/: the longest room that is a prefix; files directly in engine/ are `run`."""
    parts = Path(path).parts
    if len(parts) == 1:
        return "run"
    for end in range(len(parts) - 1, 0, -1):
        if "/".join(parts[:end]) in plan:
            return "/".join(parts[:end])
    return None


def without_comments_and_strings(text):
    """Keeps the lines; blanks comments and what stands between quotes, but not the file of an #include."""
    def blank(match):
        token = match.group(0)
        if token.startswith(("//", "/*")):
            return "\n" * token.count("\n")
        return token if token.startswith("#") else '""' + "\n" * token.count("\n")
    token = (r'#[ \t]*include[^\n]*|//[^\n]*|/\*.*?\*/|R"(?P<d>[^(\s]*)\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"'
             r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'")
    return re.sub(token, blank, text, flags=re.DOTALL)


def check_includes(path, code, plan):
    """Findings on the includes of one file inside engine/ (`path` is relative to engine/)."""
    room = room_of(path, plan)
    if room is None:
        return [f"engine/{path}: is in no room of engine/rooms.txt"]
    findings = []
    for number, line in enumerate(code.splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if not found:
            continue
        header = found.group(2)
        place = f"engine/{path}:{number}"
        if found.group(1) == '"' and path.endswith("_test.cpp") and header.startswith("support/"):
            continue  # helpers of the tests, in tests/support
        if found.group(1) == '"':
            target = room_of(header, plan)
            if target is None:
                findings.append(f"{place}: \"{header}\" is in no room; write the path from engine/")
            elif target != room and target not in plan[room]:
                findings.append(f"{place}: room {room} may not include {target} (\"{header}\")")
        for pattern, home in ONE_ROOM:
            if re.fullmatch(pattern, header) and room != home:
                findings.append(f"{place}: <{header}> may be included in room {home} only")
    return findings


def check_code(path, code):
    """Findings on forbidden names; `path` is relative to the root."""
    findings = []
    for number, line in enumerate(code.splitlines(), 1):
        for pattern, why in FORBIDDEN:
            if re.search(pattern, line) and not any(part in why and path.startswith(where) for part, where in ALLOWED):
                findings.append(f"{path}:{number}: {line.strip()[:60]}: {why}")
    return findings


def check_globals(path, code):
    """Non-const variables at namespace scope and static or thread_local locals that are not const."""
    findings = []
    scopes = []  # True for a namespace, False for anything else in braces
    parentheses = 0
    statement, start = "", 1
    for number, line in enumerate(code.splitlines(), 1):
        if line.lstrip().startswith("#"):
            continue
        for char in line + "\n":
            if not statement.strip():
                start = number
            parentheses += (char in "([") - (char in ")]")
            if char == "{" and parentheses == 0:
                opens_namespace = re.search(r"(^|\s)(namespace\b[^=;]*|extern\s*\"\"\s*)$", statement.strip())
                # what stands before the braces may be a variable: `int x{3};`, `int x = {3};`
                if all(scopes) and not opens_namespace:
                    findings += global_finding(path, start, statement)
                scopes.append(bool(opens_namespace))
                statement = ""
            elif char == "}" and parentheses == 0:
                if scopes:
                    scopes.pop()
                statement = ""
            elif char == ";" and parentheses == 0:
                if all(scopes) or re.match(r"\s*(static|thread_local)\s", statement):
                    findings += global_finding(path, start, statement)
                statement = ""
            else:
                statement += char
    return findings


def global_finding(path, number, statement):
    text = " ".join(statement.split())
    declares = re.match(r"(?:(?:static|inline|thread_local|constinit|unsigned) )*[\w:]+(?:<.*>)?(?:::\w+)?[ *&]+"
                        r"(\w+)(?:\[.*\])?(?: ?=.*)?$", text)
    if not declares or re.search(r"\b(const|constexpr|using|typedef|return|template|class|struct|enum|union|friend"
                                 r"|namespace|extern|static_assert|concept|operator|goto|case|throw)\b", text.split("=")[0]):
        return []
    if (path, declares.group(1)) in GLOBALS:
        return []
    return [f"{path}:{number}: {text[:60]}: no global that is not const"]


# What these are called with is read by a person (exit codes 2 and 3), so it comes from the messages table.
TELLS = (r"(?:\b\w*issues_?(?:\.|->)add|\b(?:complain|complaints\.add|problem|tell)|\bInputError|\bIssue"
         r"|\bSystemError)\s*[({]")
COMMENT = r"//[^\n]*|/\*.*?\*/"
LITERAL = r'"(?:\\.|[^"\\\n])*"'
# Two words in a row, or a word and a placeholder: prose. "region.toml" and "free_speed" are names.
PROSE = r"[A-Za-z]{2,}[,:]? +[\'{]?[a-z{]|[}\'] +[a-z]{2,}"


def check_texts(path, text):
    """Findings on literal prose where the messages table should be used; `text` without comments, with strings."""
    text = re.sub(f"{LITERAL}|{COMMENT}", lambda m: m.group(0) if m.group(0)[0] == '"' else "\n" * m.group(0).count("\n"),
                  text, flags=re.DOTALL)
    findings = []
    for call in re.finditer(TELLS, text):
        end = re.compile(f"(?:{LITERAL}|[^;\"])*").match(text, call.end()).end()
        for literal in re.finditer(LITERAL, text[call.end():end]):
            if re.search(PROSE, literal.group(0)):
                number = text.count("\n", 0, call.end() + literal.start()) + 1
                findings.append(f"{path}:{number}: {literal.group(0)[:60]}: texts come from engine/text/messages*.inc")
    for literal in re.finditer(LITERAL, text):
        if "Did you mean" in literal.group(0) and not path.endswith("_test.cpp"):
            number = text.count("\n", 0, literal.start()) + 1
            findings.append(f"{path}:{number}: use text::did_you_mean")
    return findings


def may_say(path, plan):
    """Rooms that may include text/messages.hpp: all but the lowest. Tests and the store's technical words are exempt."""
    if path.endswith("_test.cpp"):
        return False
    if not path.startswith("engine/"):
        return path.startswith("tools/")
    room = room_of(path.removeprefix("engine/"), plan)
    return room is not None and (room == "text" or "text" in plan[room]) and room != "store"


def source_files(root):
    for folder in ("engine", "tools", "tests", "bench"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SOURCES and "__pycache__" not in path.parts:
                yield path


def check_tree(root):
    plan = read_plan(root)
    findings = []
    for path in source_files(root):
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        if not any("SPDX-License-Identifier: Apache-2.0" in line for line in lines[:2]):
            findings.append(f"{name}: the SPDX line is missing")
        if len(lines) > MAX_LINES and not re.search(r"(//|#) Long file: \S", text):
            findings.append(f"{name}: {len(lines)} lines (at most {MAX_LINES}, or a comment 'Long file: reason')")
        if path.suffix not in (".cpp", ".hpp") or not name.startswith(("engine/", "tools/")):
            continue
        code = without_comments_and_strings(text)
        findings += check_code(name, code)
        findings += check_globals(name, code)
        if may_say(name, plan):
            findings += check_texts(name, text)
        if name.startswith("engine/"):
            findings += check_includes(name.removeprefix("engine/"), code, plan)
    return findings


class HousePlan(unittest.TestCase):
    def test_holds(self):
        root = Path(os.environ.get("PENDEL_SOURCE_DIR", Path(__file__).resolve().parents[1]))
        findings = check_tree(root)
        self.assertFalse(findings, f"{len(findings)} findings\n" + "\n".join(findings))


class Checker(unittest.TestCase):
    """The checker does fail: each small bad file gives exactly the finding that it should."""

    PLAN = ("core:\nparallel: core\nmodels: core models/a models/b\nmodels/a: core parallel text\nmodels/b: core\n"
            "text: core\nstore: core text\n")

    def findings(self, path, text, spdx=True):
        with tempfile.TemporaryDirectory() as place:
            root = Path(place)
            (root / "engine").mkdir()
            (root / "engine/rooms.txt").write_text(self.PLAN, encoding="utf-8")
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(("// SPDX-License-Identifier: Apache-2.0\n" if spdx else "") + text, encoding="utf-8")
            return check_tree(root)

    def assert_found(self, path, text, part, **options):
        findings = self.findings(path, text, **options)
        self.assertEqual(len(findings), 1, findings)
        self.assertIn(part, findings[0])

    def assert_clean(self, path, text):
        self.assertEqual(self.findings(path, text), [])

    def test_includes_that_cross_the_plan(self):
        self.assert_found("engine/core/x.hpp", '#include "text/csv.hpp"\n', "room core may not include text")
        self.assert_found("engine/models/a/x.cpp", '#include "models/b/b.hpp"\n', "models/a may not include models/b")
        self.assert_found("engine/models/a/deep/x.cpp", '#include "models/b/b.hpp"\n', "models/a may not")
        self.assert_found("engine/models/a/x.cpp", '#include "models/models.hpp"\n', "models/a may not include models")
        self.assert_found("engine/attic/x.cpp", "int f();\n", "in no room")
        self.assert_found("engine/core/x.cpp", '#include "nowhere/x.hpp"\n', "is in no room")

    def test_includes_that_keep_the_plan(self):
        self.assert_clean("engine/models/a/x.cpp", '#include "core/id.hpp"\n#include "models/a/a.hpp"\n')
        self.assert_clean("engine/models/models.cpp", '#include "models/a/a.hpp"\n#include "models/b/b.hpp"\n')
        self.assert_clean("engine/core/x.cpp", '// #include "text/csv.hpp"\n')
        self.assert_clean("engine/models/a/x_test.cpp", '#include "support/x.hpp"\n')
        self.assert_found("engine/models/a/x.cpp", '#include "support/x.hpp"\n', "is in no room")

    def test_heavy_libraries_have_one_room(self):
        for header, home in (("tbb/tbb.h", "parallel"), ("oneapi/tbb/parallel_for.h", "parallel"), ("hdf5.h", "store"),
                             ("hdf5_hl.h", "store"), ("toml++/toml.h", "text"), ("sleef.h", "core")):
            self.assert_found("engine/models/a/x.cpp", f"#include <{header}>\n", f"in room {home} only")
            if home in ("parallel", "store", "text", "core"):
                self.assert_clean(f"engine/{home}/x.cpp", f"#include <{header}>\n")
        for header in ("boost/graph/dijkstra_shortest_paths.hpp", "osmium/io/any_input.hpp", "proj.h"):
            self.assert_found("engine/core/x.cpp", f"#include <{header}>\n", "only")

    def test_forbidden_names(self):
        for line in ("std::mt19937 g;", "int x = rand();", "double y = std::exp(1.0);", "double y = pow(x, 2);",
                     "#pragma omp parallel for", "std::thread t(f);", "std::normal_distribution<> d;"):
            self.assert_found("engine/models/a/x.cpp", f"void f() {{\n{line}\n}}\n", "x.cpp:3")
        for line in ("double y = math::exp(1.0);", "double y = pendel::math::pow(x, 2);", "double y = std::sqrt(x);",
                     "operand(3);", '"std::exp(1.0)";', "// std::exp(1.0)", "std::this_thread::yield();", "log.pow(3);"):
            self.assert_clean("engine/models/a/x.cpp", f"void f() {{\n{line}\n}}\n")

    def test_texts_come_from_the_table(self):
        for line in ('issues.add({}, "there is no road", "");', 'issues_->add(place, say(x),\n"Write it down.");',
                     'issues_.add(node.place, fmt::format("\'{}\' must be text", key));', 'complain("no such file");',
                     'throw InputError({{}, "a result is missing"});', 'throw SystemError(fmt::format("{}: no space left", x));',
                     'problem(rows, row, "use", "unknown use " + use);', 'auto hint = "Did you mean this?";',
                     'land_issues.add({file}, label + " ends before it begins");'):
            self.assert_found("engine/models/a/x.cpp", f"void f() {{\n{line}\n}}\n", "x.cpp:")
        for line in ('issues.add({"region.toml"}, say(Say::no_road), "", say(Say::hint, "free_speed"));',
                     'problem(rows, row, "use", say(Say::word_unknown, "use", use));', 'set.add(1, "not a text of ours");',
                     '// issues.add({}, "there is no road");', 'throw ContractError("there is no road");'):
            self.assert_clean("engine/models/a/x.cpp", f"void f() {{\n{line}\n}}\n")
        self.assert_clean("engine/core/x.cpp", 'void f() { throw SystemError("out of luck today"); }\n')

    def test_globals(self):
        for line in ("int counter = 0;", "static std::vector<int> cache;", "inline double rate{0.5};",
                     "std::atomic<int> n{-1};", "std::map<std::string, int> names = {{f, 1}};", "thread_local int t;",
                     "namespace b { int x; }", "void f() { static int calls = 0; }"):
            self.assert_found("engine/core/x.cpp", f"namespace a {{\n{line}\n}}\n", "no global")
        for line in ("constexpr int n = 3;", "const std::vector<int> table = {1, 2};", "int f(int x);",
                     "inline constexpr double rate{0.5};", "struct P { int x = 0; std::vector<int> y; };",
                     "void f() { int local = 0; static const int n = 3; }", "using X = int;", "class Y;",
                     "template <class T>\nstruct Z {\n  T value{};\n};", "enum class E : int { a, b };",
                     "std::string to_string(E e) {\n  std::string s{};\n  return s;\n}", "static int g();",
                     "class Q final : public R {\n public:\n  explicit Q(int n) : n_(n), m_{n} {}\n private:\n  int n_;\n};"):
            self.assert_clean("engine/core/x.cpp", f"namespace a {{\n{line}\n}}\n")

    def test_licence_line_and_length(self):
        self.assert_found("engine/core/x.cpp", "int f();\n", "SPDX", spdx=False)
        self.assert_found("tests/core/x_test.cpp", "\n" * 401, "402 lines")
        self.assert_clean("tests/core/x_test.cpp", "// Long file: one table\n" + "\n" * 401)


if __name__ == "__main__":
    unittest.main()
