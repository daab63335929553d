# SPDX-License-Identifier: Apache-2.0
"""`pendel assign` as a user meets it: Braess's network by hand, the table of flows, JSON, exit codes."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["PENDEL_PROGRAM"]

NET = """<NUMBER OF ZONES> 2
<NUMBER OF NODES> 4
<FIRST THRU NODE> 1
<NUMBER OF LINKS> 5
<END OF METADATA>
~ \tinit_node\tterm_node\tcapacity\tlength\tfree_flow_time\tb\tpower\tspeed\ttoll\tlink_type\t;
\t1\t3\t1\t100\t0.00000001\t1000000000\t1\t0\t0\t1\t;
\t1\t4\t1\t0\t50\t0.02\t1\t0\t0\t1\t;
\t3\t2\t1\t0\t50\t0.02\t1\t0\t0\t1\t;
\t3\t4\t1\t0\t10\t0.1\t1\t0\t0\t1\t;
\t4\t2\t1\t100\t0.00000001\t1000000000\t1\t0\t0\t1\t;
"""
TRIPS = "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 6\n<END OF METADATA>\nOrigin 1\n 2 : 6;\n"


class Assign(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.write("net.tntp", NET)
        self.write("trips.tntp", TRIPS)

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def assign(self, *arguments):
        command = [PROGRAM, "assign", "net.tntp", "trips.tntp", "--lang", "en", *arguments]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=60)

    def test_braess(self):
        done = self.assign("--json", "-o", "flows.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        result = json.loads(done.stdout)
        self.assertAlmostEqual(result["tstt"], 552, places=4)
        self.assertAlmostEqual(result["objective"], 386, places=4)
        self.assertLessEqual(result["gap"], 1e-11)
        self.assertTrue(result["converged"])
        self.assertGreater(result["iterations"], 0)
        self.assertIn("seconds", result)
        rows = [line.split(",") for line in (self.folder / "flows.csv").read_text().split()]
        self.assertEqual(rows[0], ["from", "to", "flow", "cost"])
        self.assertEqual([row[:2] for row in rows[1:]], [["1", "3"], ["1", "4"], ["3", "2"], ["3", "4"], ["4", "2"]])
        for row, flow, cost in zip(rows[1:], (4, 2, 2, 2, 4), (40, 52, 52, 12, 40)):
            self.assertAlmostEqual(float(row[2]), flow, places=5)
            self.assertAlmostEqual(float(row[3]), cost, places=5)

    def test_text_and_an_early_end(self):
        done = self.assign("--max-iterations", "0")
        self.assertEqual(done.returncode, 0, done.stderr)
        for word in ("objective", "TSTT", "gap", "iterations 0", "seconds", "Stopped after 0 iterations"):
            self.assertIn(word, done.stdout)

    def test_problems_of_both_files_at_once(self):
        self.write("net.tntp", NET.replace("0.02", "many", 1))
        self.write("trips.tntp", TRIPS.replace("6;", "-6;"))
        done = self.assign("-o", "flows.csv")
        self.assertEqual(done.returncode, 2)
        self.assertIn("net.tntp:8:", done.stderr)
        self.assertIn("trips.tntp:5:6", done.stderr)
        self.assertIn("2 problems", done.stderr)
        self.assertFalse((self.folder / "flows.csv").exists())


if __name__ == "__main__":
    unittest.main()
