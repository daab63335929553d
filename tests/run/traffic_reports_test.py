# SPDX-License-Identifier: Apache-2.0
"""What the program says of traffic beside the plain series: the table of trips, selected links, counts. Read by h5py and
held against the sums of the same result."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import h5py
import numpy as np

PROGRAM = os.environ["PENDEL_PROGRAM"]
SOURCE = pathlib.Path(os.environ["PENDEL_SOURCE_DIR"])
HAMLET = SOURCE / "scenarios/hamlet/base.toml"


def pendel(*arguments, **options):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, **options)


class TrafficReports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="pendel-reports-")
        cls.result = pathlib.Path(cls.folder.name) / "hamlet.h5"
        done = pendel(
            "run", HAMLET, "-o", cls.result, "--set", "mobility.trip_table=true", "--select-link", "5>6"
        )
        assert done.returncode == 0, done.stdout + done.stderr

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def counts(self, text):
        path = pathlib.Path(self.folder.name) / "counts.csv"
        path.write_text(text)
        return path

    def test_the_table_of_trips_adds_up(self):
        with h5py.File(self.result) as file:
            trip = {name: values[:] for name, values in file["trip"].items() if name != "trip"}
            n = len(trip["person"])
            self.assertEqual(set(map(len, trip.values())), {n})
            np.testing.assert_array_equal(np.bincount(trip["mode"], minlength=5), file["mode_trips"][0])
            np.testing.assert_allclose(
                np.bincount(trip["mode"], trip["distance"], minlength=5), file["mode_distance"][0], rtol=1e-6
            )
            people = len(file["person/has_car"])
            np.testing.assert_allclose(
                np.bincount(trip["person"], trip["arrival"] - trip["departure"], minlength=people),
                file["person/travel_time"][0],
                atol=0.2,
            )
            np.testing.assert_allclose(
                trip["arrival"] - trip["departure"], trip["free_time"] + trip["delay"], atol=0.05
            )
            cars = trip["mode"] == 3
            metres = np.bincount(
                trip["person"][cars], (trip["distance"] + trip["outside_distance"])[cars], minlength=people
            )
            np.testing.assert_allclose(metres, file["person/car_distance"][0], rtol=1e-6)
            matrix = np.zeros_like(file["data/car"][:])
            np.add.at(matrix, (trip["from_zone"][cars], trip["to_zone"][cars]), 1)
            np.testing.assert_array_equal(matrix, file["data/car"][:])
            self.assertEqual(file["trip/delay"].attrs["units"], b"s")
            self.assertTrue((trip["day"] == 0).all())

    def test_without_the_request_there_is_no_table(self):
        plain = pathlib.Path(self.folder.name) / "plain.h5"
        self.assertEqual(pendel("run", HAMLET, "-o", plain).returncode, 0)
        with h5py.File(plain) as file:
            self.assertNotIn("trip", file)
            self.assertFalse([name for name in file["data"] if name.startswith("select")])

    def test_a_selected_link_keeps_its_trips(self):
        with h5py.File(self.result) as file:
            names = file["tables/node_id"][:]
            ends = names[file["link_nodes"][:]]
            link = np.flatnonzero((ends == [5, 6]).all(axis=1))[0]
            self.assertGreater(file["daily_volume"][0][link], 0)
            self.assertEqual(file["data/select_5_6"][:].sum(), file["daily_volume"][0][link])
            self.assertEqual(file["select_5_6"][0][link], file["daily_volume"][0][link])
            self.assertTrue((file["select_5_6"][0] <= file["daily_volume"][0]).all())

    def test_an_unknown_link_is_said_with_its_place(self):
        done = pendel("run", HAMLET, "-o", pathlib.Path(self.folder.name) / "no.h5", "--select-link", "5>77")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no link is called '5>77'", done.stderr)
        german = pendel("--lang", "de", "run", HAMLET, "-o", "no.h5", "--select-link", "5>77")
        self.assertIn("keine Strecke heißt '5>77'", german.stderr)

    def test_counts_are_no_validation_without_external_traffic(self):
        counts = self.counts("from_node,to_node,when,count\n5,6,dtvw,10\n5,6,7,2\n")
        done = pendel("validate", self.result, counts)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("NO VALIDATION: the result holds regional residents and commuters only", done.stdout)
        said = json.loads(pendel("validate", self.result, counts, "--json").stdout)
        self.assertFalse(said["validation"])
        with h5py.File(self.result) as file:
            ends = file["tables/node_id"][:][file["link_nodes"][:]]
            link = np.flatnonzero((ends == [5, 6]).all(axis=1))[0]
            self.assertEqual(said["counts"][0]["model"], file["daily_volume"][0][link])
            self.assertAlmostEqual(said["counts"][1]["model"], file["flow"][28:32, link].sum() / 4)
        self.assertEqual(said["days"]["counts"], 1)
        self.assertAlmostEqual(said["days"]["bias"], said["counts"][0]["model"] - 10)
        self.assertIn("KEINE VALIDIERUNG", pendel("--lang", "de", "validate", self.result, counts).stdout)

    def test_bad_counts_are_said_all_at_once(self):
        done = pendel("validate", self.result, self.counts("from_node,to_node,when,count\n5,99,dtvw,1\n5,6,dtvw,x\n"))
        self.assertEqual(done.returncode, 2)
        self.assertIn("counts.csv:2:1: no link leads from node 5 to node 99", done.stderr)
        self.assertIn("counts.csv:3:", done.stderr)
        self.assertEqual(pendel("validate", self.result, self.counts("x\n").with_name("absent.csv")).returncode, 2)
        no_dtv = pendel("validate", self.result, self.counts("from_node,to_node,when,count\n5,6,dtv,1\n"))
        self.assertEqual(no_dtv.returncode, 2)
        self.assertIn("the result has no DTV", no_dtv.stderr)


if __name__ == "__main__":
    unittest.main()
