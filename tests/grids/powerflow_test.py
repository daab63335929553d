# SPDX-License-Identifier: Apache-2.0
"""`pendel powerflow` against networks that were solved by pandapower, as a user calls it; errors with their place."""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["PENDEL_PROGRAM"]
GRIDS = pathlib.Path(os.environ["PENDEL_TEST_DATA"]) / "grids"


def pendel(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)


def rows(file):
    with open(file, newline="") as table:
        return list(csv.DictReader(table))


@unittest.skipUnless(GRIDS.exists(), f"test data absent: {GRIDS}")
class SolvedGrids(unittest.TestCase):
    def solved(self, folder, *arguments):
        done = pendel("powerflow", folder, "--json", *arguments)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return json.loads(done.stdout)

    def test_voltages_and_loadings_are_those_of_the_solved_grids(self):
        folders = [folder for folder in sorted(GRIDS.iterdir()) if (folder / "bus.csv").exists()]
        self.assertGreaterEqual(len(folders), 13)
        for folder in folders:
            with self.subTest(folder.name):
                flow = self.solved(folder)
                for mine, theirs in zip(flow["bus"], rows(folder / "bus.csv"), strict=True):
                    self.assertEqual(mine["index"], int(theirs[""]))
                    self.assertAlmostEqual(mine["vm_pu"], float(theirs["vm_pu"]), delta=1e-8)
                    self.assertAlmostEqual(mine["va_degree"], float(theirs["va_degree"]), delta=1e-5)
                lines = rows(folder / "line.csv")
                transformers = rows(folder / "trafo.csv") if (folder / "trafo.csv").exists() else []
                self.assertGreater(len(lines), 0)
                for name, table in (("line", lines), ("trafo", transformers)):
                    for mine, theirs in zip(flow[name], table, strict=True):
                        loading = float(theirs["res_loading_percent"])
                        self.assertAlmostEqual(mine["loading_percent"], loading, delta=5e-4 * max(loading, 1e-3))
                        self.assertAlmostEqual(mine["pl_mw"], float(theirs["res_pl_mw"]), delta=1e-9)

    def test_linear_flow_is_near(self):
        exact = self.solved(GRIDS / "kerber_dorfnetz")
        near = self.solved(GRIDS / "kerber_dorfnetz", "--method", "linear")
        gap = max(abs(a["vm_pu"] - b["vm_pu"]) for a, b in zip(exact["bus"], near["bus"]))
        self.assertLess(gap, 3e-3)
        self.assertGreater(gap, 1e-5)  # it is not the exact one under another name

    def test_tables_are_written(self):
        with tempfile.TemporaryDirectory(prefix="pendel-powerflow-") as folder:
            flow = self.solved(GRIDS / "cigre_lv", "-o", folder)
            written = rows(pathlib.Path(folder) / "res_bus.csv")
            self.assertEqual([float(row["vm_pu"]) for row in written], [bus["vm_pu"] for bus in flow["bus"]])
            self.assertEqual(len(rows(pathlib.Path(folder) / "res_line.csv")), 37)
            self.assertEqual(len(rows(pathlib.Path(folder) / "res_trafo.csv")), 3)
            one = pathlib.Path(folder) / "all.csv"
            self.solved(GRIDS / "cigre_lv", "-o", one)
            self.assertEqual({row["element"] for row in rows(one)}, {"bus", "line", "trafo"})

    def test_every_problem_is_named_with_its_place(self):
        with tempfile.TemporaryDirectory(prefix="pendel-powerflow-") as name:
            folder = pathlib.Path(name)
            shutil.copytree(GRIDS / "cigre_lv", folder, dirs_exist_ok=True)
            lines = (folder / "line.csv").read_text().splitlines()
            cells = lines[4].split(",")
            cells[1], cells[3] = "999", "-0.1"
            lines[4] = ",".join(cells)
            (folder / "line.csv").write_text("\n".join(lines) + "\n")
            (folder / "load.csv").write_text((folder / "load.csv").read_text().replace("0.19,", "much,"))
            (folder / "gen.csv").write_text(",bus,p_mw,vm_pu,in_service\n0,3,0.1,1.0,True\n")
            done = pendel("powerflow", folder)
            self.assertEqual(done.returncode, 2)
            for place in ("line.csv:5:3", "line.csv:5:9", "load.csv:2:5", "gen.csv:2:1"):
                self.assertIn(place, done.stderr)
            self.assertIn("4 problems", done.stderr)

    def test_a_folder_that_is_none(self):
        done = pendel("powerflow", "no/such/folder")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no/such/folder", done.stderr)


if __name__ == "__main__":
    unittest.main()
