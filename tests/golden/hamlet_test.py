# SPDX-License-Identifier: Apache-2.0
"""The hamlet: what can be worked out by hand from its README, and everything else against hamlet.json.

Update the golden values after a change that is meant to move them, and read the difference:
    PENDEL_PROGRAM=build/release/pendel PENDEL_SOURCE_DIR=. /usr/bin/python3 tests/golden/hamlet_test.py --update
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy

PROGRAM = pathlib.Path(os.environ["PENDEL_PROGRAM"]).resolve()
SOURCE = pathlib.Path(os.environ["PENDEL_SOURCE_DIR"]).resolve()
GOLDEN = SOURCE / "tests/golden/hamlet.json"
# Relative to the golden value. Traffic is counted and must be equal; energy is summed in single precision.
TOLERANCE = {"electricity_use": 1e-5, "heat_use": 1e-5, "electricity_peak": 1e-5, "co2_heat": 1e-5, "co2_electricity": 1e-5}


def run():
    folder = tempfile.TemporaryDirectory(prefix="pendel-hamlet-")
    result = pathlib.Path(folder.name) / "hamlet.h5"
    subprocess.run(
        [PROGRAM, "run", SOURCE / "scenarios/hamlet/base.toml", "-o", result], check=True, stdout=subprocess.DEVNULL
    )
    return folder, h5py.File(result)


def golden_values(file):
    values = {f"region/{name}": float(data[0]) for name, data in file["indicator_region"].items()}
    for name in ("car_distance", "commute_distance", "travel_time", "teleworks"):
        for person, value in enumerate(file["person"][name][0]):
            values[f"person {person}/{name}"] = round(float(value), 4)
    return values


class Hamlet(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder, cls.file = run()

    @classmethod
    def tearDownClass(cls):
        cls.file.close()
        cls.folder.cleanup()

    def test_empty_roads_take_length_over_speed(self):
        # 500 m at 36 km/h, twice; 3,000 m at 90 km/h; 3,200 m at 36; 500 m at 45; 2,000 m at 90; both ways each
        by_hand = [50, 50, 50, 50, 120, 120, 320, 320, 40, 40, 80, 80]
        times = self.file["travel_time"][...]
        numpy.testing.assert_allclose(times, numpy.broadcast_to(by_hand, times.shape), rtol=1e-3)

    def test_nobody_is_in_the_way_of_twelve_people(self):
        self.assertEqual(self.file["relative_gap"][0], 0)
        self.assertEqual(self.file["unreachable_trips"][0], 0)

    def test_car_commuters_drive_what_the_map_says(self):
        driven = self.file["person/car_distance"][0]
        # D from node 4 by 5 to the gateway 6: 500 + 2,000 m, and 10 km behind it; there and back
        self.assertEqual(driven[8], 2 * (500 + 2000 + 10000))
        # the inbound commuter: 10 km outside, 2,000 m from 6 to the school at 5; there and back
        self.assertEqual(driven[11], 2 * (10000 + 2000))

    def test_who_has_no_car_drives_none(self):
        self.assertEqual(self.file["person/car_distance"][0][self.file["person/has_car"][...] == 0].sum(), 0)

    def test_car_trips_leave_and_return(self):
        matrix = self.file["data/car"][...]
        numpy.testing.assert_array_equal(matrix.sum(axis=0), matrix.sum(axis=1))

    def test_golden(self):
        expected = json.loads(GOLDEN.read_text())
        found = golden_values(self.file)
        self.assertEqual(sorted(expected), sorted(found))
        differences = []
        for key, value in expected.items():
            tolerance = TOLERANCE.get(key.split("/")[1], 0) * abs(value)
            if abs(found[key] - value) > tolerance:
                differences.append(f"{key}: {value} -> {found[key]}")
        self.assertFalse(differences, "\n".join(["golden values differ (--update if this is meant):", *differences]))


if __name__ == "__main__":
    if "--update" in sys.argv:
        folder, file = run()
        GOLDEN.write_text(json.dumps(golden_values(file), indent=1) + "\n")
        file.close()
        folder.cleanup()
    else:
        unittest.main()
