# SPDX-License-Identifier: Apache-2.0
"""The front door as a planner meets it: check, diff, schema and the reference page, through the program."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import tomllib
import unittest

SOURCE = pathlib.Path(os.environ.get("PENDEL_SOURCE_DIR", pathlib.Path(__file__).parents[2]))
PROGRAM = os.environ.get("PENDEL_PROGRAM", str(SOURCE / "build/release/pendel"))
SCENARIOS = sorted((SOURCE / "scenarios").glob("*/base.toml"))
HAMLET = SOURCE / "scenarios/hamlet/base.toml"

try:
    import jsonschema
except ImportError:
    jsonschema = None


def pendel(*arguments, language="en"):
    done = subprocess.run([PROGRAM, "--lang", language, *map(str, arguments)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def as_json(value):
    """TOML as editors hand it to a schema: dates are text."""
    return json.loads(json.dumps(value, default=str))


@unittest.skipUnless(os.path.exists(PROGRAM), "pendel is not built")
class FrontDoor(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, name, text):
        path = pathlib.Path(self.folder.name) / name
        path.write_text(text, encoding="utf-8")
        return path

    def overlay(self, text):
        return self.write("overlay.toml", f'base = "{HAMLET}"\n{text}')


class Frame(FrontDoor):
    """Wrong words on the command line, in the language of the user."""

    def problem(self, language, *words):
        code, out, err = pendel(*words, language=language)
        self.assertEqual((code, out), (2, ""))
        return err.strip()

    def test_help_in_both_languages(self):
        for words in ([], ["run"], ["region"], ["region", "build"], ["compare"]):
            for language, expected in (("en", ["Usage:", "Options:"]), ("de", ["Aufruf:", "Optionen:"])):
                code, out, _ = pendel(*words, "--help", language=language)
                self.assertEqual(code, 0)
                for part in expected:
                    self.assertIn(part, out)
        self.assertNotRegex(pendel("run", "--help", language="de")[1], "Usage|Options|REQUIRED|Print|Examples")

    def test_wrong_words(self):
        self.assertEqual(self.problem("en", "rum"), "'rum' is not known here. Did you mean 'run'? 'pendel --help' tells more.")
        self.assertEqual(self.problem("de", "run", "a.toml", "-o", "a.h5", "--thread", "3"),
                         "'--thread' ist hier nicht bekannt. Ist '--threads' gemeint? 'pendel run --help' sagt mehr.")
        self.assertIn("FILE fehlt.", self.problem("de", "check"))
        self.assertIn("--output braucht einen Wert.", self.problem("de", "run", "a.toml", "-o"))
        self.assertIn("muss 0 bis 1024 sein", self.problem("de", "run", "a.toml", "-o", "x", "--threads", "9999"))
        self.assertIn("must be 0 to 1024", self.problem("en", "run", "a.toml", "-o", "x", "--threads", "many"))
        self.assertIn("muss >= 0 sein", self.problem("de", "rank", "a.csv", "--noise", "-1"))
        self.assertIn("must be one of 'sweep', 'linear'", self.problem("en", "powerflow", "a", "--method", "newton"))
        self.assertIn("ein Befehl fehlt (muss eines sein von 'build'", self.problem("de", "region"))


class Check(FrontDoor):
    def test_every_shipped_scenario_is_sound(self):
        for scenario in SCENARIOS:
            region = tomllib.loads(scenario.read_text(encoding="utf-8"))["region"]["path"]
            if not (scenario.parent / region).exists():
                continue  # a region that the reader of the docs builds first
            with self.subTest(scenario=scenario):
                self.assertEqual(pendel("check", scenario), (0, "No problems.\n", ""))

    def test_all_problems_at_once_with_place_and_remedy(self):
        path = self.overlay("[run]\nsede = 3\nreplication = -1\n[rum]\nx = 1\n[[day]]\nname = 'b'\ndate = 2030-01-15\nweight = nan\n")
        code, out, _ = pendel("check", path)
        self.assertEqual(code, 2)
        self.assertEqual(
            out.splitlines(),
            [
                f"{path}:3:1: unknown key 'sede' in [run]. Did you mean 'seed'?",
                f"{path}:4:15: run.replication is -1 (must be 0 to 4294967295)",
                f"{path}:5:2: unknown key 'rum' in the top level. Did you mean 'run'?",
                f"{path}:10:10: day.b.weight is nan (must be a finite number)",
                "4 problems, nothing was run.",
            ],
        )

    def test_what_only_the_land_can_tell_has_its_place(self):
        path = self.overlay("[[incident]]\nname = 'dam'\nstreet = 'Dorfstrase'\n[[target]]\nname = 't'\n"
                            "indicator = 'residents'\nmunicipality = '99000003'\nvalue = 1\ntolerance = 1\nsource = 's'\n")
        code, out, _ = pendel("check", path)
        self.assertEqual(code, 2)
        self.assertEqual(
            out.splitlines(),
            [
                f"{path}:4:10: incident 'dam': no street is called 'Dorfstrase'. Did you mean 'Dorfstrasse'?",
                f"{path}:8:16: target 't': the region has no municipality '99000003'. Did you mean '99000001'?",
                "2 problems, nothing was run.",
            ],
        )

    def test_a_population_that_is_not_there_has_its_place(self):
        land = pathlib.Path(self.folder.name) / "land"
        shutil.copytree(SOURCE / "scenarios/hamlet/region", land)
        table = land / "municipalities.csv"
        table.write_text(table.read_text(encoding="utf-8").replace(",540400,5630100,8,", ",540400,5630100,,"), encoding="utf-8")
        path = self.overlay(f"[region]\npath = '{land}'\n[people]\ntables = ''\n")
        code, out, _ = pendel("check", path, language="de")
        self.assertEqual(code, 2)
        self.assertIn(f"{table}:2:37: 99000001 Oberdorf hat keine Einwohnerzahl (Menschen lassen sich nicht erfinden).", out)

    def test_a_circle_of_bases_is_one_problem(self):
        first = self.write("first.toml", "base = 'second.toml'\n")
        second = self.write("second.toml", "base = 'first.toml'\n")
        code, out, _ = pendel("check", first)
        self.assertEqual(code, 2)
        self.assertEqual(out.splitlines()[1:], ["1 problem, nothing was run."])
        self.assertIn(f"{second}:1:8: 'base' comes back to a file", out)

    def test_a_far_name_is_no_help_but_an_example_is(self):
        path = self.overlay("[mobility]\nfoo = 1\n[[day]]\nname = 'b'\ndate = '2030-01-15'\n")
        code, out, _ = pendel("check", path)
        self.assertEqual(code, 2)
        self.assertEqual(out.splitlines()[:2], [
            f"{path}:3:1: unknown key 'foo' in [mobility]",
            f"{path}:6:8: day.b.date must be a date, not text. Write a date without quotes: 2026-01-31.",
        ])

    def hamlet_with(self, **changes):
        """A hamlet in a folder of its own, with text replaced in its tables: table="old|new", or table=None to remove."""
        town = pathlib.Path(self.folder.name) / "hamlet"
        shutil.copytree(HAMLET.parent, town)
        for name, change in changes.items():
            table = town / (name.replace("__", "/") + ".csv")
            if change is None:
                table.unlink()
                continue
            old, new = change.split("|")
            text = table.read_text(encoding="utf-8")
            self.assertIn(old, text)
            table.write_text(text.replace(old, new, 1), encoding="utf-8")
        return town / "base.toml"

    def test_bad_cells_of_every_table_are_told_together(self):
        path = self.hamlet_with(region__link="\n1,|\n,", people__household="A,1,2|A,1,x", people__person=None)
        for command in (["check", path], ["run", path, "-o", path.parent / "x.h5"]):
            code, out, err = pendel(*command)
            self.assertEqual(code, 2)
            lines = [line.removeprefix(str(path.parent) + "/") for line in (out + err).splitlines()]
            self.assertEqual(len(lines), 4, lines)
            self.assertTrue(lines[0].startswith("people/household.csv:2:5: cars is 'x'"), lines)
            self.assertEqual(lines[1], "people/person.csv: there is no such file")
            self.assertTrue(lines[2].startswith("region/link.csv:2:1: link_id is empty"), lines)

    def test_a_household_that_is_not_there_is_told_beside_a_bad_cell(self):
        path = self.hamlet_with(people__building="1,single_family|1,castle", people__person="A,25-44|Z,25-44")
        code, out, _ = pendel("check", path)
        self.assertEqual(code, 2)
        self.assertEqual(len(out.splitlines()), 3, out)
        self.assertIn("building.csv:2:3: type is 'castle'", out)
        self.assertIn("person.csv:2:1: there is no household 'Z'. Names are those in the column household_id of "
                      "household.csv.", out)

    def test_a_plane_that_is_not_there_has_its_place(self):
        path = self.hamlet_with()
        head = path.parent / "region/region.toml"
        head.write_text("epsg = 99999\n" + re.sub("(?m)^epsg.*\n", "", head.read_text(encoding="utf-8")), encoding="utf-8")
        for command in (["check", path], ["run", path, "-o", path.parent / "x.h5"], ["region", "info", head.parent]):
            code, out, err = pendel(*command)
            self.assertEqual(code, 2)
            self.assertIn(f"{head}:1:8: there is no EPSG:99999 (all lengths are in that plane). 25832 or 25833 in Germany.",
                          out + err)

    def test_a_region_without_weather_is_refused_before_anything_runs(self):
        path = self.hamlet_with(region__weather=None)
        for command in (["check", path], ["run", path, "-o", path.parent / "x.h5"]):
            code, out, err = pendel(*command)
            self.assertEqual(code, 2)
            self.assertIn(f"{path.parent}/region: the region has no weather", out + err)

    def test_roads_that_hang_apart_are_told(self):
        path = self.hamlet_with(region__link="5,Marktstrasse,4,5,0|5,Marktstrasse,4,5,1")  # nobody comes back
        code, out, _ = pendel("run", path, "-o", path.parent / "x.h5")
        self.assertEqual(code, 0)
        self.assertRegex(out, r"note: \d+\.\d % of the road nodes are not strongly connected")
        self.assertNotIn("strongly connected", pendel("run", HAMLET, "-o", path.parent / "y.h5")[1])

    def test_speaks_german_and_json(self):
        path = self.overlay("[run]\nsede = 3\n")
        code, out, _ = pendel("check", path, language="de")
        self.assertEqual(code, 2)
        self.assertIn("unbekannter Schlüssel 'sede' in [run]. Ist 'seed' gemeint?", out)
        self.assertIn("1 Problem, nichts wurde gerechnet.", out)
        code, out, _ = pendel("check", path, "--json")
        self.assertEqual(code, 2)
        self.assertEqual(json.loads(out)[0]["line"], 3)

    def test_run_refuses_the_same(self):
        path = self.overlay("[run]\nsede = 3\n")
        result = pathlib.Path(self.folder.name) / "x.h5"
        code, _, err = pendel("run", path, "-o", result)
        self.assertEqual(code, 2)
        self.assertIn("unknown key 'sede'", err)
        self.assertFalse(result.exists())


class Diff(FrontDoor):
    def test_shows_exactly_what_differs(self):
        path = self.overlay("[run]\nseed = 7\n")
        code, out, _ = pendel("diff", HAMLET, path)
        self.assertEqual(code, 0)
        self.assertRegex(out, rf"^run\.seed: 1 \({HAMLET}:\d+:\d+\) -> 7 \({path}:3:8\)\n1 parameter differs\.\n$")
        self.assertEqual(pendel("diff", HAMLET, HAMLET)[1], "No parameter differs.\n")


@unittest.skipUnless(jsonschema, "python3-jsonschema is not installed")
class Schema(FrontDoor):
    def setUp(self):
        super().setUp()
        code, out, err = pendel("schema")
        self.assertEqual((code, err), (0, ""))
        self.schema = json.loads(out)
        jsonschema.Draft202012Validator.check_schema(self.schema)
        self.validator = jsonschema.Draft202012Validator(self.schema)

    def errors(self, text):
        return [error.message for error in self.validator.iter_errors(as_json(tomllib.loads(text)))]

    def test_accepts_every_shipped_scenario(self):
        for scenario in (SOURCE / "scenarios").glob("**/*.toml"):
            document = tomllib.loads(scenario.read_text(encoding="utf-8"))
            if "day" in document or "base" in document:
                with self.subTest(scenario=scenario):
                    self.assertEqual([e.message for e in self.validator.iter_errors(as_json(document))], [])

    def test_accepts_plain_and_ranged_numbers(self):
        for text in (
            "people = {}",
            "[[day]]\nname = 'x'\ndate = 2030-01-15\nweight = 3",
            "[[day]]\nname = 'x'\ndate = 2030-01-15\nweight = { value = 3, low = 1, high = 4.5, source = 'me' }",
            "[[day]]\nname = 'x'\nremove = true",
        ):
            with self.subTest(text=text):
                self.assertEqual(self.errors("base = 'b.toml'\n" + text), [])

    def test_refuses_what_check_refuses(self):
        for text in (
            "[run]\nsede = 3",
            "[run]\nseed = 'x'",
            "[run]\nreplication = -1",
            "[rum]\nx = 1",
            "[[day]]\ndate = 2030-01-15",
            "[[day]]\nname = 'x'\ndate = 'tomorrow'",
            "[[day]]\nname = 'x'\nweight = 367",
            "[[day]]\nname = 'x'\nweight = { value = 3, lo = 1 }",
            "[[day]]\nname = 'x'\nholiday = 1",
        ):
            with self.subTest(text=text):
                self.assertNotEqual(self.errors("base = 'b.toml'\n" + text), [])
                path = self.write("bad.toml", f'base = "{HAMLET}"\n{text}\n')
                self.assertEqual(pendel("check", path)[0], 2)


class Reference(FrontDoor):
    def test_page_follows_the_table(self):
        page = (SOURCE / "docs/parameters.md").read_text(encoding="utf-8")
        code, out, _ = pendel("schema", "--markdown")
        self.assertEqual(code, 0)
        self.assertEqual(out, page, "regenerate: pendel schema --markdown > docs/parameters.md")

    def test_every_number_says_unit_meaning_and_source(self):
        _, out, _ = pendel("schema", "--markdown")
        rows = [line.split(" | ") for line in out.splitlines() if line.startswith("| `")]
        self.assertGreater(len(rows), 50)
        for row in rows:
            with self.subTest(row=row[0]):
                self.assertNotEqual(row[6].strip(), "", "meaning")
                if row[5].strip():
                    self.assertNotEqual(row[7].strip(" |"), "", "a range needs a source")


if __name__ == "__main__":
    unittest.main()
